#include "niter/physics/power.hpp"

#include <gtest/gtest.h>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"

namespace niter::physics {
namespace {

constexpr double cm2 = 1e-4;  // m2

TEST(Power, NitrateBatteryReadAsALinearCell) {
  NITER_IDENTITY(
      "0.71 V and 0.39 mW cm-2: 323 ohm cm2, 1.1 mA cm-2 at the peak, 2.2 short-circuited");
  const LinearCell cell = linear_cell(0.71, 3.9);
  EXPECT_NEAR(cell.resistance, 323 * cm2, 0.5 * cm2);
  EXPECT_NEAR(cell.current_density_at_max_power(), 11, 0.05);
  EXPECT_NEAR(cell.short_circuit_current_density(), 22, 0.05);
  EXPECT_NEAR(cell.max_power_density(), 3.9, 1e-12);
}

TEST(Power, NitriteBatteryReadAsALinearCell) {
  NITER_IDENTITY("1.43 V and 4.58 mW cm-2: 112 ohm cm2, 12.8 mA cm-2, 1.37 V at 0.5 mA cm-2");
  const LinearCell cell = linear_cell(1.43, 45.8);
  EXPECT_NEAR(cell.resistance, 112 * cm2, 0.5 * cm2);
  EXPECT_NEAR(cell.short_circuit_current_density(), 128, 0.5);
  EXPECT_NEAR(cell.voltage(5), 1.37, 0.005);
}

TEST(Power, IsGreatestAtHalfTheOpenCircuitVoltage) {
  NITER_IDENTITY("dP/dj = 0 at j = V_oc / 2R");
  const LinearCell cell{1.2, 0.01};
  const double best = cell.current_density_at_max_power();
  EXPECT_DOUBLE_EQ(power_density(cell.voltage(best), best), cell.max_power_density());
  for (const double j : {0.9 * best, 1.1 * best}) {
    EXPECT_LT(power_density(cell.voltage(j), j), cell.max_power_density());
  }
  EXPECT_THROW(linear_cell(1, 0), Bug);
}

}  // namespace
}  // namespace niter::physics
