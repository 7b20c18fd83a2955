#include "niter/physics/faraday.hpp"

#include <gtest/gtest.h>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"

namespace niter::physics {
namespace {

constexpr double hour = 3600;

TEST(Faraday, OneMoleOfSilver) {
  NITER_SOURCE("codata2018", "F = 96485.33212 C/mol");
  EXPECT_NEAR(charge_of(1, 1), 96485.33212, 5e-6);
}

TEST(Faraday, NitrateYieldAndEfficiencyGiveTheCurrent) {
  NITER_IDENTITY("171.5 umol h-1 cm-2 of NH3 from NO3- at FE 0.856: 36.77 of 42.96 mA cm-2");
  const double rate = 171.5e-6 / hour * 1e4;  // mol m-2 s-1
  EXPECT_NEAR(current_density_of(8, rate), 367.7, 0.05);
  EXPECT_NEAR(total_current_density(8, rate, 0.856), 429.6, 0.05);
  EXPECT_NEAR(rate_of(8, total_current_density(8, rate, 0.856), 0.856), rate, 1e-12 * rate);
  EXPECT_THROW(total_current_density(8, 1, 0), Bug);
}

TEST(Faraday, NitriteTakesSixElectrons) {
  NITER_IDENTITY("322.6 umol h-1 cm-2 of NH3 from NO2- at FE 0.634: 81.82 mA cm-2");
  EXPECT_NEAR(total_current_density(6, 322.6e-6 / hour * 1e4, 0.634), 818.2, 0.05);
}

}  // namespace
}  // namespace niter::physics
