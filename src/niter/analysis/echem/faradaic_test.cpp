#include "niter/analysis/echem/faradaic.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::analysis {
namespace {

Quantity quantity(std::string_view text) {
  return Quantity::parse(text).value();
}

// one hour on one square centimetre
ElectrolysisInput one_hour(std::string reactant, std::string_view amount, std::string_view charge) {
  ElectrolysisInput input;
  input.reactant = std::move(reactant);
  input.area = quantity("1 cm2");
  input.monte_carlo.draws = 0;
  input.runs.emplace_back();
  input.runs[0].charge.value = quantity(charge);
  input.runs[0].time = quantity("1 h");
  input.runs[0].amount = quantity(amount);
  return input;
}

double number(const FaradaicReport& report, std::string_view id, std::string_view unit) {
  const auto* result = report.runs.at(0).find(id);
  EXPECT_NE(result, nullptr) << id;
  return result == nullptr ? NAN : Unit::of(unit).from_si(result->value.value());
}

FaradaicReport evaluate(const ElectrolysisInput& input) {
  auto report = faradaic(input);
  EXPECT_TRUE(report) << report.error().text();
  return report ? *report : FaradaicReport{};
}

TEST(Faradaic, PublishedNitrateElectrolysisCloses) {
  NITER_SOURCE("feco2025", "Fig. 2c and text: 171.5 umol h-1 cm-2 at 85.6 % needs 42.96 mA cm-2");
  const auto report = evaluate(one_hour("NO3-", "171.5 umol", "154.656 C"));
  EXPECT_EQ(report.electrons, 8);
  EXPECT_NEAR(number(report, "yield_rate", "umol h-1 cm-2"), 171.5, 1e-9);
  EXPECT_NEAR(number(report, "faradaic_efficiency", "%"), 85.6, 0.005);
  EXPECT_NEAR(number(report, "current_density", "mA cm-2"), -42.96, 0.005);
  EXPECT_NEAR(number(report, "partial_current_density", "mA cm-2"), -36.77, 0.005);
}

TEST(Faradaic, PublishedBatteryCloses) {
  NITER_SOURCE("feco2025", "Fig. 4 text: 25.1 umol h-1 cm-2 at 53.9 % and 10 mA cm-2");
  const auto report = evaluate(one_hour("NO3-", "25.1 umol", "36 C"));
  EXPECT_NEAR(number(report, "faradaic_efficiency", "%"), 53.9, 0.15);
}

TEST(Faradaic, NitriteTakesSixElectrons) {
  NITER_SOURCE("feco2025", "Fig. 5c text: 322.6 umol h-1 cm-2 at 63.4 % needs 81.82 mA cm-2");
  const auto report = evaluate(one_hour("NO2-", "322.6 umol", "294.55 C"));
  EXPECT_EQ(report.electrons, 6);
  EXPECT_NEAR(number(report, "faradaic_efficiency", "%"), 63.4, 0.01);
  EXPECT_NEAR(number(report, "current_density", "mA cm-2"), -81.82, 0.005);
}

TEST(Faradaic, OneAnswerInEveryConvention) {
  NITER_IDENTITY("10.5 mmol/L of NH3 in 40 mL is 0.42 mmol, whatever the units");
  const auto with = [](std::string_view current, std::string_view time, const Reading& end,
                       std::string_view volume) {
    auto input = one_hour("NO3-", "0 mol", "1 C");
    auto& run = input.runs[0];
    run.amount.reset();
    run.charge = {.current = quantity(current)};
    run.time = quantity(time);
    run.volume = quantity(volume);
    run.end = end;
    return number(evaluate(input), "faradaic_efficiency", "1");
  };
  const double expected = 8 * constants::F * 0.42e-3 / (0.1 * 7200);
  EXPECT_NEAR(with("-100 mA", "2 h", {.concentration = quantity("10.5 mmol/L")}, "40 mL"), expected,
              1e-12);
  EXPECT_NEAR(with("-0.1 A", "7200 s", {.concentration = quantity("0.0105 M")}, "0.04 L"), expected,
              1e-12);
  EXPECT_NEAR(with("-100 mA", "120 min", {.ppm = quantity("147.0735"), .as = "N"}, "40 cm3"),
              expected, 1e-9);
  EXPECT_NEAR(
      with("-100 mA", "2 h",
           {.concentration = quantity("8.94128 ug/mL"), .as = "NH3", .dilution = quantity("20")},
           "40 mL"),
      expected, 1e-6);
}

TEST(Faradaic, YieldsPerMassAndPerSite) {
  NITER_IDENTITY(
      "100 umol h-1 on 1 mg is 1.7031 mg h-1 mg-1 and 100 mmol g-1 h-1; on 2 umol of sites 50 h-1");
  auto input = one_hour("NO3-", "100 umol", "100 C");
  input.catalyst_mass = quantity("1 mg");
  input.sites = quantity("2 umol");
  const auto report = evaluate(input);
  EXPECT_NEAR(number(report, "yield_mass", "mg h-1 mg-1"), 1.7031, 1e-9);
  EXPECT_NEAR(number(report, "yield_mass_molar", "mmol g-1 h-1"), 100, 1e-9);
  EXPECT_NEAR(number(report, "turnover_frequency", "h-1"), 50, 1e-9);
}

TEST(Faradaic, AliquotsCarryProductAway) {
  NITER_IDENTITY("three 1 mL samples of a rising concentration: 2 + 4 + 6 + 8 * 47 = 388 umol");
  auto input = one_hour("NO3-", "0 mol", "500 C");
  auto& run = input.runs[0];
  run.amount.reset();
  run.volume = quantity("50 mL");
  for (const char* const c : {"2 mmol/L", "4 mmol/L", "6 mmol/L"}) {
    run.aliquots.push_back({quantity("1 mL"), {.concentration = quantity(c)}, {}});
  }
  run.end = Reading{.concentration = quantity("8 mmol/L")};
  EXPECT_NEAR(number(evaluate(input), "amount", "umol"), 388, 1e-9);
}

TEST(Faradaic, OpenCircuitControlContainsTheBlank) {
  NITER_IDENTITY("net = c - c_ocp; the blank cancels, value and uncertainty");
  auto input = one_hour("NO3-", "0 mol", "100 C");
  auto& run = input.runs[0];
  run.amount.reset();
  run.volume = quantity("10 mL");
  run.end = Reading{.concentration = quantity("5.0 mmol/L")};
  input.blank = Reading{.concentration = quantity("0.3 +- 0.1 mmol/L")};
  EXPECT_NEAR(number(evaluate(input), "amount", "umol"), 47, 1e-9);
  input.ocp = Reading{.concentration = quantity("0.5 mmol/L")};
  const auto report = evaluate(input);
  EXPECT_NEAR(number(report, "blank_amount", "umol"), 3, 1e-9);
  EXPECT_NEAR(number(report, "ocp_amount", "umol"), 2, 1e-9);
  EXPECT_NEAR(number(report, "amount", "umol"), 45, 1e-9);
  EXPECT_NEAR(report.runs[0].find("amount")->value.sigma(), 0, 1e-15);
}

TEST(Faradaic, EfficiencyAndYieldShareTheAmount) {
  NITER_IDENTITY("FE / r has only the uncertainty of charge, area and time");
  auto input = one_hour("NO3-", "100 +- 5 umol", "100 +- 1 C");
  input.area = quantity("1 +- 0.02 cm2");
  const auto report = evaluate(input);
  const auto& efficiency = report.runs[0].find("faradaic_efficiency")->value;
  const auto& yield = report.runs[0].find("yield_rate")->value;
  EXPECT_NEAR(efficiency.relative(), std::hypot(0.05, 0.01), 1e-12);
  EXPECT_NEAR(yield.relative(), std::hypot(0.05, 0.02), 1e-12);
  EXPECT_NEAR((efficiency / yield).relative(), std::hypot(0.01, 0.02), 1e-12);
}

TEST(Faradaic, ConversionAndSelectivity) {
  NITER_IDENTITY("50 of 200 umol nitrate consumed, 40 umol NH3: X = 25 %, S = 80 %");
  auto input = one_hour("NO3-", "40 umol", "100 C");
  input.runs[0].volume = quantity("20 mL");
  input.runs[0].reactant = ReactantRecord{};
  input.runs[0].reactant->before = Reading{.concentration = quantity("10 mmol/L")};
  input.runs[0].reactant->after = Reading{.ppm = quantity("105.0525"), .as = "N"};
  const auto report = evaluate(input);
  EXPECT_NEAR(number(report, "conversion", "%"), 25, 1e-9);
  EXPECT_NEAR(number(report, "selectivity", "%"), 80, 1e-8);
}

TEST(Faradaic, EnergyOfAnIdealCell) {
  NITER_IDENTITY("at FE = 1 and U = E_O2 - E_r the energy efficiency is 1; w = n F U / M");
  auto input = one_hour("NO3-", "1 mmol", "771.88266 C");
  input.reaction_potential = quantity("0.70 V");
  input.cell_voltage = quantity("0.529 V");
  const auto report = evaluate(input);
  EXPECT_NEAR(number(report, "faradaic_efficiency", "1"), 1, 1e-7);
  EXPECT_NEAR(number(report, "energy_efficiency", "1"), 1, 0.005);
  EXPECT_NEAR(number(report, "energy_consumption", "kWh kg-1"),
              8 * constants::F * 0.529 / 0.017031 / 3.6e6, 1e-6);
}

TEST(Faradaic, ReactionPotentialFromThePh) {
  NITER_SOURCE("parkhurst2013",
               "log K of NO3-/NH3: 0.709 V vs RHE at pH 14, so 0.52 V against oxygen");
  auto input = one_hour("NO3-", "1 mmol", "771.88266 C");
  input.cell_voltage = quantity("2 V");
  input.ph = quantity("14");
  EXPECT_NEAR(number(evaluate(input), "energy_efficiency", "1"), 0.52 / 2, 0.01);
}

TEST(Faradaic, OtherProductsAddUp) {
  NITER_IDENTITY(
      "80 umol NH3 (8 e-), 100 umol NO2- (2 e-), 80 umol H2 (2 e-): 640 + 200 + 160 = 1000 umol "
      "e-");
  auto input = one_hour("NO3-", "80 umol", "96.48533212 C");
  input.runs[0].others = {
      {.product = "NO2-", .amount = quantity("100 umol"), .end = {}, .where = {}},
      {.product = "H2", .amount = quantity("80 umol"), .end = {}, .where = {}}};
  const auto report = evaluate(input);
  EXPECT_NEAR(number(report, "faradaic_efficiency NO2-", "%"), 20, 1e-9);
  EXPECT_NEAR(number(report, "faradaic_efficiency H2", "%"), 16, 1e-9);
  EXPECT_NEAR(number(report, "faradaic_sum", "%"), 100, 1e-8);
}

TEST(Faradaic, SimulatedRecordGivesTheModelsEfficiency) {
  NITER_IDENTITY("a record made with a known efficiency gives it back to 1e-9");
  const double efficiency = 0.8561;
  data::Table record;
  record.columns = {{"t", Unit::of("s"), {}, {}, {}}, {"I", Unit::of("mA"), {}, {}, {}}};
  double charge = 0;
  for (int i = 0; i <= 500; ++i) {
    record.columns[0].values.push_back(7.2 * i);
    record.columns[1].values.push_back(-0.0425 - 0.001 * std::sin(0.1 * i));
    if (i > 0) {
      const auto& current = record.columns[1].values;
      charge -= 3.6 * (current[current.size() - 1] + current[current.size() - 2]);
    }
  }
  const double volume = 30e-6;
  const double concentration = efficiency * charge / (8 * constants::F) / volume;
  const auto input = simulated_electrolysis("NO3-", Quantity(1, "cm2"), Quantity(volume, "m3"),
                                            Quantity(concentration, "mol m-3"));
  const auto report = faradaic(input, {&record, 1});
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_NEAR(number(*report, "faradaic_efficiency", "1"), efficiency, 1e-9);
}

TEST(Faradaic, MonteCarloConfirmsTheLinearBudget) {
  NITER_SOURCE("jcgm101", "8.1: a nearly linear model agrees");
  auto input = one_hour("NO3-", "100 +- 2 umol", "100 +- 1 C");
  input.monte_carlo.draws = 20000;
  const auto report = evaluate(input);
  const auto& efficiency = *report.runs[0].find("faradaic_efficiency");
  ASSERT_TRUE(efficiency.sampled);
  EXPECT_TRUE(efficiency.agrees);
  EXPECT_NEAR(efficiency.sampled->sd / efficiency.value.sigma(), 1, 0.03);
}

TEST(Faradaic, MonteCarloSeesWhatTheLinearBudgetCannot) {
  NITER_IDENTITY("a consumption known to 40 % makes the selectivity skew");
  auto input = one_hour("NO3-", "40 umol", "100 C");
  input.runs[0].reactant = ReactantRecord{};
  input.runs[0].reactant->consumed = quantity("50 +- 12 umol");
  input.monte_carlo.draws = 5000;
  EXPECT_FALSE(evaluate(input).runs[0].find("selectivity")->agrees);
}

TEST(Faradaic, RectangularIsAHalfWidth) {
  NITER_SOURCE("jcgm100", "4.3.7: u = a / sqrt(3)");
  auto input = one_hour("NO3-", "100 +- 3 umol", "100 C");
  input.distributions["amount"] = Distribution::Rectangular;
  EXPECT_NEAR(evaluate(input).runs[0].find("amount")->value.relative(), 0.03 / std::sqrt(3.0),
              1e-12);
  input.distributions["amonut"] = Distribution::Rectangular;
  EXPECT_NE(faradaic(input).error().text().find("did you mean 'amount'"), std::string::npos);
}

// 0.001 to 1000, evenly in the exponent
double any_factor() {
  return std::pow(10, *rc::gen::inRange(-3000, 3001) / 1000.0);
}

RC_GTEST_PROP(FaradaicProperty, AnyInputScalesAsTheFormulaSays, ()) {
  NITER_IDENTITY("FE is proportional to N and to 1/Q; r to 1/A; neither knows the other's input");
  const double amount = 1e-4 * any_factor();
  const double charge = 100 * any_factor();
  const double area = 1e-4 * any_factor();
  auto input = one_hour("NO2-", "1 mol", "1 C");
  input.area = Quantity(area, "m2");
  input.runs[0].amount = Quantity(amount, "mol");
  input.runs[0].charge.value = Quantity(charge, "C");
  const auto report = evaluate(input);
  const double efficiency = 6 * constants::F * amount / charge;
  const auto is = [&](std::string_view id, double expected) {
    return std::abs(report.runs.at(0).find(id)->value.value() / expected - 1) < 1e-12;
  };
  RC_ASSERT(is("faradaic_efficiency", efficiency));
  RC_ASSERT(is("yield_rate", amount / (area * 3600)));
  RC_ASSERT(is("current_density", -charge / (area * 3600)));
  RC_ASSERT(is("partial_current_density", -efficiency * charge / (area * 3600)));
}

RC_GTEST_PROP(FaradaicProperty, AliquotsOfOneConcentrationChangeNothing, ()) {
  NITER_IDENTITY("samples as concentrated as the end: N = c V however the volume is cut");
  const double concentration = any_factor();
  auto input = one_hour("NO3-", "1 mol", "1 C");
  auto& run = input.runs[0];
  run.amount.reset();
  run.volume = quantity("50 mL");
  const Reading reading{.concentration = Quantity(concentration, "mol m-3")};
  const int samples = *rc::gen::inRange(0, 9);
  for (int i = 0; i < samples; ++i) {
    run.aliquots.push_back({Quantity(*rc::gen::inRange(1, 5001) * 1e-9, "m3"), reading, {}});
  }
  run.end = reading;
  const double amount = evaluate(input).runs.at(0).find("amount")->value.value();
  RC_ASSERT(std::abs(amount / (concentration * 50e-6) - 1) < 1e-12);
}

TEST(Faradaic, IntervalContainsTheTruthAtTheStatedRate) {
  NITER_IDENTITY(
      "95 % of 2000 noisy electrolyses of one known efficiency contain it: 1900 +- 10, four sigma");
  const double truth = 0.8;
  const double amount = 100e-6;
  const double charge = 8 * constants::F * amount / truth;
  std::mt19937_64 random(20081);
  std::normal_distribution<double> normal;
  int inside = 0;
  for (int i = 0; i < 2000; ++i) {
    auto input = one_hour("NO3-", "1 mol", "1 C");
    auto& run = input.runs[0];
    run.amount.reset();
    run.volume = Quantity(10e-6 * (1 + 0.01 * normal(random)), Unit::of("m3"), 10e-6 * 0.01);
    run.end =
        Reading{.concentration = Quantity(10 + 0.3 * normal(random) + 1, Unit::of("mol m-3"), 0.3)};
    input.blank =
        Reading{.concentration = Quantity(1 + 0.1 * normal(random), Unit::of("mol m-3"), 0.1)};
    run.charge.value =
        Quantity(charge * (1 + 0.005 * normal(random)), Unit::of("C"), charge * 0.005);
    const auto report = evaluate(input);
    const auto& efficiency = report.runs[0].find("faradaic_efficiency")->value;
    inside += std::abs(efficiency.value() - truth) < 1.959964 * efficiency.sigma();
  }
  EXPECT_NEAR(inside, 1900, 40);
}

TEST(Faradaic, RefusesWhatIsNotAnElectrolysis) {
  NITER_IDENTITY("amounts are not negative, a reduction takes up electrons");
  const auto error = [](const ElectrolysisInput& input) {
    const auto report = faradaic(input);
    return report ? std::string("none") : report.error().text();
  };
  auto input = one_hour("NO3-", "1 umol", "1 C");
  input.reactant = "Xy3-";
  EXPECT_NE(error(input), "none");
  input = one_hour("NO2-", "1 umol", "1 C");
  input.product = "NO3-";
  EXPECT_NE(error(input).find("takes up no electrons"), std::string::npos);
  input = one_hour("NO3-", "-1 umol", "1 C");
  EXPECT_NE(error(input).find("cannot be negative"), std::string::npos);
  input = one_hour("NO3-", "1 umol", "1 C");
  input.area = quantity("0 cm2");
  EXPECT_NE(error(input).find("'area'"), std::string::npos);
  input = one_hour("NO3-", "1 umol", "1 C");
  input.runs[0].amount.reset();
  EXPECT_NE(error(input).find("'amount'"), std::string::npos);
  input = one_hour("NO3-", "1 umol", "1 C");
  input.runs[0].charge = {.record = "it.csv"};
  EXPECT_NE(error(input), "none");
}

}  // namespace
}  // namespace niter::analysis
