#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/double_layer.hpp"
#include "niter/physics/eyring.hpp"
#include "niter/physics/faraday.hpp"
#include "niter/physics/tafel.hpp"

namespace niter::physics {
namespace {

TEST(Tafel, SlopesOfHydrogenEvolution) {
  NITER_SOURCE("guidelli2014", "alpha 0.5, 1.5, 2 at 298.15 K: 118.3, 39.4, 29.6 mV per decade");
  EXPECT_NEAR(tafel_slope(0.5, 298.15), 0.11832, 5e-6);
  EXPECT_NEAR(tafel_slope(1.5, 298.15), 0.03944, 5e-6);
  EXPECT_NEAR(tafel_slope(2, 298.15), 0.02958, 5e-6);
  EXPECT_NEAR(transfer_coefficient(tafel_slope(0.37, 310), 310), 0.37, 1e-15);
}

TEST(Eyring, PrefactorAndBarrier) {
  NITER_SOURCE("eyring1935", "k_B T / h at 298.15 K: 6.2124e12 s-1");
  EXPECT_NEAR(eyring_rate_constant(0, 298.15), 6.2124e12, 5e7);
  const double barrier = 0.48 * constants::F;  // 0.48 eV per particle
  EXPECT_NEAR(eyring_rate_constant(barrier, 298.15), 4.8e4, 0.05e4);
}

TEST(Eyring, LiteralBarriersOfTheControls) {
  NITER_IDENTITY(
      "j = n F Gamma k: 1.08 and 2.49 eV carry 5e-4 and 8e-28 mA cm-2 with eight electrons");
  const auto j = [](double energy_eV) {
    const double k = eyring_rate_constant(energy_eV * constants::F, 298.15);
    return current_density_of(8, 2e-7 * 1e4 * k) / 10;  // mA cm-2
  };
  EXPECT_NEAR(std::log10(j(1.08)), std::log10(5e-4), 0.1);
  EXPECT_NEAR(std::log10(j(2.49)), std::log10(8e-28), 0.2);
}

// The periodic steady state of a series R-C under a triangle, by stepping it to rest.
double stepped_mid_window_current(double c, double v, double window, double r) {
  const double half = window / v;
  const int steps = 20000;
  const double dt = half / steps;
  double q = 0, applied = 0, middle = 0;
  for (int sweep = 0; sweep < 40; ++sweep) {
    const double direction = sweep % 2 == 0 ? 1 : -1;
    for (int i = 0; i < steps; ++i) {
      const double before = (applied - q / c) / r;
      const double after = (applied + direction * v * dt - (q + before * dt) / c) / r;
      if (sweep == 38 && i == steps / 2) middle = before;
      q += 0.5 * (before + after) * dt;
      applied += direction * v * dt;
    }
  }
  return middle;
}

TEST(DoubleLayer, MidWindowCurrentOfASweptCapacitor) {
  NITER_IDENTITY("closed form against a stepped R-C circuit");
  const double c = 340, r = 2.87e-4, window = 0.1;  // F m-2, ohm m2, V
  for (const double v : {0.05, 0.1, 0.3}) {
    EXPECT_NEAR(
        charging_current_density(c, v, window, r) / stepped_mid_window_current(c, v, window, r), 1,
        1e-3)
        << v;
  }
}

TEST(DoubleLayer, SlopeAgainstScanRateIsFourPercentLow) {
  NITER_IDENTITY("34 mF cm-2, R C = 0.11 s, 0.1 V window, 50 to 100 mV/s: 32.6 mF cm-2");
  const double c = 340, r = 0.11 / 340, window = 0.1;
  const double slope =
      (charging_current_density(c, 0.1, window, r) - charging_current_density(c, 0.05, window, r)) /
      0.05;
  EXPECT_NEAR(slope / c, 0.96, 0.005);
  EXPECT_DOUBLE_EQ(charging_current_density(c, 0.1, window, 0), c * 0.1);
}

}  // namespace
}  // namespace niter::physics
