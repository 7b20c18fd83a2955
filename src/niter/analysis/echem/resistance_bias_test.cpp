#include "niter/analysis/echem/resistance_bias.hpp"

#include <cmath>
#include <vector>

#include "niter/analysis/echem/rc_sweep.hpp"
#include "niter/analysis/echem/weighted_line.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

constexpr double true_capacitance = 340;                // F m-2: 34.0 mF cm-2
constexpr double resistance = 0.11 / true_capacitance;  // ohm m2
constexpr double middle = 0.1;                          // V, of a window of 0.1 V

std::vector<RatePoint> points_at(const std::vector<double>& rates, double width = 0) {
  const std::vector<double> ones(rates.size(), 1.0);
  const auto line = fit_weighted_line(rates, rates, ones);
  std::vector<RatePoint> points;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    points.push_back({rates[i], 0.05, 0.15, width, line->influence[i]});
  }
  return points;
}

const std::vector<double> founding{0.05, 0.06, 0.07, 0.08, 0.09, 0.10};

TEST(ResistanceBias, TheTrialModelFoundFourPercent) {
  NITER_SOURCE("trial2026", "a slope of 32.6 mF cm-2 for a true 34.0, 50 to 100 mV/s, 0.1 V");
  const auto points = points_at(founding);
  const double slope = slope_of_rc(true_capacitance, resistance, points, middle);
  EXPECT_NEAR(0.1 * slope, 32.6, 0.05);
  EXPECT_NEAR(slope / true_capacitance - 1, -0.041, 0.001);
  // the other two catalysts: 14.2 and 11.1 mF cm-2 behind the same resistance are unbiased
  EXPECT_NEAR(slope_of_rc(142, resistance, points, middle) / 142, 1, 1e-3);
  EXPECT_NEAR(slope_of_rc(111, resistance, points, middle) / 111, 1, 1e-3);
}

TEST(ResistanceBias, ANarrowRangeMagnifiesIt) {
  NITER_IDENTITY("the slope is off by more than any single point; slower rates bring it back");
  const auto points = points_at(founding);
  const Uncertain plain = slope_of_rc(true_capacitance, resistance, points, middle);
  const auto narrow = correct_for_resistance(plain, resistance, points, middle);
  ASSERT_TRUE(narrow);
  EXPECT_NEAR(narrow->fastest, -1 / std::cosh(1 / 0.22), 1e-9);
  EXPECT_LT(narrow->slope, 1.5 * narrow->fastest);
  const double wide =
      slope_of_rc(true_capacitance, resistance, points_at({0.01, 0.02, 0.03, 0.04, 0.05}), middle);
  EXPECT_NEAR(wide / true_capacitance, 1, 3e-4);
}

TEST(ResistanceBias, CorrectionFindsTheTruth) {
  NITER_IDENTITY("correct(slope(C, R), R) = C, at any potential and width");
  for (const double c : {50.0, 200.0, 340.0, 450.0}) {
    for (const double width : {0.0, 0.01}) {
      const auto points = points_at(founding, width);
      const Uncertain plain = slope_of_rc(c, resistance, points, 0.11);
      const auto bias = correct_for_resistance(plain, resistance, points, 0.11);
      ASSERT_TRUE(bias) << c;
      EXPECT_NEAR(bias->corrected.value() / c, 1, 1e-10) << c;
      EXPECT_NEAR(bias->time_constant, resistance * c, 1e-10);
      EXPECT_NEAR(bias->slope, plain.value() / c - 1, 1e-10);
    }
  }
}

TEST(ResistanceBias, UncertaintyOfTheResistanceArrives) {
  NITER_IDENTITY("dC/dR and dC/dslope of the implicit equation, against solving it again");
  const auto points = points_at(founding);
  const double slope = slope_of_rc(true_capacitance, resistance, points, middle);
  const auto at = [&](double s, double r) {
    return correct_for_resistance(s, r, points, middle)->corrected.value();
  };
  const double us = 0.01 * slope;
  const double ur = 0.05 * resistance;
  const auto bias = correct_for_resistance(Uncertain::input("slope", slope, us),
                                           Uncertain::input("R", resistance, ur), points, middle);
  ASSERT_TRUE(bias);
  const double h = 1e-4;
  const double by_slope =
      (at(slope * (1 + h), resistance) - at(slope * (1 - h), resistance)) / (2 * h * slope) * us;
  const double by_r = (at(slope, resistance * (1 + h)) - at(slope, resistance * (1 - h))) /
                      (2 * h * resistance) * ur;
  EXPECT_NEAR(bias->corrected.sigma(), std::hypot(by_slope, by_r), 1e-4 * true_capacitance * 0.01);
  EXPECT_GT(by_r, 0);  // more resistance, more to correct
  EXPECT_NEAR(covariance(bias->corrected, bias->resistance), by_r * ur, 1e-3 * by_r * ur);
}

TEST(ResistanceBias, NoCapacitanceForAnImpossibleResistance) {
  NITER_IDENTITY("the slope of R-C has a summit in C: beyond it there is no answer");
  const auto points = points_at(founding);
  EXPECT_FALSE(
      correct_for_resistance(Uncertain(true_capacitance), 10 * resistance, points, middle));
  const auto none =
      correct_for_resistance(Uncertain(true_capacitance), Uncertain(0), points, middle);
  ASSERT_TRUE(none);
  EXPECT_NEAR(none->corrected.value(), true_capacitance, 1e-9);
  EXPECT_NEAR(none->slope, 0, 1e-12);
}

TEST(ResistanceBias, ResistanceThatMattersIsFound) {
  NITER_IDENTITY("slope(C, R(bias)) / C - 1 = bias");
  const auto points = points_at(founding);
  for (const double bias : {-0.001, -0.01, -0.2}) {
    const double r = resistance_for_bias(true_capacitance, bias, points, middle);
    EXPECT_NEAR(slope_of_rc(true_capacitance, r, points, middle) / true_capacitance - 1, bias,
                1e-9);
  }
}

}  // namespace
}  // namespace niter::analysis
