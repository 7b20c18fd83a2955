#include "niter/chem/species.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "niter/base/file.hpp"
#include "niter/base/share.hpp"
#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::chem {
namespace {

namespace fs = std::filesystem;

const Database& database() {
  static const Database loaded = load_database().value();
  return loaded;
}

double energy(std::string_view reaction) {
  return database().reaction_energy_eV(parse_reaction(reaction).value()).value();
}

TEST(Species, FreeEnergiesReproduceTheEquilibriumConstants) {
  NITER_SOURCE("parkhurst2013", "phreeqc.dat: 28.570, 119.077, 207.080");
  const auto log_k = [](std::string_view text) {
    return database().log_k(parse_reaction(text).value()).value();
  };
  EXPECT_NEAR(log_k("NO3- + 2 H+ + 2 e- = NO2- + H2O"), 28.570, 1e-9);
  EXPECT_NEAR(log_k("NO3- + 10 H+ + 8 e- = NH4+ + 3 H2O"), 119.077, 1e-9);
  EXPECT_NEAR(log_k("2 NO3- + 12 H+ + 10 e- = N2 + 6 H2O"), 207.080, 1e-9);
  EXPECT_NEAR(log_k("NO2- + 8 H+ + 6 e- = NH4+ + 2 H2O"), 90.507, 1e-9);
  EXPECT_NEAR(log_k("NH4+ = NH3 + H+"), -9.252, 1e-9);
}

TEST(Species, EveryFormationReactionGivesItsOwnConstantBack) {
  NITER_IDENTITY("G = -kT ln10 log K, sign and factor, for every species of the file");
  for (const auto& species : database().species()) {
    if (species.is_master) {
      EXPECT_EQ(species.free_energy_eV, 0) << species.name;
      continue;
    }
    EXPECT_NEAR(database().log_k(*species.formation).value(), species.log_k.value, 1e-9)
        << species.name;
  }
}

TEST(Species, NitrogenStatesAreOrderedByFreeEnergy) {
  NITER_SOURCE("mcbride1993", "N2O(g) 103.7, NO(g) 87.6 kJ/mol above N2, O2");
  // disproportionation into N2, which is downhill for every other state of nitrogen
  EXPECT_NEAR(energy("N2O(g) = N2(g) + 1/2 O2(g)"), -103.72e3 / constants::F, 0.02);
  EXPECT_NEAR(energy("NO(g) = 1/2 N2(g) + 1/2 O2(g)"), -87.58e3 / constants::F, 0.02);
}

TEST(Species, AmmoniaFromNitrogenAgreesWithItsFormation) {
  NITER_SOURCE("cccbdb", "NH3(g): dG -16.4 kJ/mol");
  EXPECT_NEAR(energy("1/2 N2(g) + 3/2 H2(g) = NH3(g)"), -16.4e3 / constants::F, 0.01);
}

TEST(Species, MobilitiesAreThoseOfTheTables) {
  NITER_SOURCE("kirk2004",
               "table 2.3: NO3- 1.90, NO2- 1.91, NH4+ 1.98, K+ 1.96, OH- 5.27 e-9 m2/s");
  const auto d = [](std::string_view name) { return database().diffusion(name).value(); };
  EXPECT_NEAR(d("NO3-"), 1.90e-9, 0.005e-9);
  EXPECT_NEAR(d("NO2-"), 1.91e-9, 0.005e-9);
  EXPECT_NEAR(d("NH4+"), 1.98e-9, 0.005e-9);
  EXPECT_NEAR(d("K+"), 1.96e-9, 0.005e-9);
  EXPECT_NEAR(d("OH-"), 5.27e-9, 0.005e-9);
  EXPECT_NEAR(d("H+"), 9.31e-9, 0.005e-9);
  EXPECT_NEAR(d("SO4-2"), 1.06e-9, 0.015e-9);
}

TEST(Species, LimitingConductivityFollowsFromDiffusion) {
  NITER_SOURCE("crc2016",
               "section 5: molar conductivities K+ 73.48, NO3- 71.42, SO4-2 160.0 S cm2 mol-1");
  // Nernst-Einstein: lambda = z^2 F^2 D / R T
  const auto lambda = [](std::string_view name) {
    const Species& s = *database().find(name);
    return 1e4 * s.charge() * s.charge() * constants::F * constants::F * s.diffusion->value /
           (constants::R * constants::T_ref);
  };
  EXPECT_NEAR(lambda("K+"), 73.48, 0.2);
  EXPECT_NEAR(lambda("NO3-"), 71.42, 0.2);
  EXPECT_NEAR(lambda("SO4-2"), 160.0, 1.0);
}

TEST(Species, EveryNumberHasASourceInTheReferences) {
  NITER_IDENTITY("no number without a source");
  const std::string bib = read_file(share_file("references.bib").value()).value();
  std::set<std::string> keys;
  for (const auto& species : database().species()) {
    if (species.diffusion) keys.insert(species.diffusion->source);
    if (species.hydrated_radius) keys.insert(species.hydrated_radius->source);
    if (species.debye_hueckel) keys.insert(species.debye_hueckel->source);
    if (!species.is_master) keys.insert(species.log_k.source);
  }
  const std::string electrodes = read_file(share_file("electrodes.toml").value()).value();
  const std::regex source("source = \"(\\w+)\"");
  for (std::sregex_iterator at(electrodes.begin(), electrodes.end(), source), end; at != end;
       ++at) {
    keys.insert((*at)[1]);
  }
  for (const auto& key : keys) {
    EXPECT_NE(bib.find("{" + key + ","), std::string::npos) << key;
  }
}

TEST(Species, NothingComesFromMemoryAndEstimatesHaveARange) {
  NITER_IDENTITY("a choice declares its range");
  for (const auto& species : database().species()) {
    for (const auto* datum : {species.diffusion ? &*species.diffusion : nullptr,
                              species.hydrated_radius ? &*species.hydrated_radius : nullptr,
                              species.is_master ? nullptr : &species.log_k}) {
      if (datum == nullptr) continue;
      EXPECT_NE(datum->status, Standing::Memory) << species.name;
      if (datum->status == Standing::Estimate) {
        EXPECT_TRUE(datum->low && datum->high) << species.name;
      }
      if (datum->low) {
        EXPECT_LE(*datum->low, datum->value) << species.name;
        EXPECT_GE(*datum->high, datum->value) << species.name;
      }
    }
  }
}

TEST(Species, UnknownNamesGetTheNearest) {
  NITER_IDENTITY("errors say what to do");
  const auto missing = database().species_named("NO3");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::NotFound);
  EXPECT_NE(missing.error().hint.find("NO3-"), std::string::npos);
  EXPECT_FALSE(database().diffusion("H2O"));
  EXPECT_FALSE(database().equilibrium_named("nothing"));
}

