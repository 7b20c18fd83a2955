#include "niter/chem/activity.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"

namespace niter::chem {
namespace {

TEST(Activity, DebyeHueckelCoefficientsOfWater) {
  NITER_SOURCE("parkhurst2013", "A 0.5100 and B 0.3285 at 25 degC, as PHREEQC prints them");
  EXPECT_NEAR(debye_hueckel_a(), 0.5100, 3e-4);
  EXPECT_NEAR(debye_hueckel_b(), 0.3285, 2e-4);
}

TEST(Activity, DebyeHueckelCoefficientRisesWithTemperature) {
  NITER_SOURCE("wagner2002",
               "density and permittivity of water at 278.15 and 333.15 K: A 0.4940, 0.5453");
  EXPECT_NEAR(debye_hueckel_a(278.15, 85.916, 999.967), 0.4940, 1e-4);
  EXPECT_NEAR(debye_hueckel_a(333.15, 66.774, 983.196), 0.5453, 1e-4);
  EXPECT_NEAR(debye_hueckel_b(278.15, 85.916, 999.967), 0.3253, 1e-4);
}

TEST(Activity, IonicStrengthOfTheElectrolyte) {
  NITER_IDENTITY("0.1 mol/L KNO3 and 0.1 mol/L K2SO4: I = 0.4 mol/L");
  const std::array<double, 3> c{300, 100, 100};
  const std::array<int, 3> z{1, -1, -2};
  EXPECT_DOUBLE_EQ(ionic_strength(c, z), 400);
}

TEST(Activity, DaviesAtTheStudysIonicStrength) {
  NITER_SOURCE("davies1962",
               "log gamma = -A z^2 (sqrt I/(1+sqrt I) - 0.3 I), A 0.51: 0.731 and 0.285 at I 0.4");
  EXPECT_NEAR(std::pow(10, log10_gamma_davies(1, 400)), 0.731, 5e-4);
  EXPECT_NEAR(std::pow(10, log10_gamma_davies(-2, 400)), 0.285, 5e-4);
  EXPECT_EQ(log10_gamma_davies(0, 400), 0);
  EXPECT_EQ(log10_gamma_davies(1, 0), 0);
}

TEST(Activity, NegativeIonicStrengthIsABug) {
  NITER_IDENTITY("contract");
  EXPECT_THROW(log10_gamma_davies(1, -1), Bug);
}

}  // namespace
}  // namespace niter::chem
