#include "niter/physics/nernst.hpp"

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::physics {
namespace {

TEST(Nernst, ThermalVoltageAtRoomTemperature) {
  NITER_SOURCE("codata2018", "R T/F at 298.15 K: 25.692579 mV");
  EXPECT_NEAR(thermal_voltage(298.15), 25.692579e-3, 5e-10);
}

}  // namespace
}  // namespace niter::physics
