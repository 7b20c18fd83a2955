#include "niter/chem/equilibrium.hpp"

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::chem {
namespace {

constexpr const char* nitrate_to_ammonium = "NO3- + 10 H+ + 8 e- = NH4+ + 3 H2O";
constexpr const char* nitrite_to_ammonium = "NO2- + 8 H+ + 6 e- = NH4+ + 2 H2O";
constexpr const char* nitrate_to_nitrite = "NO3- + 2 H+ + 2 e- = NO2- + H2O";
constexpr const char* zinc = "Zn+2 + 2 e- = Zn(s)";

const Database& database() {
  static const Database loaded = load_database().value();
  return loaded;
}

double she(std::string_view reaction, const Solution& solution) {
  return equilibrium_potential(database(), reaction, solution).value().value();
}

double rhe(std::string_view reaction, const Solution& solution) {
  const auto E = equilibrium_potential(database(), reaction, solution).value();
  return E.on(Scale::rhe(solution.ph, constants::T_ref)).value();
}

// activities of ammonium where ammonia and ammonium together have activity `total`
std::map<std::string, double> nhx(double ph, double total) {
  const double acid = pka(database(), "NH4+", "NH3").value();
  return {{"NH4+", total * acid_fraction(ph, acid)}};
}

TEST(Equilibrium, StandardPotentials) {
  NITER_SOURCE("parkhurst2013", "phreeqc.dat log K 28.570, 119.077, 90.507 over n, times 59.16 mV");
  const auto E0 = [](std::string_view text) {
    return standard_potential(database(), parse_reaction(text).value()).value().value();
  };
  EXPECT_NEAR(E0(nitrate_to_nitrite), 0.8451, 5e-5);
  EXPECT_NEAR(E0(nitrate_to_ammonium), 0.8806, 5e-5);
  EXPECT_NEAR(E0(nitrite_to_ammonium), 0.8924, 5e-5);
  EXPECT_NEAR(E0("2 NO3- + 12 H+ + 10 e- = N2 + 6 H2O"), 1.2251, 5e-5);
  EXPECT_NEAR(E0("2 H+ + 2 e- = H2(g)"), 0, 1e-15);
}

TEST(Equilibrium, PotentialsOfTheElectrochemicalSeries) {
  NITER_SOURCE("crc2016", "section 5, electrochemical series");
  EXPECT_NEAR(she(zinc, {}), -0.7618, 5e-5);
  EXPECT_NEAR(she("O2(g) + 4 H+ + 4 e- = 2 H2O", {}), 1.229, 5e-4);
  EXPECT_NEAR(she("NO3- + 4 H+ + 3 e- = NO(g) + 2 H2O", {}), 0.958, 0.006);
  // at activity one of OH-
  const Solution alkaline{-log_ion_product(database()).value(), {}};
  EXPECT_NEAR(she("2 H2O + 2 e- = H2(g) + 2 OH-", alkaline), -0.8277, 5e-4);
  EXPECT_NEAR(she("O2(g) + 2 H2O + 4 e- = 4 OH-", alkaline), 0.401, 1e-3);
  EXPECT_NEAR(she("Zn(OH)4-2 + 2 e- = Zn(s) + 4 OH-", alkaline), -1.199, 1e-3);
}

TEST(Equilibrium, HydroxylamineAgreesWithTheSeries) {
  NITER_SOURCE("bard1985", "NH3OH+ + 2 H+ + 2 e- = NH4+ + H2O, 1.35 V");
  EXPECT_NEAR(she("NH3OH+ + 2 H+ + 2 e- = NH4+ + H2O", {}), 1.35, 0.005);
  EXPECT_NEAR(pka(database(), "NH3OH+", "NH2OH").value(), 5.94, 0.005);
}

TEST(Equilibrium, NitrateAndNitriteCellsOfTheStudy) {
  NITER_SOURCE("parkhurst2013", "log K 119.077 and 90.507; 0.1 mol/L NOx, 1e-5 mol/L NHx, pH 6.8");
  Solution solution{6.8, nhx(6.8, 1e-5)};
  solution.activities["NO3-"] = 0.1;
  solution.activities["NO2-"] = 0.1;
  EXPECT_NEAR(she(nitrate_to_ammonium, solution), 0.407, 5e-4);
  EXPECT_NEAR(she(nitrite_to_ammonium, solution), 0.395, 6e-4);
  const double zinc_dilute = she(zinc, {0, {{"Zn+2", 1e-4}}});
  EXPECT_NEAR(zinc_dilute, -0.880, 5e-4);
  EXPECT_NEAR(she(nitrate_to_ammonium, solution) - zinc_dilute, 1.29, 0.005);
}

struct RheCase {
  double ph, nitrate, nitrite;
};

class EquilibriumRhe : public ::testing::TestWithParam<RheCase> {};

TEST_P(EquilibriumRhe, AmmoniaCouplesAgainstRhe) {
  NITER_SOURCE("parkhurst2013", "log K 119.077, 90.507, pKa 9.252, all activities one");
  const auto [ph, nitrate, nitrite] = GetParam();
  const Solution solution{ph, nhx(ph, 1)};
  EXPECT_NEAR(rhe(nitrate_to_ammonium, solution), nitrate, 5e-4);
  EXPECT_NEAR(rhe(nitrite_to_ammonium, solution), nitrite, 5e-4);
  EXPECT_NEAR(rhe(nitrate_to_nitrite, solution), 0.845, 5e-4);
  EXPECT_NEAR(rhe("2 H+ + 2 e- = H2(g)", solution), 0, 1e-12);
}

INSTANTIATE_TEST_SUITE_P(AtPh, EquilibriumRhe,
                         ::testing::Values(RheCase{6.8, 0.780, 0.758}, RheCase{9.25, 0.746, 0.713},
                                           RheCase{14, 0.709, 0.663}));

TEST(Equilibrium, DoesNotDependOnHowTheReactionIsWritten) {
  NITER_IDENTITY("E is intensive, and NH4+ or NH3 in equilibrium give one potential");
  const double ph = 8.1;
  const double acid = pka(database(), "NH4+", "NH3").value();
  const double fraction = acid_fraction(ph, acid);
  const Solution solution{ph, {{"NH4+", 1e-3 * fraction}, {"NH3", 1e-3 * (1 - fraction)}}};
  const double E = she(nitrate_to_ammonium, solution);
  EXPECT_NEAR(she("NO3- + 9 H+ + 8 e- = NH3 + 3 H2O", solution), E, 1e-12);
  EXPECT_NEAR(she("NO3- + 6 H2O + 8 e- = NH3 + 9 OH-", solution), E, 1e-12);
  EXPECT_NEAR(she("2 NO3- + 18 H+ + 16 e- = 2 NH3 + 6 H2O", solution), E, 1e-12);
}

TEST(Equilibrium, FallsBySlopeWithPh) {
  NITER_IDENTITY("dE/dpH = -(m/n) ln10 RT/F");
  const double step = she(nitrate_to_ammonium, {1, {}}) - she(nitrate_to_ammonium, {0, {}});
  EXPECT_NEAR(step, -10.0 / 8.0 * constants::ph_slope(constants::T_ref), 1e-12);
}

TEST(Equilibrium, RefusesWhatHasNoPotential) {
  NITER_IDENTITY("errors are values");
  EXPECT_EQ(equilibrium_potential(database(), "NH4+ = NH3 + H+", {}).error().code,
            Code::Inconsistent);
  EXPECT_EQ(equilibrium_potential(database(), "H2(g) = 2 H+ + 2 e-", {}).error().code,
            Code::Inconsistent);
  EXPECT_EQ(equilibrium_potential(database(), "NO3- + 2 H+ + e- = NO2- + H2O", {}).error().code,
            Code::Inconsistent);
  EXPECT_EQ(equilibrium_potential(database(), zinc, {0, {{"Zn+2", 0}}}).error().code,
            Code::InvalidInput);
}

}  // namespace
}  // namespace niter::chem
