#include "niter/analysis/echem/rc_sweep.hpp"

#include <cmath>

#include "niter/base/testing.hpp"
#include "niter/physics/double_layer.hpp"

namespace niter::analysis {
namespace {

// 34.0 mF cm-2, R C = 0.11 s, a window of 0.1 V: the double layer of the founding study
RcSweep sweep_at(double scan_rate) {
  return {.capacitance = 340,
          .resistance = 0.11 / 340,
          .scan_rate = scan_rate,
          .low = 0.05,
          .high = 0.15};
}

TEST(RcSweep, SolvesTheCircuit) {
  NITER_IDENTITY("tau dj/dt + j = C v in the anodic sweep, -C v in the cathodic one");
  const auto sweep = sweep_at(0.1);
  const double tau = sweep.resistance * sweep.capacitance;
  const double h = 1e-6;  // V
  for (const double e : {0.051, 0.07, 0.1, 0.149}) {
    const double anodic =
        (anodic_current(sweep, e + h) - anodic_current(sweep, e - h)) / (2 * h) * sweep.scan_rate;
    EXPECT_NEAR(tau * anodic + anodic_current(sweep, e), 34, 1e-6) << e;
    const double cathodic = (cathodic_current(sweep, e + h) - cathodic_current(sweep, e - h)) /
                            (2 * h) * -sweep.scan_rate;
    EXPECT_NEAR(tau * cathodic + cathodic_current(sweep, e), -34, 1e-6) << e;
  }
}

TEST(RcSweep, CurrentIsContinuousAtTheReversals) {
  NITER_IDENTITY("the charge of a capacitor behind a resistance cannot jump: j(T) = -j(0)");
  for (const double v : {0.01, 0.1, 1.0, 100.0}) {
    const auto sweep = sweep_at(v);
    EXPECT_NEAR(anodic_current(sweep, sweep.high), cathodic_current(sweep, sweep.high), 1e-10);
    EXPECT_NEAR(anodic_current(sweep, sweep.low), cathodic_current(sweep, sweep.low), 1e-10);
  }
}

TEST(RcSweep, HalfDifferenceIsSymmetricAndIdealWithoutResistance) {
  NITER_IDENTITY("C v [1 - cosh(s/(v tau))/cosh(T/(2 tau))]; physics/double_layer in the middle");
  const auto sweep = sweep_at(0.1);
  const double scale = sweep.scan_rate * sweep.resistance * sweep.capacitance;
  for (const double s : {0.0, 0.01, 0.03, 0.049}) {
    const double expected = 34 * (1 - std::cosh(s / scale) / std::cosh(0.05 / scale));
    EXPECT_NEAR(half_difference(sweep, {0.1 + s}), expected, 1e-10);
    EXPECT_NEAR(half_difference(sweep, {0.1 - s}), expected, 1e-10);
  }
  EXPECT_NEAR(half_difference(sweep, {0.1}),
              physics::charging_current_density(340, 0.1, 0.1, sweep.resistance), 1e-10);
  auto ideal = sweep;
  ideal.resistance = 0;
  EXPECT_DOUBLE_EQ(half_difference(ideal, {0.07}), 34);
  // far too slow a capacitor: the resistor alone, E_mid +- W/2 over R, differs by nothing
  // mid-window
  auto slow = sweep;
  slow.resistance = 1;
  EXPECT_NEAR(half_difference(slow, {0.1}), 0, 1e-3);
}

TEST(RcSweep, MeanOverAWidth) {
  NITER_IDENTITY("mean of the half difference over a width, by Simpson's rule");
  const auto sweep = sweep_at(0.1);
  const double width = 0.02;
  constexpr int steps = 200;
  double sum = 0;
  for (int i = 0; i <= steps; ++i) {
    const double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * half_difference(sweep, {0.12 + width * (static_cast<double>(i) / steps - 0.5)});
  }
  EXPECT_NEAR(half_difference(sweep, {0.12, width}), sum / (3 * steps), 1e-8);
}

}  // namespace
}  // namespace niter::analysis
