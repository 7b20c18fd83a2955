#include "niter/analysis/echem/double_layer_findings.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "niter/analysis/echem/double_layer_testing.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

using data::Verdict;
using testing::Circuit;
using testing::founding_rates;
using testing::rc_record;
using testing::record_of;

const std::vector<double> wide_rates{0.01, 0.02, 0.05, 0.1, 0.2};

Result<DoubleLayerResult> reduce(const data::Table& table, const DoubleLayerOptions& options = {}) {
  return double_layer_capacitance({&table, 1}, options);
}

const data::Finding* find(const DoubleLayerResult& result, std::string_view key) {
  const auto found = std::find_if(result.findings.begin(), result.findings.end(),
                                  [&](const auto& finding) { return finding.key == key; });
  return found == result.findings.end() ? nullptr : &*found;
}

std::string error_of(const data::Table& table, const DoubleLayerOptions& options = {}) {
  const auto result = reduce(table, options);
  return result ? std::string("none") : result.error().text();
}

/// Periodic current of a constant phase element, Z = 1/(Q (i w)^alpha), as its Fourier series; it
/// scales with v^alpha.
double cpe_current(double way, double alpha) {
  // a triangle of height 1 over half a period of 1: odd harmonics, cosines of phase (way)
  double sum = 0;
  for (int n = 1; n < 4000; n += 2) {
    const double w = n * std::numbers::pi;
    const double amplitude = -4 / (w * w) * std::pow(w, alpha);
    sum += amplitude * std::cos(w * way + alpha * std::numbers::pi / 2);
  }
  return sum;
}

data::Table cpe_record(double alpha, const std::vector<double>& rates, double noise = 0) {
  const Circuit circuit{.noise = noise};
  std::vector<double> shape;
  for (int i = 0; i <= 100; ++i) shape.push_back(cpe_current(i / 100.0, alpha));
  return record_of(circuit, rates, 2, [&](double rate, double potential, bool up) {
    const double way = (up ? potential - circuit.low : circuit.high - potential) / 0.1;
    const double size = 340 * std::pow(0.1, 1 - alpha) * std::pow(rate, alpha);
    return (up ? 1 : -1) * size * shape[static_cast<std::size_t>(std::lround(100 * way))];
  });
}

TEST(DoubleLayerFindings, AGoodSetHasLittleToSay) {
  NITER_IDENTITY("ideal capacitor, rates over a factor of twenty, resistance known");
  const auto result = reduce(rc_record({.noise = 0.02}, wide_rates),
                             {.series_resistance = Quantity(0.1, "Ohm cm2")});
  ASSERT_TRUE(result);
  EXPECT_EQ(find(*result, "cdl-linearity")->verdict, Verdict::Consistent);
  EXPECT_EQ(find(*result, "cdl-resistance")->verdict, Verdict::Consistent);
  for (const char* key : {"cdl-range", "cdl-intercept", "cdl-faradaic", "cdl-unused"}) {
    EXPECT_EQ(find(*result, key), nullptr) << key;
  }
  // nobody knows the specific capacitance of a nitrogen-doped carbon: always said
  EXPECT_EQ(find(*result, "cdl-specific")->verdict, Verdict::NeedsDatum);
  EXPECT_NE(find(*result, "cdl-specific")->numbers.find("C_s 0.02 mF cm-2 to 0.06 mF cm-2"),
            std::string::npos);
}

