// Each kind of run on the founding study's cells, with protocols short enough for a test.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/study/runs/kinds_testing.hpp"
#include "niter/study/runs/records.hpp"

namespace niter::study {
namespace {

using Mark = data::Series::Mark;

const data::Series& series(const RunOutcome& outcome, std::size_t panel, const std::string& name,
                           Mark mark = Mark::Line) {
  static const data::Series none;
  for (const auto& s : outcome.figures.front().panels.at(panel).series)
    if (s.name == name && s.mark == mark) return s;
  ADD_FAILURE() << "no series " << name;
  return none;
}

TEST(Voltammogram, DrawsTheSweepAndNotWhatCameBefore) {
  NITER_IDENTITY("the drawn line is the last part of the record");
  Bench bench("voltammogram", "rest for 1 min\nsweep -0.6 to -1.0 V vs RHE at 50 mV/s");
  bench.plan.figure = "2a";
  bench.draw(8);
  const auto outcome = bench.made();
  ASSERT_EQ(outcome.figures.size(), 1u);
  EXPECT_EQ(outcome.figures[0].id, "fig-2a");
  const auto& line = series(outcome, 0, "Fe2Co1/NC");
  EXPECT_NEAR(line.x.front(), -0.6, 1e-6);
  EXPECT_NEAR(line.x.back(), -1.0, 1e-6);
  EXPECT_EQ(outcome.draws, 8u);
  EXPECT_EQ(outcome.figures[0].panels[0].series.front().name, "Fe2Co1/NC");  // catalysts first
  ASSERT_EQ(outcome.records.size(), 1u);
  EXPECT_EQ(outcome.records[0].title, "test-Fe2Co1-NC");
  EXPECT_NEAR(number(outcome, "j of Fe2Co1/NC at -1.00"), line.y.back() / 10, 1e-9);
}

TEST(Capacitance, TheBenchFindsWhatWasPutIn) {
  NITER_SOURCE("feco2025", "Fig. 2d: 34.0, 14.2 and 11.1 mF cm-2");
  Bench bench(
      "capacitance",
      "rest for 1 min\ncycle 2 times between 0.05 and 0.15 V vs RHE at 50, 60 ... 100 mV/s");
  bench.plan.catalysts = {"Fe2Co1/NC", "Co/NC", "Fe/NC"};
  const auto outcome = bench.made();
  for (const auto& [catalyst, truth] :
       {std::pair{"Fe2Co1/NC", 34.0}, {"Co/NC", 14.2}, {"Fe/NC", 11.1}}) {
    const std::string name = std::string("C_dl of ") + catalyst;
    EXPECT_NEAR(number(outcome, name + ", plain") / truth, 1, 0.05) << catalyst;
    EXPECT_NEAR(number(outcome, name + ", series resistance undone") / truth, 1, 0.01) << catalyst;
  }
  // R C bends the line of the largest one down
  EXPECT_LT(number(outcome, "C_dl of Fe2Co1/NC, plain"), 34.0 * 0.98);
  EXPECT_EQ(outcome.figures.size(), 2u);
  EXPECT_EQ(outcome.figures[1].panels.size(), 3u);
  EXPECT_EQ(outcome.figures[1].panels[0].series.size(), 6u);
}

TEST(Capacitance, DrawsOfTheResistanceRoundTheCornersAlone) {
  NITER_IDENTITY("j = C v (1 - exp(-t/RC)): R moves the corners, not the plateau");
  Bench bench("capacitance",
              "rest for 1 min\ncycle 2 times between 0.05 and 0.15 V vs RHE at 50, 100 mV/s");
  bench.plan.catalysts = {"Fe2Co1/NC", "Fe/NC"};
  bench.draw(12);
  const auto outcome = bench.made();
  EXPECT_EQ(outcome.draws, 12u);
  const auto is = [](Mark mark) {
    return [mark](const data::Series& s) { return s.mark == mark && !s.low.empty(); };
  };
  const auto& points = outcome.figures[0].panels[0].series;
  const auto bars = std::find_if(points.begin(), points.end(), is(Mark::Points));
  ASSERT_NE(bars, points.end());
  for (std::size_t i = 0; i < bars->y.size(); ++i) {
    EXPECT_LE(bars->low[i], bars->y[i]);
    EXPECT_GE(bars->high[i], bars->y[i]);
  }
  const auto& panels = outcome.figures[1].panels;
  EXPECT_EQ(std::count_if(panels[0].series.begin(), panels[0].series.end(), is(Mark::Band)),
            2);  // there and back
  EXPECT_EQ(std::count_if(panels[1].series.begin(), panels[1].series.end(), is(Mark::Band)), 0);
  const data::Series& there = panels[0].series[0];
  double widest = 0;
  for (std::size_t i = 0; i < there.x.size(); ++i)
    widest = std::max(widest, there.high[i] - there.low[i]);
  EXPECT_GT(widest, 100 * (there.high[there.x.size() - 2] - there.low[there.x.size() - 2]));
}

TEST(Spectrum, TheSmallestCapacitanceAndFewestSitesGiveTheWidestArc) {
  NITER_SOURCE("feco2025", "Fig. 2e: Fe/NC > Co/NC > Fe2Co1/NC");
  Bench bench("spectrum", "eis 100 kHz to 100 mHz, 10 mV, at -1.0 V vs RHE, 4 points per decade");
  bench.plan.catalysts = {"Fe2Co1/NC", "Co/NC", "Fe/NC"};
  const auto outcome = bench.made();
  EXPECT_LT(number(outcome, "arc of Fe2Co1/NC"), number(outcome, "arc of Co/NC"));
  EXPECT_LT(number(outcome, "arc of Co/NC"), number(outcome, "arc of Fe/NC"));
  EXPECT_TRUE(outcome.figures[0].panels[0].equal_scales);
  // high frequencies see the series resistance alone
  EXPECT_NEAR(series(outcome, 0, "Fe/NC").x.front() * 1e4, 2.87, 0.01);
  ASSERT_EQ(outcome.remarks.size(), 1u);
  EXPECT_TRUE(outcome.remarks[0].ends_with("the same order.")) << outcome.remarks[0];
}

TEST(Cycles, FreshElectrolyteGivesTheSameAgain) {
  NITER_IDENTITY("the same cell through the same protocol");
  Bench bench("cycles", "repeat 3\nhold -1.0 V vs RHE for 10 min\nrefresh electrolyte\nend", true);
  const auto outcome = bench.made();
  const auto& bars = series(outcome, 0, "simulated", Mark::Bars);
  ASSERT_EQ(bars.y.size(), 3u);
  EXPECT_NEAR(bars.y[1] / bars.y[0], 1, 1e-4);
  EXPECT_NEAR(bars.y[2] / bars.y[1], 1, 1e-4);
  EXPECT_GT(bars.y[0], 0.5);
  EXPECT_LT(bars.y[0], 1);
}

TEST(Controls, AmmoniaNeedsPotentialAndReactant) {
  NITER_SOURCE("feco2025", "Fig. 2h: negligible at open circuit and without nitrate");
  Bench bench("controls", "hold -1.0 V vs RHE for 10 min", true);
  const auto outcome = bench.made();
  const double made = number(outcome, "NH3 made, electrolysis with NO3-");
  EXPECT_GT(made, 10);  // umol cm-2
  EXPECT_LT(std::abs(number(outcome, "NH3 made, open circuit with NO3-")), 1e-3 * made);
  EXPECT_LT(std::abs(number(outcome, "NH3 made, electrolysis without NO3-")), 1e-3 * made);
}

TEST(Additive, ALittleSaltChangesLittle) {
  NITER_SOURCE("feco2025", "Fig. S9: negligible change with 0.01 M chloride");
  Bench bench("additive", "hold -1.0 V vs RHE for 10 min", true);
  bench.plan.added = {{"KCl", Quantity(0.01, "mol/L")}};
  const auto outcome = bench.made();
  const double without = number(outcome, "FE without"), with = number(outcome, "FE with");
  EXPECT_NEAR(with / without, 1, 0.02);
  EXPECT_NE(outcome.figures[0].caption.find("no blocking"), std::string::npos);
  bench.plan.added.clear();
  EXPECT_FALSE(bench.make());
}

TEST(StabilitySlow, ALargerVolumeStaysFlatLonger) {
  NITER_IDENTITY("what is used up is charge over volume");
  Bench bench("stability", "hold -1.0 V vs RHE for 4 h", true);
  bench.plan.refresh_every = {Quantity(1.0, "h")};
  const auto outcome = bench.made();
  const auto& strict = series(outcome, 2, "within 5 %");
  ASSERT_GE(strict.x.size(), 3u);
  for (std::size_t i = 1; i < strict.x.size(); ++i) {
    if (!std::isfinite(strict.y[i])) continue;
    EXPECT_GT(strict.y[i], strict.y[i - 1]);
    EXPECT_NEAR(strict.y[i] / strict.x[i] * strict.x[i - 1] / strict.y[i - 1], 1, 0.35);
  }
  // fresh electrolyte brings the current back, and no spike of charging is drawn
  const auto& fresh = series(outcome, 0, "fresh every 1 h");
  const auto [least, most] = std::minmax_element(fresh.y.begin(), fresh.y.end());
  EXPECT_LT(*least / *most, 1.5);
}

TEST(BatchRun, NitrogenIsWhereItBelongs) {
  NITER_IDENTITY("N in the catholyte, the anolyte and the gas stays what it was");
  Bench bench("cycles", "hold -1.0 V vs RHE for 2 h", true);
  const auto input = bench.input();
  const auto record = execute(input, {}, input.values);
  ASSERT_TRUE(record) << record.error().text();
  for (const auto& balance : record->balances) EXPECT_LT(balance.relative, 1e-6) << balance.of;
  // from the table alone, but for the film: a few thousandths of the catholyte
  const double depth = column(*record, "depth").front();
  const auto nitrogen = [&](std::size_t row) {
    double sum = 0;
    for (const std::string species : {"NO3-", "NO2-", "NH3", "NH4+"}) {
      for (const std::string place : {"", " anolyte"})
        sum += depth * column(*record, "c " + species + place)[row];
      sum += column(*record, "lost " + species)[row];
    }
    return sum;
  };
  const std::size_t last = all_rows(*record).last;
  EXPECT_NEAR(nitrogen(last) / nitrogen(0), 1, 3e-3);
  EXPECT_LT(column(*record, "c NO3-")[last], 0.97 * column(*record, "c NO3-")[0]);
  EXPECT_GT(column(*record, "ph")[last], 9);
}

TEST(RunErrors, AKindSaysWhatItsProtocolLacks) {
  NITER_IDENTITY("an error names the run and what to write");
  for (const auto& [kind, protocol, said] :
       {std::tuple{"spectrum", "hold -1.0 V for 1 s", "takes no spectrum"},
        std::tuple{"capacitance", "hold 0.1 V for 1 s", "has no cycles"},
        std::tuple{"cycles", "sweep 0 to -0.1 V at 1 V/s", "holds no potential"},
        std::tuple{"stability", "rest for 1 s", "is a test of stability"},
        std::tuple{"controls", "sweep to -0.1 V at 1 V/s", "does not say how long"}}) {
    const auto made = Bench(kind, protocol, true).make();
    ASSERT_FALSE(made) << kind;
    EXPECT_NE(made.error().text().find(said), std::string::npos) << made.error().text();
  }
}

TEST(RunErrors, ABatchNeedsItsAssumptions) {
  NITER_IDENTITY("the error names the assumption and its use");
  const Bench bench("cycles", "hold -1.0 V vs RHE for 1 s", true);
  RunInput input = bench.input();
  Study bare = input.study;
  std::erase_if(bare.assumptions, [](const auto& a) { return a.id == "catholyte_volume"; });
  const RunInput without{bare, input.model, input.plan, input.values, {}, 1, {}};
  const auto made = cycles(without);
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().text().find("'catholyte_volume', which decides how fast"),
            std::string::npos)
      << made.error().text();
}

TEST(Spread, QuantilesAndDeviationOfEightDraws) {
  NITER_IDENTITY("quantiles of 0 ... 7 lie at 0.05 and 0.95 of 7; fewer draws say nothing");
  std::vector<std::vector<double>> draws;
  std::vector<double> values;
  for (int i = 7; i >= 0; --i) {
    draws.push_back({static_cast<double>(i), 2.0 * i});
    values.push_back(i);
  }
  const Spread band = spread(draws);
  EXPECT_NEAR(band.low[0], 0.35, 1e-12);
  EXPECT_NEAR(band.high[1], 13.3, 1e-12);
  EXPECT_NEAR(deviation(values), std::sqrt(6.0), 1e-12);
  draws.pop_back();
  values.pop_back();
  EXPECT_TRUE(spread(draws).low.empty());
  EXPECT_EQ(deviation(values), 0);
}

}  // namespace
}  // namespace niter::study
