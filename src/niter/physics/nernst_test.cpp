#include "niter/physics/nernst.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"

namespace niter::physics {
namespace {

TEST(Nernst, ThermalVoltageAtRoomTemperature) {
  NITER_SOURCE("codata2018", "R T/F at 298.15 K: 25.692579 mV");
  EXPECT_NEAR(thermal_voltage(298.15), 25.692579e-3, 5e-10);
}

TEST(Nernst, ZincAtTenToTheMinusFour) {
  NITER_SOURCE("bard2001", "sec. 2.1: Zn2+/Zn, E0 = -0.7618 V, a = 1e-4: -0.880 V");
  // reduction Zn2+ + 2e- = Zn: the quotient is 1/a
  EXPECT_NEAR(nernst_potential(-0.7618, 2, -std::log(1e-4), 298.15), -0.8801, 5e-5);
}

TEST(Nernst, OneUnitOfPhOnOneElectron) {
  NITER_IDENTITY("ln10 R T/F = 59.1593 mV");
  EXPECT_NEAR(nernst_potential(0, 1, std::log(10.0), 298.15), -59.1593e-3, 5e-8);
  EXPECT_THROW(nernst_potential(0, 0, 1, 298.15), Bug);
}

}  // namespace
}  // namespace niter::physics
