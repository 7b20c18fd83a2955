#include "niter/units/notation.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/units/expression.hpp"

namespace niter {
namespace {

struct Part {
  std::string symbol;
  int power = 1;
};

std::string text_of(const std::vector<Part>& parts) {
  std::string out;
  for (const auto& [symbol, power] : parts) {
    if (power == 0) continue;
    if (!out.empty()) out += ' ';
    out += symbol;
    if (power != 1) out += fmt::format("{}", power);
  }
  return out;
}

struct Base {
  const char* symbol;
  std::size_t place;  // in Unit::exponents()
};

// Above the line first, each side in the order in which people write it: "A s", "kg m2 s-3 A-1".
std::string base_units(const Unit& unit) {
  constexpr std::array<Base, 7> above{
      {{"kg", 1}, {"mol", 5}, {"A", 3}, {"K", 4}, {"cd", 6}, {"m", 0}, {"s", 2}}};
  constexpr std::array<Base, 7> below{
      {{"kg", 1}, {"mol", 5}, {"m", 0}, {"s", 2}, {"A", 3}, {"K", 4}, {"cd", 6}}};
  std::vector<Part> parts;
  for (const auto& [symbol, place] : above)
    if (unit.exponents()[place] > 0) parts.push_back({symbol, unit.exponents()[place]});
  for (const auto& [symbol, place] : below)
    if (unit.exponents()[place] < 0) parts.push_back({symbol, unit.exponents()[place]});
  return text_of(parts);
}

// What stands for a symbol; the prefix goes to the first. Empty: astropy has nothing for it.
std::vector<Part> astropy_parts(std::string_view symbol) {
  constexpr std::array lacking{"Gy", "Sv", "kat", "atm", "rpm"};
  if (std::ranges::find(lacking, symbol) != lacking.end()) return {};
  if (symbol == "M") return {{"mol"}, {"L", -1}};
  if (symbol == "Wh") return {{"W"}, {"h"}};
  if (symbol == "Ah") return {{"A"}, {"h"}};
  if (symbol == "degC") return {{"deg_C"}};
  if (symbol == "counts") return {{"count"}};
  return {{std::string(symbol)}};
}

}  // namespace

std::string si_text(const Unit& unit) {
  std::string out = base_units(unit);
  const char* word = unit.kind() == Unit::Kind::Counts      ? "counts"
                     : unit.kind() == Unit::Kind::Arbitrary ? "a.u."
                                                            : "";
  if (*word != '\0') return out.empty() ? word : fmt::format("{} {}", word, out);
  return out.empty() ? "1" : out;
}

std::string astropy_text(const Unit& unit) {
  if (unit.kind() == Unit::Kind::Arbitrary) return {};
  const auto factors = units::parse_expression(unit.text());
  if (!factors) return "1";
  std::vector<Part> parts;
  for (const auto& factor : *factors) {
    auto own = astropy_parts(factor.symbol->text);
    if (own.empty()) return fmt::format("{} {}", shortest(unit.scale()), base_units(unit));
    if (factor.prefix != nullptr) {
      own.front().symbol = std::string(factor.prefix->text) + own.front().symbol;
    }
    for (auto& part : own) {
      part.power *= factor.power;
      parts.push_back(std::move(part));
    }
  }
  return text_of(parts);
}

}  // namespace niter
