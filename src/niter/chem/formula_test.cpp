#include "niter/chem/formula.hpp"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/elements.hpp"

namespace niter::chem {
namespace {

Formula of(std::string_view text) {
  const auto formula = parse_formula(text);
  EXPECT_TRUE(formula) << (formula ? "" : formula.error().text());
  return formula.value_or(Formula{});
}

TEST(Formula, CountsAtomsAndCharge) {
  NITER_IDENTITY("what a formula counts is defined by its letters");
  EXPECT_EQ(of("NO3-"), (Formula{{{"N", 1}, {"O", 3}}, -1, 0}));
  EXPECT_EQ(of("NH4+"), (Formula{{{"H", 4}, {"N", 1}}, 1, 0}));
  EXPECT_EQ(of("NH2OH"), (Formula{{{"H", 3}, {"N", 1}, {"O", 1}}, 0, 0}));
  EXPECT_EQ(of("K2SO4"), (Formula{{{"K", 2}, {"O", 4}, {"S", 1}}, 0, 0}));
  EXPECT_EQ(of("e-"), (Formula{{}, -1, 0}));
  EXPECT_EQ(of("H+"), (Formula{{{"H", 1}}, 1, 0}));
}

TEST(Formula, ReadsEverySpellingOfACharge) {
  NITER_IDENTITY("four spellings of one ion");
  const Formula sulfate{{{"O", 4}, {"S", 1}}, -2, 0};
  for (const char* text : {"SO4-2", "SO4 2-", "SO4^2-", "SO4--", "SO4 -2"}) {
    EXPECT_EQ(of(text), sulfate) << text;
  }
  EXPECT_EQ(of("Zn+2"), of("Zn 2+"));
  EXPECT_EQ(of("Zn+2"), of("Zn++"));
  EXPECT_EQ(of("Zn(OH)4-2").charge, -2);
}

TEST(Formula, ReadsHydratesAndNestedBrackets) {
  NITER_IDENTITY("three spellings of one salt");
  const Formula salt = of("Fe(NO3)3(H2O)9");
  EXPECT_EQ(salt, (Formula{{{"Fe", 1}, {"H", 18}, {"N", 3}, {"O", 18}}, 0, 0}));
  EXPECT_EQ(of("Fe(NO3)3.9H2O"), salt);
  EXPECT_EQ(of("Fe(NO3)3\xC2\xB7"
               "9H2O"),
            salt);
  EXPECT_EQ(of("K3[Fe(CN)6]"), (Formula{{{"C", 6}, {"Fe", 1}, {"K", 3}, {"N", 6}}, 0, 0}));
}

TEST(Formula, CountsSitesAndIgnoresStateLabels) {
  NITER_IDENTITY("an asterisk is a site");
  EXPECT_EQ(of("*"), (Formula{{}, 0, 1}));
  EXPECT_EQ(of("NO*"), of("*NO"));
  EXPECT_EQ(of("NO*").sites, 1);
  EXPECT_EQ(of("NO3**").sites, 2);
  EXPECT_EQ(of("N2(g)"), of("N2"));
  EXPECT_EQ(of("Zn(OH)2(s)"), of("Zn(OH)2"));
}

TEST(Formula, RefusesWhatItCannotReadAndSaysWhere) {
  NITER_IDENTITY("errors carry the column of the first character that is wrong");
  const auto column = [](std::string_view text) {
    const auto formula = parse_formula(text);
    EXPECT_FALSE(formula) << text;
    return formula ? 0 : formula.error().where.column;
  };
  EXPECT_EQ(column(""), 1);
  EXPECT_EQ(column("NXx"), 2);
  EXPECT_EQ(column("Fe(NO3"), 3);
  EXPECT_EQ(column("NO3)"), 4);
  EXPECT_EQ(column("no3-"), 1);
  EXPECT_EQ(column("NO0"), 3);
  EXPECT_EQ(column("NO3-x"), 5);
  EXPECT_EQ(column("Fe(NO3)3.x"), 10);
  EXPECT_EQ(column("H99999999999"), 2);
  EXPECT_EQ(column("((((((((((((H))))))))))))"), 10);
}

TEST(Formula, AnyTextGivesAFormulaOrAnErrorInside) {
  NITER_IDENTITY(
      "20,000 random texts of the letters of formulae: no crash, columns within the text");
  std::mt19937 random(1);
  const std::string letters = "HNOFeKSZn0123456789()[]+-^*. egasq";
  std::uniform_int_distribution<std::size_t> letter(0, letters.size() - 1), length(0, 12);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto n = length(random); n > 0; --n) text += letters[letter(random)];
    const auto formula = parse_formula(text);
    if (formula) {
      for (const auto& [symbol, atoms] : formula->elements) ASSERT_GT(atoms, 0) << text;
    } else {
      ASSERT_GE(formula.error().where.column, 1) << text;
      ASSERT_LE(formula.error().where.column, static_cast<int>(text.size()) + 1) << text;
    }
  }
}

TEST(Formula, RefusesAnAmbiguousCation) {
  NITER_IDENTITY("'Fe3+' is Fe with three charges to a chemist, three atoms with one to a parser");
  const auto formula = parse_formula("Fe3+");
  ASSERT_FALSE(formula);
  EXPECT_NE(formula.error().what.find("Fe+3"), std::string::npos) << formula.error().text();
}

TEST(Formula, MolarMassesOfTheSaltsOfTheStudy) {
  NITER_SOURCE("prohaska2022", "table 2, summed by hand");
  EXPECT_NEAR(molar_mass(of("Fe(NO3)3(H2O)9")), 0.403992, 1e-9);
  EXPECT_NEAR(molar_mass(of("Co(NO3)2(H2O)6")), 0.291031, 1e-9);
  EXPECT_NEAR(molar_mass(of("KNO3")), 0.101102, 1e-9);
  EXPECT_NEAR(molar_mass(of("K2SO4")), 0.174252, 1e-9);
  EXPECT_NEAR(molar_mass(of("NH3")), 0.017031, 1e-9);
}

TEST(Elements, AreKnownBySymbol) {
  NITER_SOURCE("prohaska2022", "table 2: N 14.007");
  ASSERT_NE(find_element("N"), nullptr);
  EXPECT_EQ(find_element("N")->atomic_weight, 14.007);
  EXPECT_EQ(find_element("Xx"), nullptr);
}

}  // namespace
}  // namespace niter::chem