TEST(DoubleLayerFindings, NarrowRangesAreWarnedOf) {
  NITER_IDENTITY("six equal steps from v to 2 v: 1 % at the fastest is 1.43 % of the slope");
  const auto result = reduce(rc_record({}, founding_rates));
  ASSERT_TRUE(result);
  ASSERT_NE(find(*result, "cdl-range"), nullptr);
  EXPECT_NE(find(*result, "cdl-range")->numbers.find("ratio 2; 1 % at the fastest sweep is 1.4 %"),
            std::string::npos)
      << find(*result, "cdl-range")->numbers;
  // three rates over a wide range are too few, four are not
  EXPECT_NE(find(*reduce(rc_record({}, {0.01, 0.05, 0.1})), "cdl-range"), nullptr);
  EXPECT_EQ(find(*reduce(rc_record({}, {0.01, 0.02, 0.05, 0.1})), "cdl-range"), nullptr);
  // 20, 30, 40 and 500 mV/s: 75 % of sum (v - mean)2 stand at the last one
  const auto lone = reduce(rc_record({}, {0.02, 0.03, 0.04, 0.5}));
  ASSERT_NE(find(*lone, "cdl-range"), nullptr);
  EXPECT_NE(find(*lone, "cdl-range")->numbers.find("500 mV/s carries 75 %"), std::string::npos)
      << find(*lone, "cdl-range")->numbers;
  // a rate measured twice is one rate
  EXPECT_NE(find(*reduce(rc_record({}, {0.01, 0.02, 0.1, 0.1005})), "cdl-range"), nullptr);
}

TEST(DoubleLayerFindings, ConstantPhaseElementBends) {
  NITER_IDENTITY("a CPE swept over one window: half difference ~ v^alpha");
  for (const double alpha : {0.8, 0.9}) {
    const auto result = reduce(cpe_record(alpha, wide_rates, 1e-3));
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_NEAR(result->exponent.value(), alpha, 1e-3);
    EXPECT_NE(find(*result, "cdl-linearity")->verdict, Verdict::Consistent) << alpha;
    EXPECT_LT(result->line.curvature->bend, 0);
    ASSERT_NE(find(*result, "cdl-intercept"), nullptr) << alpha;
    EXPECT_GT(result->intercept.value(), 0);
  }
  EXPECT_NEAR(cpe_current(0.5, 1), 1, 1e-3);  // the series itself: alpha = 1 is a capacitor
}

TEST(DoubleLayerFindings, ResistanceBendsWhereTheRangeIsWide) {
  NITER_IDENTITY("R C = 0.11 s: seen in the bend from 10 to 200 mV/s, judged with the resistance");
  const double r = 0.11 / 340;
  const auto wide = reduce(rc_record({.resistance = r, .noise = 0.02}, wide_rates));
  ASSERT_TRUE(wide);
  EXPECT_EQ(find(*wide, "cdl-linearity")->verdict, Verdict::Inconsistent);
  EXPECT_EQ(find(*wide, "cdl-resistance")->verdict, Verdict::NeedsDatum);
  const auto narrow = reduce(rc_record({.resistance = r, .noise = 0.02}, founding_rates),
                             {.series_resistance = Quantity(1e4 * r, "Ohm cm2")});
  ASSERT_TRUE(narrow);
  EXPECT_EQ(find(*narrow, "cdl-resistance")->verdict, Verdict::Marginal);
  EXPECT_NE(find(*narrow, "cdl-resistance")->numbers.find("corrected (34"), std::string::npos);
  const auto impossible = reduce(rc_record({.resistance = r}, founding_rates),
                                 {.series_resistance = Quantity(1e5 * r, "Ohm cm2")});
  ASSERT_TRUE(impossible);
  EXPECT_FALSE(impossible->bias);
  EXPECT_EQ(find(*impossible, "cdl-resistance")->verdict, Verdict::Inconsistent);
}

TEST(DoubleLayerFindings, AReactionUnderTheSweepIsSeen) {
  NITER_IDENTITY("|j_a + j_c| over j_a - j_c above 20 % at the slowest rate");
  const auto result = reduce(rc_record({.leak = -4}, founding_rates));
  ASSERT_TRUE(result);
  ASSERT_NE(find(*result, "cdl-faradaic"), nullptr);
  EXPECT_NE(find(*result, "cdl-faradaic")->numbers.find("= 24 % at 50 mV/s"), std::string::npos);
  EXPECT_EQ(find(*reduce(rc_record({.leak = -3}, founding_rates)), "cdl-faradaic"), nullptr);
}

