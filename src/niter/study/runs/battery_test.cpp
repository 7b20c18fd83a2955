// Batteries of a study: what the assumptions make of them, and the five kinds of runs on the cells
// of the founding study.
#include "niter/study/runs/battery.hpp"

#include <cmath>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/study/runs/battery_curves.hpp"
#include "niter/study/runs/kinds_testing.hpp"

namespace niter::study {
namespace {

BatteryPlan alkaline() {
  BatteryPlan plan;
  plan.id = "alkaline", plan.title = "zinc in alkali";
  return plan;
}

Bench battery(const std::string& kind, const std::string& protocol, bool batch = false) {
  Bench bench(kind, protocol, batch);
  bench.plan.battery = alkaline();
  bench.plan.reported = "bat3";
  return bench;
}

TEST(BatteryRuns, AssumptionsStandAtTheirEnds) {
  NITER_IDENTITY("every range at the end that raises the voltage, or at the one that lowers it");
  const Bench bench("battery-power", "rest for 1 min");
  const Study& study = bench.input().study;
  const auto declared = battery_options(study, alkaline(), RangeEnd::Declared);
  ASSERT_TRUE(declared) << declared.error().text();
  EXPECT_DOUBLE_EQ(*declared->start_potential, -1.25);
  EXPECT_NEAR(declared->resistance, 5e-4, 1e-15);
  EXPECT_NEAR(declared->leak, 0.02, 1e-15);
  const auto higher = battery_options(study, alkaline(), RangeEnd::Higher);
  EXPECT_DOUBLE_EQ(*higher->start_potential, -1.35);
  EXPECT_NEAR(higher->resistance, 2e-4, 1e-15);
  EXPECT_NEAR(higher->leak, 0.01, 1e-15);
  const auto lower = battery_options(study, alkaline(), RangeEnd::Lower);
  EXPECT_DOUBLE_EQ(*lower->start_potential, -1.20);
  EXPECT_NEAR(lower->resistance, 20e-4, 1e-15);
  BatteryPlan neutral;
  neutral.anolyte = twin::BatteryOptions::Anolyte::Neutral;
  EXPECT_NEAR(battery_options(study, neutral, RangeEnd::Declared)->dissolved_zinc, 0.1, 1e-12);
}

TEST(BatteryRuns, PowerIsVoltageTimesCurrentAndHasAPeak) {
  NITER_SOURCE("trial2026",
               "an independent model of these cells with mechanism C2: 0.35 to 0.38 mW cm-2 "
               "at 4 mA cm-2; zinc in neutral electrolyte far less");
  Bench bench =
      battery("battery-power", "rest for 1 min\nsweep to 10 mA/cm2 discharge at 0.02 mA cm-2 s-1");
  bench.plan.catalysts = {"Fe2Co1/NC", "Co/NC", "Fe/NC"};
  bench.plan.beside = {alkaline()};
  bench.plan.beside.front().anolyte = twin::BatteryOptions::Anolyte::Neutral;
  bench.plan.beside.front().title = "neutral";
  bench.draw(8);
  const RunOutcome out = bench.made();
  const double peak = number(out, "peak power of Fe2Co1/NC");
  EXPECT_NEAR(peak, 0.365, 0.3 * 0.365);
  EXPECT_GT(peak, number(out, "peak power of Co/NC"));
  EXPECT_GT(number(out, "peak power of Co/NC"), number(out, "peak power of Fe/NC"));
  EXPECT_LT(number(out, "peak power with neutral"), 0.5 * peak);
  EXPECT_EQ(out.draws, 8u);
  const auto& panels = out.figures.front().panels;
  ASSERT_EQ(panels.size(), 2u);
  EXPECT_EQ(panels[0].series.front().mark, data::Series::Mark::Band);
  const auto& v = panels[0].series.back();  // the neutral one, the last line of both panels
  for (std::size_t i = 0; i < v.x.size(); i += 50)
    EXPECT_NEAR(*value_at(panels[1].series[panels[1].series.size() - 2], v.x[i]), v.y[i] * v.x[i],
                1e-6 + 1e-6 * std::abs(v.y[i] * v.x[i]));
}

TEST(BatteryRuns, HoursUseUpWhatFaradaysLawSays) {
  NITER_SOURCE("bard2001",
               "Faraday's law: yield = FE j/(8 F); energy is the work over the mass made");
  const RunOutcome out =
      battery("battery-hours", "rest for 1 s\nhold 5 mA/cm2 discharge for 2 h", true).made();
  const double efficiency = number(out, "FE of NH3, discharges") / 100;
  const double yield = number(out, "NH3 yield rate, whole run");  // umol h-1 cm-2
  EXPECT_NEAR(yield, efficiency * 50 / (8 * constants::F) * 3600 * 1e2, 2e-3 * yield);
  const double work = number(out, "electric work");             // J cm-2
  const double energy = number(out, "energy per mass of NH3");  // kWh kg-1
  EXPECT_NEAR(energy, work / 3.6e6 / (yield * 2 * 1e-6 * 17.031e-3), 2e-3 * std::abs(energy));
}

TEST(BatteryRuns, GapsWidenWithTheCurrent) {
  NITER_IDENTITY("charge lies above discharge, and both resistances widen their distance");
  const RunOutcome out =
      battery("battery-gap",
              "rest for 1 min\nhold 1 mA/cm2 discharge for 3 min\nrest for 1 "
              "min\nhold 1 mA/cm2 charge for 3 min\nrest for 3 min\nhold 2 mA/cm2 "
              "discharge for 3 min\nrest for 1 min\nhold 2 mA/cm2 charge for 3 min")
          .made();
  const auto& gaps = out.figures.front().panels[1].series;
  for (const auto& line : gaps) {
    if (line.mark != data::Series::Mark::Line || line.x.size() < 2) continue;
    EXPECT_GT(line.y.front(), 1);
    EXPECT_GT(line.y.back(), line.y.front());
  }
}

TEST(BatteryRuns, OpenCircuitIsSetByTheLeak) {
  NITER_SOURCE("trial2026", "an independent model: 0.49 to 0.74 V with a leak of 1 to 3 uA cm-2");
  const double open = number(battery("battery-open-circuit", "rest for 20 min").made(),
                             "open-circuit voltage of Fe2Co1/NC");
  EXPECT_GT(open, 0.44);
  EXPECT_LT(open, 0.79);
}

TEST(BatteryRuns, WhatIsMissingIsSaidInItsUnit) {
  NITER_IDENTITY("a reported number inside the ranges is passed over, one outside is named");
  Fact fact;
  fact.label = "peak power density", fact.unit = Unit::of("mW cm-2"), fact.place = "Fig. 6a";
  fact.value = std::vector<double>{4.58};
  EXPECT_NE(missing_text(fact, 1.4, 12, 0.3).find("3.38 mW cm-2 are missing"), std::string::npos);
  EXPECT_TRUE(missing_text(fact, 1.4, 46, 0.3).empty());
}

TEST(BatteryRuns, MistakesAreSaid) {
  NITER_IDENTITY("a film has no hours; a gap needs both directions");
  const auto film = battery("battery-hours", "hold 5 mA/cm2 discharge for 1 min").make();
  ASSERT_FALSE(film);
  EXPECT_NE(film.error().text().find("cell = \"batch\""), std::string::npos);
  const auto one = battery("battery-gap", "hold 1 mA/cm2 discharge for 1 min").make();
  ASSERT_FALSE(one);
  EXPECT_NE(one.error().text().find("both charges and discharges"), std::string::npos);
}

}  // namespace
}  // namespace niter::study
