#include "niter/chem/reaction.hpp"

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::chem {
namespace {

TEST(Reaction, ReadsSidesAndCoefficients) {
  NITER_IDENTITY("spellings of one reaction");
  for (const char* text :
       {"NO3- + 2 H+ + 2 e- = NO2- + H2O", "NO3- + 2H+ + 2e- -> NO2- + H2O",
        "NO3- + H+ + H+ + 2 e- <-> NO2- + H2O", "NO3- + 2.0 H+ + 4/2 e- <=> NO2- + 1 H2O"}) {
    const auto reaction = parse_reaction(text);
    ASSERT_TRUE(reaction) << reaction.error().text();
    EXPECT_EQ(reaction->reactants.at("H+"), 2) << text;
    EXPECT_EQ(reaction->electrons(), 2) << text;
    EXPECT_EQ(reaction->products.at("NO2-"), 1) << text;
    EXPECT_TRUE(check_balance(*reaction)) << text;
  }
  EXPECT_EQ(parse_reaction("H2O + e- -> 1/2 H2(g) + OH-")->products.at("H2(g)"), 0.5);
  EXPECT_EQ(parse_reaction("SO4 2- + H+ = HSO4-")->reactants.count("SO4 2-"), 1u);
}

TEST(Reaction, TextReadsBackAsTheSameReaction) {
  NITER_IDENTITY("write and read");
  const auto reaction = parse_reaction("2 NO3- + 12 H+ + 10 e- = N2 + 6 H2O");
  ASSERT_TRUE(reaction);
  const auto again = parse_reaction(reaction->text());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->reactants, reaction->reactants);
  EXPECT_EQ(again->products, reaction->products);
}

TEST(Reaction, RefusesWhatItCannotReadAndSaysWhere) {
  NITER_IDENTITY("errors carry the column");
  const auto column = [](std::string_view text) {
    const auto reaction = parse_reaction(text);
    EXPECT_FALSE(reaction) << text;
    return reaction ? 0 : reaction.error().where.column;
  };
  EXPECT_EQ(column("NO3- + H+"), 1);
  EXPECT_EQ(column("H+ + = H2"), 6);
  EXPECT_EQ(column("2 = H2"), 1);
  EXPECT_EQ(column("0 H+ = H+"), 1);
  EXPECT_EQ(column("H+ = Qq"), 6);
  EXPECT_EQ(column("H+ = H+ = H+"), 9);
}

TEST(Reaction, BalanceNamesWhatDiffers) {
  NITER_IDENTITY("conservation of elements, charge and sites");
  const auto why = [](std::string_view text) {
    const auto status = check_balance(parse_reaction(text).value());
    return status ? std::string() : status.error().what;
  };
  EXPECT_NE(why("NO3- + 2 H+ + e- = NO2- + H2O").find("charge -1"), std::string::npos);
  EXPECT_NE(why("NO3- + 2 H+ + 2 e- = NO2-").find("H -2, O -1"), std::string::npos);
  EXPECT_NE(why("NO + * = NO").find("sites -1"), std::string::npos);
  EXPECT_EQ(why("NO* + H2O + e- = NOH* + OH-"), "");
  EXPECT_EQ(why("2 NO* + H2O + 2 e- = N2O + 2 OH- + 2 *"), "");
}

struct ElectronCase {
  const char* product;
  const char* reactant;
  double electrons;
};

TEST(Reaction, ElectronsPerProduct) {
  NITER_IDENTITY("oxidation states: N +5 in nitrate, +3 in nitrite, -3 in ammonia");
  for (const auto& [product, reactant, n] : {
           ElectronCase{"NH3", "NO3-", 8},
           {"NH4+", "NO3-", 8},
           {"NH3", "NO2-", 6},
           {"NO2-", "NO3-", 2},
           {"NH2OH", "NO3-", 6},
           {"NO", "NO3-", 3},
           {"N2O", "NO3-", 8},
           {"N2", "NO3-", 10},
           {"N2", "NO2-", 6},
           {"H2", "NO3-", 2},
           {"H2(g)", "H2O", 2},
           {"O2(g)", "H2O", -4},
           {"NH3", "N2", 3},
           {"Zn(s)", "Zn+2", 2},
           {"NO3-", "NO2-", -2},
           {"Zn(s)", "Zn(OH)4-2", 2},
           {"HNO2", "NO3-", 2},
       }) {
    const auto found = electrons_per(product, reactant);
    ASSERT_TRUE(found) << product << " from " << reactant;
    EXPECT_DOUBLE_EQ(*found, n) << product << " from " << reactant;
    EXPECT_TRUE(check_balance(half_reaction(product, reactant).value()));
  }
}

TEST(Reaction, HalfReactionOfNitrateToAmmonia) {
  NITER_SOURCE("parkhurst2013", "NO3- + 10 H+ + 8 e- = NH4+ + 3 H2O");
  const auto ammonia = half_reaction("NH3", "NO3-").value();
  EXPECT_EQ(ammonia.reactants, (std::map<std::string, double>{{"NO3-", 1}, {"H+", 9}, {"e-", 8}}));
  EXPECT_EQ(ammonia.products, (std::map<std::string, double>{{"NH3", 1}, {"H2O", 3}}));
}

TEST(Reaction, ElectronsNeedCommonElements) {
  NITER_IDENTITY("water, protons and electrons make no potassium");
  EXPECT_FALSE(electrons_per("K2SO4", "NO3-"));
  EXPECT_FALSE(electrons_per("NH3", "KNO3"));
  EXPECT_FALSE(electrons_per("NH4SO4-", "NO3-"));
  EXPECT_EQ(electrons_per("NH3", "H2O").error().code, Code::Inconsistent);
}

}  // namespace
}  // namespace niter::chem
