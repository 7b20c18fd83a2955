// The unit table against an independent one: UDUNITS-2 of Unidata.
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <udunits2.h>

#include "niter/base/testing.hpp"
#include "niter/units/symbols.hpp"
#include "niter/units/unit.hpp"

namespace niter::units {
namespace {

class Oracle {
 public:
  Oracle() {
    ut_set_error_message_handler(ut_ignore);
    system_.reset(ut_read_xml(nullptr));
  }
  bool ready() const { return system_ != nullptr; }

  /// How many of `to` are in one `from`; nothing if one is unknown to it or they do not convert.
  std::optional<double> ratio(const std::string& from, const std::string& to) const {
    const UnitPointer a(ut_parse(system_.get(), from.c_str(), UT_UTF8), ut_free);
    const UnitPointer b(ut_parse(system_.get(), to.c_str(), UT_UTF8), ut_free);
    if (!a || !b || !ut_are_convertible(a.get(), b.get())) return std::nullopt;
    const std::unique_ptr<cv_converter, decltype(&cv_free)> converter(
        ut_get_converter(a.get(), b.get()), cv_free);
    if (!converter) return std::nullopt;
    return cv_convert_double(converter.get(), 1.0) - cv_convert_double(converter.get(), 0.0);
  }

 private:
  using UnitPointer = std::unique_ptr<ut_unit, decltype(&ut_free)>;
  struct FreeSystem {
    void operator()(ut_system* system) const { ut_free_system(system); }
  };
  std::unique_ptr<ut_system, FreeSystem> system_;
};

// What the oracle calls a symbol, where it differs; a prefix may stand before it.
std::string their_name(const Symbol& symbol) {
  static const std::map<std::string_view, std::string> names = {
      {"Ohm", "ohm"}, {"M", "mol/L"}, {"deg", "arc_degree"},
      {"Wh", "W.h"},  {"Ah", "A.h"},  {"rpm", "2e0 PI rad/min"}};
  const auto found = names.find(symbol.text);
  return found == names.end() ? std::string(symbol.text) : found->second;
}

// eV there has the value of an older CODATA; a.u. and counts it does not have.
bool shared(const Symbol& symbol) {
  return symbol.kind == Unit::Kind::Physical && symbol.text != "eV";
}

std::string coherent(const std::array<int, 7>& exponents) {
  constexpr std::array<const char*, 7> names = {"m", "kg", "s", "A", "K", "mol", "cd"};
  std::string out = "1";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (exponents[i] != 0) out += " " + std::string(names[i]) + "^" + std::to_string(exponents[i]);
  }
  return out;
}

// Largest allowed difference: both sides round a handful of factors.
constexpr double round_off = 1e-13;

TEST(UnitOracle, EverySymbolWithEveryPrefix) {
  NITER_SOURCE("udunits2", "version 2.2.28, database of units");
  const Oracle oracle;
  ASSERT_TRUE(oracle.ready()) << "the database of udunits2 is not installed";
  int compared = 0;
  for (const auto& symbol : symbols()) {
    if (!shared(symbol)) continue;
    for (std::size_t i = 0; i <= prefixes().size(); ++i) {
      if (i > 0 && !symbol.prefixes) break;
      const auto prefix = i == 0 ? std::string() : std::string(prefixes()[i - 1].text);
      const auto text = prefix + std::string(symbol.text);
      if (text == "pH") continue;
      const auto unit = Unit::parse(text);
      ASSERT_TRUE(unit) << text;
      const auto theirs = oracle.ratio(prefix + their_name(symbol), coherent(unit->exponents()));
      ASSERT_TRUE(theirs) << text << ": another dimension, or unknown";
      EXPECT_NEAR(unit->scale() / *theirs, 1, round_off) << text;
      ++compared;
    }
  }
  EXPECT_GT(compared, 700);
}

TEST(UnitOracle, RandomProducts) {
  NITER_SOURCE("udunits2", "version 2.2.28, database of units");
  const Oracle oracle;
  ASSERT_TRUE(oracle.ready()) << "the database of udunits2 is not installed";
  const bool good = rc::check("scale and dimension of products", [&] {
    std::string ours;
    std::string theirs = "1";
    for (int n = *rc::gen::inRange(1, 5); n > 0; --n) {
      const auto& symbol = *rc::gen::suchThat(rc::gen::elementOf(symbols()), [](const Symbol& s) {
        return shared(s) && s.text != "degC" && s.text != "%";
      });
      const auto prefix =
          symbol.prefixes ? std::string((*rc::gen::elementOf(prefixes())).text) : "";
      RC_PRE(prefix + std::string(symbol.text) != "pH");
      const auto power = std::to_string(*rc::gen::element(-3, -2, -1, 1, 2, 3));
      ours += prefix + std::string(symbol.text) + "^" + power + " ";
      theirs += " (" + prefix + their_name(symbol) + ")^" + power;
    }
    const auto unit = Unit::parse(ours);
    RC_ASSERT(unit.has_value());
    const auto ratio = oracle.ratio(theirs, coherent(unit->exponents()));
    RC_ASSERT(ratio.has_value());
    RC_ASSERT(std::abs(unit->scale() / *ratio - 1) < round_off);
  });
  EXPECT_TRUE(good);
}

}  // namespace
}  // namespace niter::units
