#include "niter/twin/mechanism/mechanism.hpp"

#include <algorithm>
#include <fstream>

#include <gmock/gmock.h>
#include <unistd.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::twin {
namespace {

using ::testing::HasSubstr;

const char* const good = R"toml(schema = 1
title = "a test"
source = "choice"
site_density = "1e-9 mol/cm2"
reference_potential = "-0.5 V"
solution = ["OH-", "NO3-", "NO2-"]
[parameters]
lg_k = { value = 5.0, unit = "lg(s-1)", meaning = "fast", source = "choice" }
lg_K3 = { value = 2.0, unit = "lg(L/mol)", meaning = "nitrite", source = "choice" }
gamma_1 = { value = 0.3, unit = "1", meaning = "valency", source = "choice" }
[parameters.lg_K1]
value = 1.0
unit = "lg(L/mol)"
prior = { mean = 1.5, sd = 1.0 }
posterior_sd = 0.4
meaning = "nitrate"
source = "choice"
[adsorbates]
"NO3*" = { electrosorption_valency = "gamma_1" }
[[steps]]
id = "R1"
equation = "NO3- + * <-> NO3* + e-"
log10_k = "lg_k"
log10_equilibrium = "lg_K1"
[[steps]]
id = "R2"
equation = "NO3* + H2O + 2 e- <-> NO2* + 2 OH-"
log10_k = "lg_k"
[[steps]]
id = "R3"
equation = "NO2- + * <-> NO2* + e-"
log10_k = "lg_k"
log10_equilibrium = "lg_K3"
)toml";

Result<Mechanism> load_text(std::string text, const std::string& from = "",
                            const std::string& to = "") {
  if (const auto found = text.find(from); !from.empty() && found != std::string::npos) {
    text.replace(found, from.size(), to);
  }
  const auto path = std::filesystem::path(::testing::TempDir()) /
                    ("mechanism_test_" + std::to_string(::getpid()) + ".toml");
  std::ofstream(path) << text;
  return load_mechanism(path);
}

const Step& step(const Mechanism& mechanism, std::string_view id) {
  return *std::find_if(mechanism.steps.begin(), mechanism.steps.end(),
                       [&](const Step& s) { return s.id == id; });
}

TEST(Mechanism, ReadsStepsAsChemistsWriteThem) {
  NITER_IDENTITY("an equation read is the equation written");
  const auto mechanism = load_text(good);
  ASSERT_TRUE(mechanism) << mechanism.error().text();
  EXPECT_EQ(mechanism->adsorbates.back().name, "*");
  EXPECT_EQ(step(*mechanism, "R2").electrons, 2);
  EXPECT_EQ(step(*mechanism, "R1").electrons, -1);
  EXPECT_EQ(step(*mechanism, "R2").products.at("OH-"), 2);
  EXPECT_DOUBLE_EQ(mechanism->site_density, 1e-5);
  EXPECT_EQ(mechanism->parameters.back().prior_mean, 1.5);
  EXPECT_EQ(mechanism->parameters.back().posterior_sd, 0.4);
  EXPECT_EQ(mechanism->parameters[0].prior_sd, 0);
}

TEST(Mechanism, CyclesCloseWithTheEquilibriaOfTheSolution) {
  NITER_SOURCE("parkhurst2013", "NO3- + 2 H+ + 2 e- = NO2- + H2O, log K 28.570");
  const auto mechanism = load_text(good);
  ASSERT_TRUE(mechanism) << mechanism.error().text();
  const double kT_eV = constants::R * 298.15 / constants::F;
  // nitrate to nitrite: R1 + R2 - R3; 2 H+ and 2 e- shift together, so log K holds at U_w = 0 too
  const auto sum = [&](auto member) {
    return step(*mechanism, "R1").*member + step(*mechanism, "R2").*member -
           step(*mechanism, "R3").*member;
  };
  EXPECT_NEAR(sum(&Step::free_energy_eV), -28.570 * kT_eV * constants::ln10, 1e-9);
  EXPECT_NEAR(sum(&Step::potential_dependence), 2, 1e-12);
}

TEST(Mechanism, AdsorptionFollowsItsValency) {
  NITER_IDENTITY("K(U) = 10^lgK exp(gamma f (U + 0.5 V)), so dG = -kT ln K at every U");
  const auto mechanism = load_text(good);
  ASSERT_TRUE(mechanism) << mechanism.error().text();
  const double kT_eV = constants::R * 298.15 / constants::F;
  const Step& adsorption = step(*mechanism, "R1");
  for (const double U : {-0.5, 0.0, 0.3}) {
    const double ln_K = constants::ln10 * 1.0 + 0.3 / kT_eV * (U + 0.5);
    EXPECT_NEAR(adsorption.free_energy_eV + adsorption.potential_dependence * U, -kT_eV * ln_K,
                1e-12);
  }
}

