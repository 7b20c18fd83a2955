// Cycles, controls, labelled feeds and closures: numbers that can be worked out by hand.
#include "niter/study/bench/together.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/study/bench/shared_inputs.hpp"

namespace niter::study {
namespace {

using data::Verdict;

struct Bench {
  Study study;
  std::vector<Measured> measured;

  Bench() {
    study.catalysts = {{.id = "A", .ratio = {}, .colour = 3, .where = {}}};
    Experiment nitrate;
    nitrate.id = "no3";
    nitrate.title = "Nitrate";
    nitrate.scale = "RHE";
    study.experiments = {nitrate};
    study.measurements.reserve(12);  // the measured point at them
  }
  Measured& add(Role role, std::vector<data::Measure> measures,
                std::vector<analysis::RandomInput> inputs = {}, double potential = -1) {
    Measurement plan;
    plan.id = plan.title = "e" + std::to_string(measured.size());
    plan.technique = "electrolysis";
    plan.catalyst = "A";
    plan.experiment = "no3";
    plan.potential = potential;
    plan.role = std::move(role);
    study.measurements.push_back(plan);
    data::Reduction reduction{.technique = "electrolysis", .title = plan.id};
    reduction.measures = std::move(measures);
    reduction.settings = {{"reactant", "NO3-"}, {"product", "NH3"}};
    measured.push_back({&study.measurements.back(), reduction, {}, std::move(inputs)});
    return measured.back();
  }
};

Uncertain in(const char* name, double value, double sigma) {
  return Uncertain::input(name, value, sigma);
}
data::Measure efficiency(const Uncertain& value) {
  return {"faradaic_efficiency", "FE", value, Unit::of("%")};
}
data::Measure amount(const Uncertain& value) {
  return {"amount", "Product formed", value, Unit::of("umol")};
}
const data::Finding* find(const Together& made, std::string_view key) {
  for (const auto& finding : made.findings) {
    if (finding.key.starts_with(key)) return &finding;
  }
  return nullptr;
}

TEST(SharedInputs, OneCalibrationIsOneInputAndReadingsAreNot) {
  NITER_SOURCE("jcgm100", "5.2.2, eq. 13: cov(a, b) is what the shared inputs make");
  Bench bench;
  const auto value = in("calibration slope", 1, 0.03) + in("end absorbance", 0, 0.04) - 0.2;
  const std::vector<analysis::RandomInput> inputs = {{"calibration slope", 191, 1},
                                                     {"end absorbance", 0.5, 0.005}};
  auto other = inputs;
  other[0].value = 192;  // another day, another line
  bench.add({}, {efficiency(value)}, inputs);
  bench.add({}, {efficiency(value)}, inputs);
  bench.add({}, {efficiency(value)}, other);
  const auto a = number_of(bench.measured[0], "faradaic_efficiency");
  const auto b = number_of(bench.measured[1], "faradaic_efficiency");
  const auto c = number_of(bench.measured[2], "faradaic_efficiency");
  EXPECT_NEAR(a->sigma(), 0.05, 1e-15);
  EXPECT_NEAR(covariance(*a, *b), 0.03 * 0.03, 1e-15);
  EXPECT_NEAR(covariance(*a, *c), 0, 1e-15);
  EXPECT_NEAR((*a - *b).sigma(), 0.04 * std::sqrt(2), 1e-15);
}

TEST(Cycling, MeanSpreadAndTrendOfSixCycles) {
  NITER_IDENTITY("0.80 to 0.75 by 0.01: slope -1 %; mean 77.5 %; sd sqrt(17.5/5) %");
  Bench bench;
  for (const int cycle : {2, 1, 4, 3, 6, 5}) {  // in any order
    bench.add({RoleKind::Cycle, cycle, {}, {}, {}},
              {efficiency(in("end absorbance", 0.81 - 0.01 * cycle, 0.002))});
  }
  const auto made = cycling(bench.study, bench.measured);
  ASSERT_EQ(made.figures.size(), 1u);
  EXPECT_EQ(made.figures[0].id, "together-cycles-no3-A--1000mV");
  const auto& points = made.figures[0].panels[0].series.back();
  EXPECT_EQ(points.x, (std::vector<double>{1, 2, 3, 4, 5, 6}));
  EXPECT_NEAR(points.y.front(), 0.80, 1e-12);
  EXPECT_NEAR(points.high.front(), 0.80 + 1.959964 * 0.002, 1e-12);
  const auto* const trend = find(made, "cycling-trend faradaic_efficiency");
  ASSERT_NE(trend, nullptr);
  EXPECT_EQ(trend->verdict, Verdict::Inconsistent);  // 0.01 against 0.002 / sqrt(17.5)
  EXPECT_NE(trend->numbers.find("slope (-1.000 ± 0.048) %"), std::string::npos) << trend->numbers;
  EXPECT_NE(trend->numbers.find("deviation between cycles 1.9 %"), std::string::npos)
      << trend->numbers;
  EXPECT_TRUE(potential_series(bench.study, bench.measured).figures.empty());
}

TEST(Controls, AreDetectedBeyondTheDecisionLimit) {
  NITER_SOURCE("currie1995", "sec. 3.7: decision at 1.645 sigma, detection limit 3.29 sigma");
  const auto judged = [](double found) {
    Bench bench;
    bench.add({}, {amount(in("end absorbance", 100e-6, 1e-6))});
    bench.add({RoleKind::Control, 0, "no reactant", "e0", {}},
              {amount(in("end absorbance", found, 1e-6))});
    const auto made = control_figures(bench.study, bench.measured);
    EXPECT_EQ(made.figures.size(), 1u);
    EXPECT_EQ(made.findings.size(), 1u);
    return made.findings.front();
  };
  EXPECT_EQ(judged(1.6e-6).verdict, Verdict::Consistent);
  EXPECT_NE(judged(1.6e-6).text.find("less than 3.3 umol, 3.3 %"), std::string::npos)
      << judged(1.6e-6).text;
  EXPECT_EQ(judged(-1e-6).verdict, Verdict::Consistent);
  EXPECT_EQ(judged(1.7e-6).verdict, Verdict::Marginal);
  EXPECT_EQ(judged(21e-6).verdict, Verdict::Inconsistent);
}

TEST(Controls, OpenCircuitComesWithItsElectrolysis) {
  NITER_IDENTITY("[ocp] of an electrolysis is a control without a measurement of its own");
  Bench bench;
  bench.add({}, {amount(in("end absorbance", 100e-6, 1e-6)),
                 {"blank_amount", "blank", in("blank absorbance", 2e-6, 1e-6), Unit::of("umol")},
                 {"ocp_amount", "ocp", in("ocp absorbance", 5e-6, 1e-6), Unit::of("umol")}});
  const auto made = control_figures(bench.study, bench.measured);
  ASSERT_EQ(made.figures.size(), 1u);
  EXPECT_EQ(made.figures[0].panels[1].series[0].labels.front(), "blank");
  ASSERT_EQ(made.findings.size(), 1u);
  EXPECT_NE(made.findings[0].title.find("open circuit"), std::string::npos);
}

TEST(Isotopes, ASharedCalibrationCancelsInTheDifference) {
  NITER_IDENTITY("d = 0.03, u(d) = 0.01 sqrt(2): 2.1 u; with the calibration in it, 0.7 u");
  Bench bench;
  const std::vector<analysis::RandomInput> inputs = {{"calibration slope", 191, 1}};
  const auto with = [&](const char* isotope, double value) {
    bench.add({RoleKind::Isotope, 0, {}, {}, isotope},
              {efficiency(in("calibration slope", value, 0.03) + in("end absorbance", 0, 0.01))},
              inputs);
  };
  with("14N", 0.80);
  EXPECT_EQ(isotope_figures(bench.study, bench.measured).findings[0].verdict, Verdict::NeedsDatum);
  with("15N", 0.83);
  const auto made = isotope_figures(bench.study, bench.measured);
  ASSERT_EQ(made.findings.size(), 1u);
  EXPECT_EQ(made.findings[0].verdict, Verdict::Marginal);
  EXPECT_NE(made.findings[0].numbers.find("= (3.0 ± 1.4) %"), std::string::npos)
      << made.findings[0].numbers;
  ASSERT_EQ(made.figures.size(), 1u);
  EXPECT_EQ(made.figures[0].panels[0].series[0].labels.front(), "¹⁴N");
}

TEST(Closure, StacksChargeAndCountsNitrogen) {
  NITER_IDENTITY(
      "100 C: 80 % to NH3 (8 e-), 10 % to NO2- (2 e-): 80/8F + 10/2F mol of N; H2 has none");
  constexpr double F = constants::F;
  Bench bench;
  const double found = 80 / (8 * F) + 10 / (2 * F);
  const auto ammonia = in("end absorbance", 0.8, 0.01),
             nitrite = in("NO2- concentration", 0.1, 0.005);
  bench.add({}, {efficiency(ammonia),
                 {"faradaic_efficiency NO2-", "FE", nitrite, Unit::of("%")},
                 {"faradaic_efficiency H2", "FE", 0.05, Unit::of("%")},
                 {"faradaic_sum", "sum", ammonia + nitrite + 0.05, Unit::of("%")},
                 {"charge", "Q", in("current gain", 100, 0.1), Unit::of("C")},
                 {"reactant_consumed", "N", found / Uncertain(0.96), Unit::of("umol")}});
  const auto made = closure(bench.study, bench.measured);
  ASSERT_EQ(made.figures.size(), 1u);
  ASSERT_EQ(made.figures[0].panels.size(), 2u);
  const auto& charge = made.figures[0].panels[0].series;
  EXPECT_EQ(charge[0].name, "NH3");
  EXPECT_EQ(charge[1].name, "NO2-");
  EXPECT_EQ(charge[2].name, "H2");
  EXPECT_NEAR(charge[3].y[0], 0.95, 1e-12);
  EXPECT_NEAR(charge[3].high[0], 0.95 + 1.959964 * std::hypot(0.01, 0.005), 1e-9);
  const auto& nitrogen = made.figures[0].panels[1].series;
  ASSERT_EQ(nitrogen.size(), 4u);  // two products with nitrogen, the sum, the line of all
  EXPECT_NEAR(nitrogen[2].y[0], 0.96, 1e-12);
  // u by hand: the amounts vary by 1/80, 5/100 and the charge, which both share
  const double n1 = 80 / (8 * F) / found * 0.96, n2 = 10 / (2 * F) / found * 0.96;
  const double u =
      std::sqrt(std::pow(n1 * 0.01 / 0.8, 2) + std::pow(n2 * 0.05, 2) + std::pow(0.96 * 0.001, 2));
  EXPECT_NEAR(nitrogen[2].high[0] - 0.96, 1.959964 * u, 1e-9);
  ASSERT_NE(find(made, "nitrogen-balance"), nullptr);
  EXPECT_EQ(find(made, "nitrogen-balance")->verdict, Verdict::Marginal);  // 0.04 / 0.018 = 2.2 u
}

TEST(Hours, TheReportedCurrentStandsBesideTheRecord) {
  NITER_IDENTITY("40 mA cm-2 printed as a magnitude is a cathodic -400 A m-2");
  Bench bench;
  auto& one = bench.add({}, {}, {}, -1.2);
  auto& plan = bench.study.measurements.back();
  plan.technique = "stability";
  data::Panel panel{"", {}, {"t", Unit::of("h")}, {"j", Unit::of("mA cm-2")}, {}};
  panel.series = {{"measured", data::Series::Mark::Line, {0, 3600}, {-390, -380}}};
  one.reduction->figures = {{"fig-stability", "Stability", "Means.", {panel}}};
  EXPECT_TRUE(hours(bench.study, bench.measured).figures.empty());  // nothing is reported

  Fact fact;
  fact.id = "no3.stab.j";
  fact.measure = "current_density";
  fact.value = std::vector<double>{40};
  fact.unit = Unit::of("mA cm-2");
  fact.catalyst = "A";
  fact.experiment = "no3";
  fact.potential = -1.2;
  fact.conditions = {{"technique", "chronoamperometry"}};
  fact.place = "Fig. 5d";
  bench.study.facts = {fact};
  const auto made = hours(bench.study, bench.measured);
  ASSERT_EQ(made.figures.size(), 1u);
  const auto& reported = made.figures[0].panels[0].series.back();
  EXPECT_EQ(reported.x, (std::vector<double>{0, 3600}));
  EXPECT_NEAR(reported.y[0], -400, 1e-9);
  EXPECT_NE(made.figures[0].caption.find("Fig. 5d"), std::string::npos);
}

}  // namespace
}  // namespace niter::study