TEST(Species, EquilibriaFollowFromTheSpecies) {
  NITER_SOURCE("parkhurst2013", "phreeqc.dat: HSO4- 1.988, KSO4- 0.85");
  const auto log_k = [](std::string_view id) {
    return database().equilibrium_named(id).value()->log_k;
  };
  EXPECT_NEAR(log_k("water"), -13.995, 1e-9);
  EXPECT_NEAR(log_k("ammonium"), -9.252, 1e-9);
  EXPECT_NEAR(log_k("hydrogensulfate"), -1.988, 1e-9);
  EXPECT_NEAR(log_k("potassium-sulfate"), -0.85, 1e-9);
  EXPECT_NEAR(log_k("nitrous-acid"), -3.25, 1e-9);
}

// A folder with a species.toml of its own and no equilibria.
class BrokenSpecies : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("niter_chem_" +
               std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::create_directories(folder_);
    std::ofstream(folder_ / "equilibria.toml") << "schema = 1\nequilibrium = []\n";
    std::ofstream(folder_ / "electrodes.toml") << "schema = 1\nelectrode = []\n";
  }
  void TearDown() override { fs::remove_all(folder_); }

  Error error_of(std::string_view entries) {
    std::ofstream(folder_ / "species.toml")
        << "schema = 1\n[[species]]\nname = \"H+\"\ntitle = \"proton\"\nmaster = true\n"
           "[[species]]\nname = \"e-\"\ntitle = \"electron\"\nmaster = true\n"
        << entries;
    const auto loaded = load_database(folder_);
    EXPECT_FALSE(loaded);
    return loaded ? Error{} : loaded.error();
  }

  fs::path folder_;
};

TEST_F(BrokenSpecies, ReactionThatDoesNotBalance) {
  NITER_IDENTITY("a missing electron is found on load");
  const Error error = error_of(
      "[[species]]\nname = \"H2(g)\"\ntitle = \"gas\"\n[species.formation]\n"
      "reaction = \"2 H+ + e- = H2(g)\"\nlog_k = { value = 0, source = \"x\", status = \"read\" "
      "}\n");
  EXPECT_EQ(error.code, Code::Inconsistent);
  EXPECT_NE(error.what.find("charge"), std::string::npos);
  EXPECT_EQ(error.where.line, 10);
}

TEST_F(BrokenSpecies, ReactionWithASpeciesThatIsNotAbove) {
  NITER_IDENTITY("order of the file");
  const Error error = error_of(
      "[[species]]\nname = \"OH-\"\ntitle = \"hydroxide\"\n[species.formation]\n"
      "reaction = \"H2O = OH- + H+\"\nlog_k = { value = -14, source = \"x\", status = \"read\" "
      "}\n");
  EXPECT_EQ(error.code, Code::NotFound);
  EXPECT_NE(error.what.find("H2O"), std::string::npos);
}

TEST_F(BrokenSpecies, SpeciesDefinedTwiceOrNeitherMasterNorMade) {
  NITER_IDENTITY("one definition per species");
  EXPECT_EQ(error_of("[[species]]\nname = \"H+\"\ntitle = \"again\"\nmaster = true\n").code,
            Code::Inconsistent);
  EXPECT_EQ(error_of("[[species]]\nname = \"K+\"\ntitle = \"potassium\"\n").code,
            Code::Inconsistent);
}

}  // namespace
}  // namespace niter::chem
