#include "niter/analysis/battery/power_peak.hpp"

#include <algorithm>
#include <random>

#include "niter/analysis/battery/cell_testing.hpp"
#include "niter/base/testing.hpp"
#include "niter/physics/power.hpp"

namespace niter::analysis {
namespace {

using testing::even;
using testing::TafelCell;

PolarisationPoints points_of(const std::vector<double>& current,
                             const std::function<double(double)>& voltage) {
  PolarisationPoints points{.current = current, .voltage = {}, .sigma = {}};
  for (const double j : current) points.voltage.push_back(voltage(j));
  return points;
}

TEST(PowerPeak, AStraightLineIsExact) {
  NITER_IDENTITY("V_oc^2/4R at V_oc/2R and V_oc/2");
  const physics::LinearCell cell{1.43, 112e-4};
  const auto points = points_of(even(0.5, 120, 90), [&](double j) { return cell.voltage(j); });
  const auto peak = power_peak(points, 0.3, "noise");
  ASSERT_TRUE(peak && *peak);
  EXPECT_NEAR((*peak)->power.value() / cell.max_power_density(), 1, 1e-12);
  EXPECT_NEAR((*peak)->current.value() / cell.current_density_at_max_power(), 1, 1e-12);
  EXPECT_NEAR((*peak)->voltage.value(), 0.715, 1e-12);
  EXPECT_LT((*peak)->power.relative(), 1e-10);
}

TEST(PowerPeak, ATafelCellHasItsAnalyticMaximum) {
  NITER_IDENTITY("E0 - b ln(j/j0) - b - 2 j R = 0");
  for (const double b : {0.02, 0.05, 0.1}) {
    const TafelCell cell{.b = b};
    const double j = cell.current_at_peak();
    const auto points = points_of(even(1, 2 * j, 300), [&](double x) { return cell.voltage(x); });
    const auto peak = power_peak(points, 0.3, "noise");
    ASSERT_TRUE(peak && *peak);
    EXPECT_NEAR((*peak)->power.value() / (j * cell.voltage(j)), 1, 1e-4) << b;
    EXPECT_NEAR((*peak)->current.value() / j, 1, 3e-3) << b;
    EXPECT_LT(std::abs((*peak)->current.value() - j), 2 * (*peak)->current.sigma()) << b;
    const auto& inputs = (*peak)->power.contributions();
    const auto form = std::ranges::find(inputs, "form of the local curve",
                                        &std::pair<std::string, double>::first);
    ASSERT_NE(form, inputs.end());
    EXPECT_NE((*peak)->cubic, 0);
    EXPECT_NEAR(form->second, (*peak)->cubic / std::sqrt(3.0), 1e-12);
    EXPECT_NEAR((*peak)->voltage.value() / (*peak)->current.value(),
                -(*peak)->curve.slope((*peak)->current.value()), 1e-12);
  }
}

TEST(PowerPeak, APeakAtTheEndIsNone) {
  NITER_IDENTITY("a maximum needs data beyond it, by more than its interval");
  const TafelCell cell;
  const double j = cell.current_at_peak();
  const auto upto = [&](double last) {
    return power_peak(points_of(even(1, last, 200), [&](double x) { return cell.voltage(x); }), 0.3,
                      "noise");
  };
  EXPECT_FALSE(*upto(0.7 * j));
  EXPECT_FALSE(*upto(0.97 * j));
  EXPECT_TRUE(*upto(1.2 * j));
  const auto few = power_peak(points_of({1, 2, 3}, [](double) { return 1.0; }), 0.3, "noise");
  EXPECT_FALSE(few);
}

enum class Noise { KnownVoltage, Voltage, Current };

// noise of the voltage, known or not, or of the current; the share of 95 % intervals that hold the
// truth
struct Held {
  double power = 0, current = 0, voltage = 0;
};
Held coverage(Noise noise, int records) {
  std::mt19937 random(7);
  std::normal_distribution<double> normal(0, 2e-3);
  const TafelCell cell;
  const double j = cell.current_at_peak(), v = cell.voltage(j);
  Held held;
  const auto holds = [](const Uncertain& value, double truth) {
    return std::abs(value.value() - truth) <= 1.96 * value.sigma();
  };
  for (int i = 0; i < records; ++i) {
    auto points = points_of(even(1, 2 * j, 120), [&](double x) { return cell.voltage(x); });
    for (std::size_t k = 0; k < points.current.size(); ++k) {
      if (noise == Noise::Current) {  // as much as would give the same noise of the voltage
        points.current[k] += normal(random) / (cell.resistance + cell.b / j);
      } else {
        points.voltage[k] += normal(random);
      }
    }
    if (noise == Noise::KnownVoltage) points.sigma.assign(points.current.size(), 2e-3);
    const auto peak = power_peak(points, 0.3, "noise");
    if (!peak || !*peak) continue;
    held.power += holds((*peak)->power, j * v);
    held.current += holds((*peak)->current, j);
    held.voltage += holds((*peak)->voltage, v);
  }
  return {held.power / records, held.current / records, held.voltage / records};
}

TEST(PowerPeak, IntervalsHoldTheTruthAtTheStatedRate) {
  NITER_SOURCE("jcgm100", "6.2: an interval of 95 % holds the value in 95 of 100 cases");
  for (const Noise noise : {Noise::KnownVoltage, Noise::Voltage, Noise::Current}) {
    const int known = static_cast<int>(noise);
    const Held held = coverage(noise, 600);
    EXPECT_GT(held.power, 0.925) << known;
    EXPECT_LT(held.power, 0.990) << known;
    EXPECT_GT(held.current, 0.925) << known;
    EXPECT_GT(held.voltage, 0.925) << known;
  }
}

}  // namespace
}  // namespace niter::analysis
