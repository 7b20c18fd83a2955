#include "niter/chem/activity.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"

namespace niter::chem {
namespace {

const Database& database() {
  static const Database loaded = load_database().value();
  return loaded;
}

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

TEST(Activity, IonsOfTheMixedElectrolyte) {
  NITER_SOURCE("phreeqc_run", "0.1 mol/L KNO3 + 0.1 mol/L K2SO4, ionic strength 0.315 mol/kg");
  const auto gamma = [](std::string_view name) {
    return std::pow(10, log10_gamma(*database().find(name), 315));
  };
  EXPECT_NEAR(gamma("NO3-"), 0.654, 2e-3);
  EXPECT_NEAR(gamma("K+"), 0.677, 2e-3);
  EXPECT_NEAR(gamma("SO4-2"), 0.246, 2e-3);
  EXPECT_NEAR(gamma("H+"), 0.781, 2e-3);
  EXPECT_NEAR(gamma("OH-"), 0.670, 2e-3);
  EXPECT_NEAR(gamma("NH4+"), 0.637, 2e-3);
}

TEST(Activity, SpeciesWithoutSizeFallBackToDavies) {
  NITER_IDENTITY("HSO4- has no ion size in the file; NH3 has no charge");
  EXPECT_EQ(log10_gamma(*database().find("HSO4-"), 300), log10_gamma_davies(-1, 300));
  EXPECT_EQ(log10_gamma(*database().find("NH3"), 300), 0);
}

TEST(Activity, ConditionalConstantsMoveWithTheChargesTheyMake) {
  NITER_IDENTITY(
      "Davies: NH4+ = NH3 + H+ makes no charges, HSO4- = SO4-2 + H+ makes four squares more");
  const auto shift = [](std::string_view id) {
    const Equilibrium& equilibrium = *database().equilibrium_named(id).value();
    return conditional_log_k(equilibrium, 400) - equilibrium.log_k;
  };
  const double unit = -log10_gamma_davies(1, 400);
  EXPECT_NEAR(shift("ammonium"), 0, 1e-12);
  EXPECT_NEAR(shift("water"), 2 * unit, 1e-12);
  EXPECT_NEAR(shift("hydrogensulfate"), 4 * unit, 1e-12);
  EXPECT_NEAR(shift("potassium-sulfate"), 4 * unit, 1e-12);
  EXPECT_GT(unit, 0);
}

TEST(Activity, NegativeIonicStrengthIsABug) {
  NITER_IDENTITY("contract");
  EXPECT_THROW(log10_gamma_davies(1, -1), Bug);
}

}  // namespace
}  // namespace niter::chem
