#include "niter/analysis/echem/double_layer.hpp"

#include <cmath>

#include "niter/analysis/echem/double_layer_testing.hpp"
#include "niter/base/testing.hpp"
#include "niter/config/read.hpp"

namespace niter::analysis {
namespace {

using testing::Circuit;
using testing::founding_rates;
using testing::rc_record;

Result<DoubleLayerResult> reduce(const data::Table& table, const DoubleLayerOptions& options = {}) {
  return double_layer_capacitance({&table, 1}, options);
}

std::string error_of(const data::Table& table, const DoubleLayerOptions& options = {}) {
  const auto result = reduce(table, options);
  return result ? std::string("none") : result.error().text();
}

/// The column of currents of an electrode of that area instead of current densities.
data::Table as_current(data::Table table, double area, const char* unit) {
  auto& column = table.columns[2];
  column.name = "I";
  column.unit = Unit::of(unit);
  for (double& value : column.values) value *= area;
  return table;
}

TEST(DoubleLayer, IdealCapacitorGivesItsCapacitance) {
  NITER_IDENTITY("j = +-C v: slope C, intercept 0, R2 1, exponent 1, for the three catalysts");
  for (const double c : {340.0, 142.0, 111.0}) {
    const auto result = reduce(rc_record({.capacitance = c}, founding_rates));
    ASSERT_TRUE(result) << result.error().text();
    ASSERT_EQ(result->scans.size(), 6u);
    EXPECT_NEAR(result->capacitance.value() / c, 1, 1e-12);
    EXPECT_NEAR(result->intercept.value(), 0, 1e-10);
    EXPECT_NEAR(result->line.r2, 1, 1e-12);
    EXPECT_NEAR(result->exponent.value(), 1, 1e-12);
    EXPECT_NEAR(result->potential, 0.1, 1e-12);
    EXPECT_EQ(result->scans[0].label, "50 mV/s");
    EXPECT_EQ(result->scans[0].cycle, 3);
    EXPECT_EQ(result->scale, "vs. RHE");
  }
}

TEST(DoubleLayer, ResistanceBiasIsReportedAndUndone) {
  NITER_SOURCE("trial2026", "34.0 mF cm-2, R C = 0.11 s, 0.1 V, 50 to 100 mV/s: 32.6, -4 %");
  const double r = 0.11 / 340;
  const auto table = rc_record({.resistance = r}, founding_rates);
  const auto result = reduce(table, {.series_resistance = Quantity(1e4 * r, "Ohm cm2")});
  ASSERT_TRUE(result && result->bias);
  EXPECT_NEAR(0.1 * result->capacitance.value(), 32.6, 0.05);
  EXPECT_NEAR(result->bias->slope, -0.042,
              0.001);  // 4.1 % at the point, the rest by the local line
  EXPECT_NEAR(result->bias->corrected.value() / 340, 1, 1e-4);
  EXPECT_NEAR(result->bias->time_constant, 0.11, 1e-4);
  // the plain value is what it is, with or without the resistance
  EXPECT_EQ(reduce(table)->capacitance.value(), result->capacitance.value());
  EXPECT_FALSE(reduce(table)->bias);
}

TEST(DoubleLayer, ResistanceAwayFromTheMiddle) {
  NITER_IDENTITY("the closed form at any potential: the corrected value does not move");
  const double r = 0.11 / 340;
  const auto table = rc_record({.resistance = r}, founding_rates);
  for (const double e : {0.085, 0.09, 0.11, 0.12}) {
    const auto result = reduce(
        table, {.potential = Quantity(e, "V"), .series_resistance = Quantity(1e4 * r, "Ohm cm2")});
    ASSERT_TRUE(result && result->bias) << e;
    EXPECT_NEAR(result->bias->corrected.value() / 340, 1, 1e-3) << e;
    EXPECT_LT(result->bias->slope, -0.041) << e;
  }
}

TEST(DoubleLayer, UnitsDoNotMatter) {
  NITER_IDENTITY("the same answer in mA and A, as current and as density, in Ohm and Ohm cm2");
  const double r = 0.05 / 340;
  const double area = 0.5e-4;
  const auto density = rc_record({.resistance = r, .noise = 0.05}, founding_rates);
  const DoubleLayerOptions per_area{.series_resistance = Quantity(1e4 * r, "Ohm cm2")};
  const DoubleLayerOptions whole{.area = Quantity(0.5, "cm2"),
                                 .series_resistance = Quantity(r / area, "Ohm")};
  const auto reference = reduce(density, per_area);
  ASSERT_TRUE(reference && reference->bias);
  for (const char* unit : {"A", "mA", "uA"}) {
    const auto result = reduce(as_current(density, area, unit), whole);
    ASSERT_TRUE(result && result->bias) << unit;
    EXPECT_NEAR(result->capacitance.value() / reference->capacitance.value(), 1, 1e-12);
    EXPECT_NEAR(result->capacitance.sigma() / reference->capacitance.sigma(), 1, 1e-9);
    EXPECT_NEAR(result->bias->corrected.value() / reference->bias->corrected.value(), 1, 1e-9);
  }
  // the specific capacitance in uF and mF
  DoubleLayerOptions micro;
  micro.specific_capacitance = Quantity(40, "uF cm-2");
  EXPECT_NEAR(reduce(density, micro)->roughness.value(), reference->roughness.value(), 1e-9);
  EXPECT_NEAR(reference->roughness.value(), reference->capacitance.value() / 0.4, 1e-9);
}

TEST(DoubleLayer, AreaIsSharedAndCancelsInTheEcsa) {
  NITER_IDENTITY("C and roughness carry the area's uncertainty; A C / C_s of a current does not");
  const auto table = as_current(rc_record({.noise = 0.05}, founding_rates), 1e-4, "mA");
  const DoubleLayerOptions options{.label = "FeCo", .area = Quantity(1.0, Unit::of("cm2"), 0.02)};
  const auto result = reduce(table, options);
  ASSERT_TRUE(result && result->ecsa);
  EXPECT_NEAR(std::hypot(result->line.slope_sigma / result->line.slope, 0.02),
              result->capacitance.relative(), 1e-9);
  EXPECT_NEAR(covariance(result->capacitance, Uncertain::input("area", 1e-4, 0.02e-4)),
              -result->capacitance.value() * 0.02 * 0.02e-4, 1e-12);
  EXPECT_NEAR(result->ecsa->relative(), result->line.slope_sigma / result->line.slope, 1e-9);
  EXPECT_NEAR(result->ecsa->value(), result->roughness.value() * 1e-4, 1e-12);
  EXPECT_NEAR(result->roughness_low, result->capacitance.value() / 0.6, 1e-9);
  EXPECT_NEAR(result->roughness_high, result->capacitance.value() / 0.2, 1e-9);
}

TEST(DoubleLayer, NoiseIsCoveredAtTheStatedRate) {
  NITER_IDENTITY("95 % intervals of 100 seeded sets hold the truth in 95 % (88 % or more)");
  int held = 0;
  double deviation = 0;
  double variance = 0;
  constexpr int sets = 100;
  for (unsigned seed = 1; seed <= sets; ++seed) {
    const auto result = reduce(rc_record({.noise = 0.3, .seed = seed}, founding_rates, 1));
    ASSERT_TRUE(result);
    const double off = result->capacitance.value() - 340;
    held += std::abs(off) <= 1.96 * result->capacitance.sigma();
    deviation += off * off / sets;
    variance += std::pow(result->line.slope_sigma / result->line.widening, 2) / sets;
  }
  EXPECT_GE(held, 88);
  EXPECT_NEAR(std::sqrt(deviation / variance), 1, 0.2);
}

TEST(DoubleLayer, StatedNoiseOfThePointsIsUsed) {
  NITER_IDENTITY("a scan with ten times the noise has a hundredth of the weight");
  auto table = rc_record({}, {0.02, 0.05, 0.1}, 1);
  auto& j = table.columns[2];
  j.sigma.assign(j.values.size(), 0.01);
  const std::size_t third = j.values.size() / 3;
  for (std::size_t i = 0; i < third; ++i) j.sigma[i] = 0.1;
  const auto result = reduce(table);
  ASSERT_TRUE(result);
  EXPECT_NEAR(result->scans[0].sigma / result->scans[1].sigma, 10, 1e-9);
  // eleven points in each local line at its middle: u2 = s2/11, two branches, half of it
  EXPECT_NEAR(result->scans[1].sigma, 0.01 / std::sqrt(2 * 11.0), 1e-9);
}

TEST(DoubleLayer, CyclesAreCountedAndChosen) {
  NITER_IDENTITY("a first cycle that is off leaves the last alone");
  auto table = rc_record({}, founding_rates, 2);
  // the first cycle at every rate carries 10 % more
  const std::size_t cycle = 200;
  for (std::size_t k = 0; k < 12; k += 2) {
    for (std::size_t i = 0; i < cycle; ++i) table.columns[2].values[k * cycle + i] *= 1.1;
  }
  EXPECT_NEAR(reduce(table)->capacitance.value(), 340, 1e-6);
  EXPECT_NEAR(reduce(table, {.cycle = 2})->capacitance.value(), 340, 1e-6);
  EXPECT_NEAR(reduce(table, {.cycle = 1})->capacitance.value(), 374, 1e-6);
  EXPECT_EQ(reduce(table)->scans[0].cycles, 2);
  EXPECT_NE(error_of(table, {.cycle = 3}).find("50 mV/s in 'made' has 2 complete cycles"),
            std::string::npos);
}

TEST(DoubleLayer, OneTableOrMany) {
  NITER_IDENTITY("the order of the scans and the number of tables do not matter");
  std::vector<data::Table> tables;
  for (const double rate : {0.1, 0.05, 0.07, 0.2}) tables.push_back(rc_record({}, {rate}));
  const auto apart = double_layer_capacitance(tables);
  const auto together = reduce(rc_record({}, {0.05, 0.07, 0.1, 0.2}));
  ASSERT_TRUE(apart && together);
  EXPECT_NEAR(apart->capacitance.value(), together->capacitance.value(), 1e-9);
  EXPECT_EQ(apart->scans[0].label, "50 mV/s");
  EXPECT_EQ(apart->records.size(), 4u);
}

TEST(DoubleLayer, AStartInsideTheWindow) {
  NITER_IDENTITY("half sweeps at begin and end belong to no cycle");
  auto table = rc_record({}, founding_rates, 2);
  for (auto& column : table.columns) {
    column.values.erase(column.values.begin(), column.values.begin() + 60);
    column.values.resize(column.values.size() - 60);
  }
  const auto result = reduce(table);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->capacitance.value(), 340, 1e-6);
  EXPECT_EQ(result->scans.front().cycles, 1);
  EXPECT_EQ(result->scans.size(), 6u);
}

TEST(DoubleLayer, SignsAreNeverGuessed) {
  NITER_IDENTITY("IUPAC: the anodic sweep carries the positive current, or the options say so");
  auto table = rc_record({.leak = -3}, founding_rates);
  const double c = reduce(table)->capacitance.value();
  EXPECT_NEAR(c, 340, 1e-6);  // a steady current cancels
  EXPECT_NEAR(reduce(table)->scans[0].mean, -3, 1e-9);
  for (double& j : table.columns[2].values) j = -j;
  EXPECT_NE(error_of(table).find("cathodic = \"positive\""), std::string::npos);
  const auto declared = reduce(table, {.cathodic = CathodicSign::Positive});
  ASSERT_TRUE(declared);
  EXPECT_EQ(declared->capacitance.value(), c);
  EXPECT_EQ(declared->scans[0].mean,
            reduce(rc_record({.leak = -3}, founding_rates))->scans[0].mean);
}

TEST(DoubleLayer, OptionsReadFromText) {
  NITER_IDENTITY("keys of the options; a quantity of the wrong dimension is refused");
  const auto document = config::parse_toml(
      "potential = \"0.09 V\"\narea = \"1.0 +- 0.02 cm2\"\ncycle = 1\n"
      "series_resistance = \"2.5 Ohm\"\nspecific_range = [\"20 uF cm-2\", \"60 uF cm-2\"]\n",
      "cdl.toml");
  ASSERT_TRUE(document);
  const auto options = config::read<DoubleLayerOptions>(*document);
  ASSERT_TRUE(options) << options.error().text();
  EXPECT_NEAR(options->area->si_sigma(), 2e-6, 1e-18);
  EXPECT_EQ(options->cycle.value(), 1);
  const auto result = reduce(rc_record({}, founding_rates), *options);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->bias->resistance.value(), 2.5e-4, 1e-15);
}

}  // namespace
}  // namespace niter::analysis
