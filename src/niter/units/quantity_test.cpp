#include "niter/units/quantity.hpp"

#include <string>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter {
namespace {

struct Reading {
  const char* text;
  double value;
  double sigma;
  const char* unit;
};

class QuantityReading : public ::testing::TestWithParam<Reading> {};

TEST_P(QuantityReading, HasValueSigmaAndUnit) {
  NITER_IDENTITY("each accepted way to write a quantity");
  const auto quantity = Quantity::parse(GetParam().text);
  ASSERT_TRUE(quantity) << quantity.error().what;
  EXPECT_DOUBLE_EQ(quantity->value(), GetParam().value);
  EXPECT_DOUBLE_EQ(quantity->sigma(), GetParam().sigma);
  EXPECT_EQ(quantity->unit().text(), GetParam().unit);
}

INSTANTIATE_TEST_SUITE_P(
    Accepted, QuantityReading,
    ::testing::Values(Reading{"1.0 cm2", 1, 0, "cm2"}, Reading{"50 +- 2 mL", 50, 2, "mL"},
                      Reading{"50 ± 2 mL", 50, 2, "mL"}, Reading{"50±2mL", 50, 2, "mL"},
                      Reading{"50 +/- 2 mL", 50, 2, "mL"}, Reading{"-1.0 V", -1, 0, "V"},
                      Reading{"−1.0 V", -1, 0, "V"}, Reading{"+0.5 V", 0.5, 0, "V"},
                      Reading{"6.8", 6.8, 0, "1"}, Reading{"6.8 ± 0.1", 6.8, 0.1, "1"},
                      Reading{".5 mM", 0.5, 0, "mM"}, Reading{"1e-3 mol", 1e-3, 0, "mol"},
                      Reading{"2 eV", 2, 0, "eV"}, Reading{"5eV", 5, 0, "eV"},
                      Reading{" 85.6 % ", 85.6, 0, "%"},
                      Reading{"171.5 +- 5 umol h-1 cm-2", 171.5, 5, "umol h-1 cm-2"},
                      // the uncertainty may have a unit of its own, or be relative
                      Reading{"50 mL ± 4 %", 50, 2, "mL"}, Reading{"-50 mV ± 4 %", -50, 2, "mV"},
                      Reading{"1 L +- 20 mL", 1, 0.02, "L"},
                      Reading{"25 degC ± 1 K", 25, 1, "degC"}, Reading{"50 % ± 4 %", 50, 4, "%"},
                      Reading{"50 ± 4 %", 50, 4, "%"}));

struct Refusal {
  const char* text;
  Code code;
  int column;
};

class QuantityRefusal : public ::testing::TestWithParam<Refusal> {};

TEST_P(QuantityRefusal, SaysWhere) {
  NITER_IDENTITY("what is no quantity is refused with its column");
  const auto quantity = Quantity::parse(GetParam().text);
  ASSERT_FALSE(quantity) << "taken as " << quantity->text();
  EXPECT_EQ(quantity.error().code, GetParam().code) << quantity.error().what;
  EXPECT_EQ(quantity.error().where.column, GetParam().column) << quantity.error().what;
}

INSTANTIATE_TEST_SUITE_P(
    Refused, QuantityRefusal,
    ::testing::Values(
        Refusal{"", Code::InvalidInput, 1}, Refusal{"mL", Code::InvalidInput, 1},
        Refusal{"nan V", Code::InvalidInput, 1}, Refusal{"inf V", Code::InvalidInput, 1},
        Refusal{"1e999 V", Code::InvalidInput, 1}, Refusal{"1,5 V", Code::InvalidInput, 2},
        Refusal{"--1 V", Code::InvalidInput, 1}, Refusal{"+-1 V", Code::InvalidInput, 1},
        Refusal{"200 [141, 282] um", Code::Unit, 5}, Refusal{"50 mLL", Code::Unit, 4},
        Refusal{"50 ± 2 mLL", Code::Unit, 8}, Refusal{"50 mL ± 2", Code::InvalidInput, 10},
        Refusal{"50 mL ± 2 V", Code::Unit, 11}, Refusal{"50 ± -2 mL", Code::InvalidInput, 6},
        Refusal{"50 ± mL", Code::InvalidInput, 6}, Refusal{"50 ± 2 ± 3 mL", Code::Unit, 8},
        Refusal{"0x10 V", Code::Unit, 2}, Refusal{"25 degC ± 4 %", Code::Unit, 13},
        Refusal{"50 ± 4 % mL", Code::Unit, 8}));

TEST(Quantity, ConvertsToOtherUnitsOfItsDimension) {
  NITER_SOURCE("bipm2019", "table 7: prefixes");
  const Quantity density(4.0, "mA/cm2");
  EXPECT_DOUBLE_EQ(density.si(), 40);
  EXPECT_DOUBLE_EQ(*density.in(Unit::of("A m-2")), 40);
  EXPECT_DOUBLE_EQ(*density.in(Unit::of("uA mm-2")), 40);
  const auto wrong = density.in(Unit::of("mA"));
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, Code::Unit);
}

TEST(Quantity, BecomesAnInputInSi) {
  NITER_IDENTITY("value and sigma carry the same factor; the sigma of a temperature has no offset");
  const Quantity volume(50, Unit::of("mL"), 2);
  const auto input = volume.uncertain("volume");
  EXPECT_DOUBLE_EQ(input.value(), 50e-6);
  EXPECT_DOUBLE_EQ(input.sigma(), 2e-6);
  EXPECT_EQ(input.contributions().at(0).first, "volume");
  EXPECT_DOUBLE_EQ(Quantity(25, Unit::of("degC"), 1).si(), 298.15);
  EXPECT_DOUBLE_EQ(Quantity(25, Unit::of("degC"), 1).si_sigma(), 1);
}

TEST(Quantity, PrintsItself) {
  NITER_IDENTITY("text() is the shortest that reads back");
  EXPECT_EQ(Quantity(50, Unit::of("mL"), 2).text(), "50 ± 2 mL");
  EXPECT_EQ(Quantity(1.0, "cm2").text(), "1 cm2");
  EXPECT_EQ(Quantity(6.8, "1").text(), "6.8");
  EXPECT_EQ(Quantity(0.1, Unit(), 0.02).text(), "0.1 ± 0.02");
}

TEST(Quantity, RefusesAMegabyte) {
  NITER_IDENTITY("a long text is refused at once");
  EXPECT_FALSE(Quantity::parse(std::string(1'000'000, '1')));
  EXPECT_FALSE(Quantity::parse("1 " + std::string(1'000'000, ' ') + "V"));
}

}  // namespace
}  // namespace niter
