#include "niter/units/unit.hpp"

#include <array>
#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"
#include "niter/units/constants.hpp"

namespace niter {
namespace {

using Dimension = std::array<int, 7>;  // m, kg, s, A, K, mol, cd

struct Spelling {
  const char* text;
  double scale;
  Dimension exponents;
};

class UnitSpelling : public ::testing::TestWithParam<Spelling> {};

TEST_P(UnitSpelling, HasItsScaleAndDimension) {
  NITER_SOURCE("bipm2019", "tables 2, 4, 7 and 8");
  const auto unit = Unit::parse(GetParam().text);
  ASSERT_TRUE(unit) << unit.error().what;
  EXPECT_DOUBLE_EQ(unit->scale(), GetParam().scale);
  EXPECT_EQ(unit->exponents(), GetParam().exponents);
}

constexpr Dimension none = {};
constexpr Dimension current_density = {-2, 0, 0, 1, 0, 0, 0};
constexpr Dimension molar_flux = {-2, 0, -1, 0, 0, 1, 0};
constexpr Dimension ohm = {2, 1, -3, -2, 0, 0, 0};
constexpr Dimension charge = {0, 0, 1, 1, 0, 0, 0};
constexpr Dimension energy = {2, 1, -2, 0, 0, 0, 0};
constexpr Dimension concentration = {-3, 0, 0, 0, 0, 1, 0};

INSTANTIATE_TEST_SUITE_P(
    Accepted, UnitSpelling,
    ::testing::Values(
        // the same unit in the ways it is written
        Spelling{"mA cm-2", 10, current_density}, Spelling{"mA/cm2", 10, current_density},
        Spelling{"mA cm^-2", 10, current_density}, Spelling{"mA·cm⁻²", 10, current_density},
        Spelling{"mA*cm^-2", 10, current_density},
        Spelling{"  mA \t cm-2 \r\n", 10, current_density},
        Spelling{"cm-2 mA", 10, current_density}, Spelling{"mA cm−2", 10, current_density},
        Spelling{"mA/cm²", 10, current_density}, Spelling{"mA / cm^2", 10, current_density},
        Spelling{"umol h-1 cm-2", 0.01 / 3600, molar_flux},
        Spelling{"µmol h⁻¹ cm⁻²", 0.01 / 3600, molar_flux},
        Spelling{"\u03BCmol h⁻¹ cm⁻²", 0.01 / 3600, molar_flux},
        Spelling{"µmol/h/cm2", 0.01 / 3600, molar_flux},
        Spelling{"µmol/(h cm2)", 0.01 / 3600, molar_flux},
        Spelling{"µmol/(h·cm²)", 0.01 / 3600, molar_flux}, Spelling{"Ohm", 1, ohm},
        Spelling{"ohm", 1, ohm}, Spelling{"Ω", 1, ohm}, Spelling{"\u2126", 1, ohm},
        Spelling{"mΩ", 1e-3, ohm}, Spelling{"MOhm", 1e6, ohm},
        // division by all that follow a stroke of their own
        Spelling{"mA/cm2/mg", 1e7, {-2, -1, 0, 1, 0, 0, 0}},
        Spelling{"/cm2", 1e4, {-2, 0, 0, 0, 0, 0, 0}}, Spelling{"1/s", 1, {0, 0, -1, 0, 0, 0, 0}},
        // a whole symbol goes before a prefixed one
        Spelling{"min", 60, {0, 0, 1, 0, 0, 0, 0}}, Spelling{"cd", 1, {0, 0, 0, 0, 0, 0, 1}},
        Spelling{"d", 86400, {0, 0, 1, 0, 0, 0, 0}}, Spelling{"h", 3600, {0, 0, 1, 0, 0, 0, 0}},
        Spelling{"Pa", 1, {-1, 1, -2, 0, 0, 0, 0}}, Spelling{"dam", 10, {1, 0, 0, 0, 0, 0, 0}},
        Spelling{"kg", 1, {0, 1, 0, 0, 0, 0, 0}}, Spelling{"mg", 1e-6, {0, 1, 0, 0, 0, 0, 0}},
        // charge and energy
        Spelling{"mA h", 3.6, charge}, Spelling{"A h", 3600, charge}, Spelling{"mAh", 3.6, charge},
        Spelling{"C", 1, charge}, Spelling{"Wh", 3600, energy}, Spelling{"kWh", 3.6e6, energy},
        Spelling{"eV", constants::elementary_charge, energy},
        Spelling{"kJ mol-1", 1000, {2, 1, -2, 0, 0, -1, 0}},
        // electrochemistry and the wet bench
        Spelling{"M", 1000, concentration}, Spelling{"mM", 1, concentration},
        Spelling{"mol/L", 1000, concentration}, Spelling{"mL", 1e-6, {3, 0, 0, 0, 0, 0, 0}},
        Spelling{"mF cm-2", 10, {-4, -1, 4, 2, 0, 0, 0}}, Spelling{"S", 1, {-2, -1, 3, 2, 0, 0, 0}},
        Spelling{"mV s-1", 1e-3, {2, 1, -4, -1, 0, 0, 0}},
        Spelling{"L mol-1 cm-1", 0.1, {2, 0, 0, 0, 0, -1, 0}},
        Spelling{"mPa s", 1e-3, {-1, 1, -1, 0, 0, 0, 0}},
        Spelling{"bar", 1e5, {-1, 1, -2, 0, 0, 0, 0}},
        Spelling{"angstrom", 1e-10, {1, 0, 0, 0, 0, 0, 0}},
        Spelling{"Å", 1e-10, {1, 0, 0, 0, 0, 0, 0}},
        Spelling{"rpm", constants::pi / 30, {0, 0, -1, 0, 0, 0, 0}}, Spelling{"%", 0.01, none},
        Spelling{"% h-1", 0.01 / 3600, {0, 0, -1, 0, 0, 0, 0}},
        Spelling{"deg", constants::pi / 180, none}, Spelling{"°", constants::pi / 180, none},
        Spelling{"1", 1, none}, Spelling{"-", 1, none}, Spelling{"", 1, none},
        Spelling{" ", 1, none}));

struct Refusal {
  const char* text;
  int column;
  const char* hint;  // part of it
};

class UnitRefusal : public ::testing::TestWithParam<Refusal> {};

TEST_P(UnitRefusal, SaysWhereAndWhatToDo) {
  NITER_IDENTITY("unknown text is refused, never guessed");
  const auto unit = Unit::parse(GetParam().text);
  ASSERT_FALSE(unit) << "taken as " << unit->pretty();
  EXPECT_EQ(unit.error().code, Code::Unit);
  EXPECT_EQ(unit.error().where.column, GetParam().column) << unit.error().what;
  EXPECT_NE(unit.error().hint.find(GetParam().hint), std::string::npos) << unit.error().hint;
}

INSTANTIATE_TEST_SUITE_P(
    Refused, UnitRefusal,
    ::testing::Values(
        Refusal{"mA cm-2 foo", 9, ""}, Refusal{"µmol⋅quux", 6, ""}, Refusal{"ohms", 1, "'Ohm'"},
        Refusal{"  Volt", 3, "'V'"}, Refusal{"ppm", 1, "mg L-1"}, Refusal{"mg ppm", 4, "mg L-1"},
        Refusal{"pH", 1, "unit is 1"}, Refusal{"V vs RHE", 3, "scale"}, Refusal{"sec", 1, "'s'"},
        Refusal{"mmin", 1, "'min'"}, Refusal{"mmm", 1, ""},
        // readable in two ways
        Refusal{"umol/h cm2", 8, "h-1 cm-2"}, Refusal{"mA/cm2*mg", 8, "negative exponents"},
        Refusal{"A-h", 2, ""}, Refusal{"degC s-1", 1, "'K'"}, Refusal{"mol degC-1", 5, "'K'"},
        // malformed
        Refusal{"mA/", 4, ""}, Refusal{"mA//cm2", 4, ""}, Refusal{"*mA", 1, ""},
        Refusal{"mA**cm", 4, ""}, Refusal{"cm^", 4, ""}, Refusal{"cm^-", 5, ""},
        Refusal{"cm0", 3, ""}, Refusal{"mA/(h cm2", 10, ""}, Refusal{"mA/()", 5, ""},
        Refusal{"(mA)", 1, ""}, Refusal{"mA)", 3, ""}, Refusal{"2 m", 1, ""},
        Refusal{"1 1/s", 3, ""}, Refusal{"1 mA", 3, ""}, Refusal{"10 mA", 2, ""},
        Refusal{"1/", 3, ""}, Refusal{"--", 1, ""},
        // exponents
        Refusal{"m100", 2, ""}, Refusal{"m-99999999999999999999", 2, ""}, Refusal{"m90 m90", 1, ""},
        Refusal{"Ym99", 1, ""}, Refusal{"ym99", 1, ""},
        // units that carry no dimension stand once
        Refusal{"counts counts", 8, ""}, Refusal{"a.u.2", 1, ""}, Refusal{"mA/counts", 4, ""},
        Refusal{"% mL", 1, "+- 4 %"}, Refusal{"mL %", 4, ""}, Refusal{"cm2/%", 5, ""},
        // bytes
        Refusal{"m\x01", 2, ""}, Refusal{"\x1b[2J", 1, ""}, Refusal{"µ\xff", 2, ""}));

TEST(Unit, OnlyCelsiusHasAnOffset) {
  NITER_SOURCE("bipm2019", "section 2.3.1, eq. t/degC = T/K - 273.15");
  const auto celsius = Unit::of("degC");
  EXPECT_DOUBLE_EQ(celsius.to_si(25), 298.15);
  EXPECT_DOUBLE_EQ(celsius.from_si(273.15), 0);
  EXPECT_EQ(Unit::of("°C").to_si(-40), celsius.to_si(-40));
  EXPECT_TRUE(celsius.same_dimension(Unit::of("K")));
  EXPECT_DOUBLE_EQ(Unit::of("K").to_si(25), 25);
}

TEST(Unit, DecimalUnitsAreExact) {
  NITER_IDENTITY("a decimal scale is the double nearest to it");
  EXPECT_EQ(Unit::of("umol cm-2").scale(), 1e-2);
  EXPECT_EQ(Unit::of("cm3").scale(), 1e-6);
  EXPECT_EQ(Unit::of("cm2 s-1").scale(), 1e-4);
  EXPECT_EQ(Unit::of("nmol mL-1").scale(), 1e-3);
  EXPECT_EQ(Unit::of("mA cm-2").to_si(40), 400);
}

TEST(Unit, CountsAndArbitraryUnitsNeverConvert) {
  NITER_IDENTITY("a count and an arbitrary unit are kinds of their own");
  const auto counts = Unit::of("counts s-1");
  const auto arbitrary = Unit::of("a.u.");
  EXPECT_EQ(counts.kind(), Unit::Kind::Counts);
  EXPECT_EQ(arbitrary.kind(), Unit::Kind::Arbitrary);
  EXPECT_FALSE(counts.same_dimension(Unit::of("s-1")));
  EXPECT_FALSE(arbitrary.same_dimension(Unit()));
  EXPECT_FALSE(arbitrary.same_dimension(Unit::of("counts")));
  EXPECT_TRUE(counts.same_dimension(Unit::of("counts min-1")));
}

TEST(Unit, KeepsTheTextOfTheAuthor) {
  NITER_IDENTITY("text() is what was read; only the signs for 'no unit' become 1");
  EXPECT_EQ(Unit::of("  µmol/h ").text(), "µmol/h");
  EXPECT_EQ(Unit::of("").text(), "1");
  EXPECT_EQ(Unit::of(" - ").text(), "1");
}

TEST(Unit, PrintsForFigures) {
  NITER_IDENTITY("products with raised exponents");
  EXPECT_EQ(Unit::of("umol/h/cm2").pretty(), "µmol h⁻¹ cm⁻²");
  EXPECT_EQ(Unit::of("mA cm^-2").pretty(), "mA cm⁻²");
  EXPECT_EQ(Unit::of("mOhm cm2").pretty(), "mΩ cm²");
  EXPECT_EQ(Unit::of("degC").pretty(), "°C");
  EXPECT_EQ(Unit::of("angstrom").pretty(), "Å");
  EXPECT_EQ(Unit::of("m-12").pretty(), "m⁻¹²");
  EXPECT_EQ(Unit().pretty(), "1");
}

TEST(Unit, RefusesHostileTextQuickly) {
  NITER_IDENTITY("one megabyte is refused in a time that does not depend on its length");
  const auto start = std::chrono::steady_clock::now();
  for (const char c : {'m', '1', ' ', '/', '(', '\0', '\xC2'}) {
    const auto unit = Unit::parse("m" + std::string(1'000'000, c) + "m");
    ASSERT_FALSE(unit);
    EXPECT_LT(unit.error().what.size(), 200U);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
}

TEST(Unit, DoesNotGuessAtShortWords) {
  NITER_IDENTITY("a hint that could be anything is left out");
  EXPECT_EQ(Unit::parse("foo").error().hint, "");
  EXPECT_EQ(Unit::parse("umoll").error().hint, "did you mean 'mol'?");
}

TEST(Unit, OfIsForLiterals) {
  NITER_IDENTITY("a wrong literal is a bug");
  EXPECT_THROW(Unit::of("mmolar"), Bug);
}

}  // namespace
}  // namespace niter