TEST(Mechanism, WithSetsParametersAndClosesAgain) {
  NITER_IDENTITY("a decade of K1 moves R1 by -kT ln 10 and R2 by +kT ln 10");
  const auto mechanism = load_text(good);
  ASSERT_TRUE(mechanism);
  const auto changed = mechanism->with({{"lg_K1", 2.0}});
  ASSERT_TRUE(changed);
  const double decade_eV = constants::R * 298.15 / constants::F * constants::ln10;
  const auto moved = [&](std::string_view id) {
    return step(*changed, id).free_energy_eV - step(*mechanism, id).free_energy_eV;
  };
  EXPECT_NEAR(moved("R1"), -decade_eV, 1e-12);
  EXPECT_NEAR(moved("R2"), +decade_eV, 1e-12);
  EXPECT_NEAR(moved("R3"), 0, 1e-12);
  const auto unknown = mechanism->with({{"lg_K9", 2.0}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Code::NotFound);
}

TEST(Mechanism, ShiftedRaisesOneStepAndSlowsIt) {
  NITER_IDENTITY("Bronsted-Evans-Polanyi: lg k falls by beta shift / (kT ln 10)");
  const auto c2 = shipped_mechanism("c2");
  ASSERT_TRUE(c2) << c2.error().text();
  const auto shifted = c2->shifted("R5", 0.1);
  ASSERT_TRUE(shifted);
  const double decade_eV = constants::R * 298.15 / constants::F * constants::ln10;
  EXPECT_NEAR(step(*shifted, "R5").free_energy_eV, step(*c2, "R5").free_energy_eV + 0.1, 1e-12);
  EXPECT_NEAR(step(*shifted, "R8").free_energy_eV, step(*c2, "R8").free_energy_eV - 0.1, 1e-12);
  EXPECT_NEAR(step(*shifted, "R5").log10_k,
              step(*c2, "R5").log10_k - step(*c2, "R5").transfer_coefficient * 0.1 / decade_eV,
              1e-12);
  EXPECT_EQ(c2->shifted("R8", 0.1).error().code, Code::Inconsistent);
  EXPECT_EQ(c2->shifted("R55", 0.1).error().code, Code::NotFound);
}

TEST(Mechanism, AnUnbalancedStepNamesElementStepAndLine) {
  NITER_IDENTITY("balance of elements, its breach named");
  const auto lost =
      load_text(good, "NO3* + H2O + 2 e- <-> NO2* + 2 OH-", "NO3* + H2O + 2 e- <-> NO* + 2 OH-");
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, Code::Inconsistent);
  EXPECT_THAT(lost.error().what, HasSubstr("R2"));
  EXPECT_THAT(lost.error().what, HasSubstr("O"));
  EXPECT_EQ(lost.error().where.line, 27);

  const auto electron = load_text(good, "NO3* + H2O + 2 e-", "NO3* + H2O + e-");
  ASSERT_FALSE(electron);
  EXPECT_THAT(electron.error().what, HasSubstr("charge"));
}

TEST(Mechanism, ContradictingEnergiesNameTheirCycle) {
  NITER_IDENTITY("free energies close around every cycle");
  const auto twice = load_text(std::string(good) + R"(
[[steps]]
id = "R4"
equation = "NO3- + H2O + 2 e- + * <-> NO2- + 2 OH- + *"
log10_k = "lg_k"
log10_equilibrium = "lg_K3"
)");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, Code::Inconsistent);
  EXPECT_THAT(twice.error().what, HasSubstr("R4"));
  EXPECT_GT(twice.error().where.line, 32);
}

TEST(Mechanism, AnAdsorbateThatNothingDeterminesIsAnError) {
  NITER_IDENTITY("closure determines every adsorbate or says which it does not");
  const auto open =
      load_text(good, "log10_equilibrium = \"lg_K3\"", "transfer_coefficient = \"lg_K3\"");
  ASSERT_TRUE(load_text(good));
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().code, Code::Inconsistent);
  EXPECT_THAT(open.error().what, HasSubstr("NO2*"));
  EXPECT_THAT(open.error().hint, HasSubstr("R3"));
}

TEST(Mechanism, SlipsInTheFileAreErrorsWithAPlace) {
  NITER_IDENTITY("a mistake in a file is an error with its place");
  struct Slip {
    const char *from, *to, *says;
  };
  for (const Slip& slip :
       {Slip{"\"lg_K3\"", "\"lg_K4\"", "lg_K4"},
        Slip{"log10_k = \"lg_k\"", "log10_k = 5.0", "must name a parameter"},
        Slip{"NO2- + * <->", "NO9- + * <->", "R3"}, Slip{"id = \"R2\"", "id = \"R1\"", "two steps"},
        Slip{"\"NO3*\" =", "\"NO5*\" =", "NO5*"},
        Slip{"[\"OH-\", \"NO3-\", \"NO2-\"]", "[\"OH-\", \"NO3-\"]", "NO2-"},
        Slip{"[\"OH-\", \"NO3-\", \"NO2-\"]", "[\"NO3-\", \"NO2-\"]", "OH-"},
        Slip{"schema = 1", "schema = 2", "schema"},
        Slip{"1e-9 mol/cm2", "1e-9 mol", "site_density"},
        Slip{"electrosorption_valency = \"gamma_1\"", "", "gamma_1"},
        Slip{"log10_k = \"lg_k\"", "log10_current_density = \"lg_k\"", "log10_current_density"}}) {
    const auto wrong = load_text(good, slip.from, slip.to);
    ASSERT_FALSE(wrong) << slip.to;
    EXPECT_THAT(wrong.error().text(), HasSubstr(slip.says));
    EXPECT_GT(wrong.error().where.line, 0) << wrong.error().text();
  }
}

TEST(Mechanism, AskingForAnUnknownOneListsThoseThereAre) {
  NITER_IDENTITY("a missing name is answered with those there are");
  const auto unknown = shipped_mechanism("c3");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Code::NotFound);
  EXPECT_THAT(unknown.error().hint, HasSubstr("c2"));
}

}  // namespace
}  // namespace niter::twin
