// What holds for all units and quantities, tried on random ones.
#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "niter/base/testing.hpp"
#include "niter/units/quantity.hpp"
#include "niter/units/symbols.hpp"
#include "niter/units/unit.hpp"

namespace niter::units {
namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

// Symbols that stand in any product.
bool is_free(const Symbol& s) {
  return s.kind == Unit::Kind::Physical && s.text != "degC" && s.text != "%";
}

// A unit as a person might write it: one to three symbols, exponents in one of the accepted styles.
std::string random_unit_text() {
  std::string text;
  const int factors = *rc::gen::inRange(1, 4);
  for (int i = 0; i < factors; ++i) {
    const auto& symbol = *rc::gen::suchThat(rc::gen::elementOf(symbols()), is_free);
    const auto prefix = symbol.prefixes && *rc::gen::arbitrary<bool>()
                            ? std::string((*rc::gen::elementOf(prefixes())).text)
                            : std::string();
    if (prefix + std::string(symbol.text) == "pH") continue;
    if (!text.empty()) text += *rc::gen::element(" ", "*", "·");
    text += prefix + std::string(symbol.text);
    text += *rc::gen::element("", "2", "^3", "-1", "^-2", "⁻²", "³");
  }
  return text;
}

double random_number() {
  const auto mantissa = *rc::gen::inRange(-999999, 1000000);
  return mantissa * std::pow(10.0, *rc::gen::inRange(-12, 7));
}

TEST(UnitProperty, TextAndPrettyTextReadBackAsTheSameUnit) {
  NITER_IDENTITY("parse(text()) and parse(pretty()) are the identity");
  EXPECT_TRUE(rc::check([] {
    const auto unit = Unit::parse(random_unit_text());
    RC_ASSERT(unit.has_value());
    for (const auto& text : {unit->text(), unit->pretty()}) {
      const auto again = Unit::parse(text);
      RC_ASSERT(again.has_value());
      RC_ASSERT(again->scale() == unit->scale());
      RC_ASSERT(again->exponents() == unit->exponents());
    }
  }));
}

TEST(UnitProperty, FromSiUndoesToSi) {
  NITER_IDENTITY("from_si(to_si(x)) = x");
  EXPECT_TRUE(rc::check([] {
    const auto unit = Unit::parse(random_unit_text());
    RC_ASSERT(unit.has_value());
    const double x = random_number();
    RC_ASSERT(std::abs(unit->from_si(unit->to_si(x)) - x) <= 2 * epsilon * std::abs(x));
  }));
}

TEST(UnitProperty, AnyBytesGiveAUnitOrAnErrorInsideTheText) {
  NITER_IDENTITY("no text crashes the parser; the column lies in the text or just behind it");
  EXPECT_TRUE(rc::check([] {
    const auto text = *rc::gen::arbitrary<std::string>();
    const auto unit = Unit::parse(text);
    if (unit) return;
    RC_ASSERT(unit.error().code == Code::Unit);
    RC_ASSERT(unit.error().where.column >= 1);
    RC_ASSERT(unit.error().where.column <= static_cast<int>(text.size()) + 1);
  }));
}

TEST(QuantityProperty, TextReadsBackAsTheSameQuantity) {
  NITER_IDENTITY("parse(text()) is the identity, to the last bit");
  EXPECT_TRUE(rc::check([] {
    const auto unit = Unit::parse(random_unit_text());
    RC_ASSERT(unit.has_value());
    const Quantity quantity(random_number(), *unit, std::abs(random_number()));
    const auto again = Quantity::parse(quantity.text());
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->value() == quantity.value());
    RC_ASSERT(again->sigma() == quantity.sigma());
    RC_ASSERT(again->unit().text() == quantity.unit().text());
  }));
}

TEST(QuantityProperty, AnyBytesGiveAQuantityOrAnError) {
  NITER_IDENTITY("no text crashes the parser");
  EXPECT_TRUE(rc::check([] {
    const auto head = *rc::gen::element("", "1", "1 ±", "1 mL ± 2 ", "-");
    const auto quantity = Quantity::parse(head + *rc::gen::arbitrary<std::string>());
    if (quantity) RC_ASSERT(std::isfinite(quantity->value()) && quantity->sigma() >= 0);
  }));
}

}  // namespace
}  // namespace niter::units