TEST(DoubleLayerFindings, RoundingIsNoFinding) {
  NITER_IDENTITY("errors of a solver, 1e-5 of the current and different at each rate, are no bend");
  const auto table = record_of({}, wide_rates, 2, [](double rate, double, bool up) {
    return (up ? 340 : -340) * rate * (1 + 1e-5 * std::sin(1000 * rate));
  });
  const auto result = reduce(table);
  ASSERT_TRUE(result);
  EXPECT_LT(result->line.probability, 1e-6);
  EXPECT_EQ(find(*result, "cdl-linearity")->verdict, Verdict::Consistent);
  EXPECT_EQ(find(*result, "cdl-intercept"), nullptr);
}

TEST(DoubleLayerFindings, TwoRatesCannotBeTested) {
  NITER_IDENTITY("two points are always on a line");
  const auto result = reduce(rc_record({}, {0.05, 0.2}));
  ASSERT_TRUE(result);
  EXPECT_EQ(find(*result, "cdl-linearity")->verdict, Verdict::NeedsDatum);
  EXPECT_FALSE(result->exponent);
}

TEST(DoubleLayerErrors, SayWhatToDo) {
  NITER_IDENTITY("a slope needs two rates, times, potentials, currents and an area");
  EXPECT_NE(error_of(rc_record({}, {0.05})).find("one scan rate, 50 mV/s"), std::string::npos);
  EXPECT_NE(error_of(rc_record({}, {0.05})).find("four rates or more"), std::string::npos);
  EXPECT_FALSE(double_layer_capacitance({}));

  const auto good = rc_record({}, founding_rates);
  for (const std::size_t i : {0u, 1u, 2u}) {
    auto table = good;
    const std::string name = table.columns[i].name;
    table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_NE(error_of(table).find("'" + name + "'"), std::string::npos) << error_of(table);
    table = good;
    table.columns[i].values[7] = std::nan("");
    EXPECT_NE(error_of(table).find("point 8: '" + name + "'"), std::string::npos);
    table = good;
    table.columns[i].unit = Unit::of("kg");
    EXPECT_NE(error_of(table).find("'" + name + "' is in kg"), std::string::npos);
  }
  auto empty = good;
  for (auto& column : empty.columns) column.values.clear();
  EXPECT_NE(error_of(empty).find("0 points"), std::string::npos);
  auto current = good;
  current.columns[2].name = "I";
  current.columns[2].unit = Unit::of("mA");
  EXPECT_NE(error_of(current).find("'area' is missing"), std::string::npos);

  EXPECT_NE(error_of(good, {.potential = Quantity(0.2, "V")}).find("leaves the common window"),
            std::string::npos);
  EXPECT_NE(error_of(good, {.fit_width = Quantity(1, "mV")}).find("points within"),
            std::string::npos);
  EXPECT_NE(error_of(good, {.potential = Quantity(0.1, "A")}).find("'potential'"),
            std::string::npos);
  EXPECT_NE(error_of(good, {.series_resistance = Quantity(1, "Ohm")}).find("needs the 'area'"),
            std::string::npos);
  EXPECT_NE(error_of(good, {.series_resistance = Quantity(1, "V")}).find("'series_resistance'"),
            std::string::npos);
}

TEST(DoubleLayerFigure, ShowsCyclesAndLine) {
  NITER_IDENTITY("the points of panel b are the half differences, the line passes through them");
  const double r = 0.11 / 340;
  const auto result = reduce(rc_record({.resistance = r}, founding_rates),
                             {.series_resistance = Quantity(1e4 * r, "Ohm cm2")});
  ASSERT_TRUE(result);
  const auto figure = double_layer_figure(*result);
  ASSERT_EQ(figure.panels.size(), 2u);
  EXPECT_EQ(figure.panels[0].series.size(), 7u);
  EXPECT_EQ(figure.panels[0].x.scale, "vs. RHE");
  const auto& b = figure.panels[1].series;
  ASSERT_EQ(b.size(), 3u);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(b[2].y[i], result->scans[i].half_difference);
    EXPECT_NEAR(b[0].y[1] + result->line.slope * (b[2].x[i] - b[0].x[1]), b[2].y[i], 0.3);
  }
  EXPECT_NEAR(b[1].y.back(), b[2].y.back(), 1e-3);  // the circuit passes through its own points
}

}  // namespace
}  // namespace niter::analysis
