#include "niter/units/symbols.hpp"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/units/constants.hpp"

namespace niter::units {
namespace {

constexpr auto counts = Unit::Kind::Counts;
constexpr auto arbitrary = Unit::Kind::Arbitrary;

// Sources: SI brochure (bipm2019), tables 2, 4 and 8; eV from the elementary charge. M, Wh and Ah
// by their definition.
constexpr Symbol symbol_table[] = {
    // base units: m, kg, s, A, K, mol, cd
    {"m", {1, 0, 0, 0, 0, 0, 0}},
    {"g", {0, 1, 0, 0, 0, 0, 0}, 1, -3},
    {"s", {0, 0, 1, 0, 0, 0, 0}},
    {"A", {0, 0, 0, 1, 0, 0, 0}},
    {"K", {0, 0, 0, 0, 1, 0, 0}},
    {"mol", {0, 0, 0, 0, 0, 1, 0}},
    {"cd", {0, 0, 0, 0, 0, 0, 1}},
    // derived units with a name
    {"rad", {}},
    {"sr", {}},
    {"Hz", {0, 0, -1, 0, 0, 0, 0}},
    {"N", {1, 1, -2, 0, 0, 0, 0}},
    {"Pa", {-1, 1, -2, 0, 0, 0, 0}},
    {"J", {2, 1, -2, 0, 0, 0, 0}},
    {"W", {2, 1, -3, 0, 0, 0, 0}},
    {"C", {0, 0, 1, 1, 0, 0, 0}},
    {"V", {2, 1, -3, -1, 0, 0, 0}},
    {"F", {-2, -1, 4, 2, 0, 0, 0}},
    {"Ohm", {2, 1, -3, -2, 0, 0, 0}, 1, 0, true, "Ω"},
    {"ohm", {2, 1, -3, -2, 0, 0, 0}, 1, 0, true, "Ω"},
    {"S", {-2, -1, 3, 2, 0, 0, 0}},
    {"Wb", {2, 1, -2, -1, 0, 0, 0}},
    {"T", {0, 1, -2, -1, 0, 0, 0}},
    {"H", {2, 1, -2, -2, 0, 0, 0}},
    {"lm", {0, 0, 0, 0, 0, 0, 1}},
    {"lx", {-2, 0, 0, 0, 0, 0, 1}},
    {"Bq", {0, 0, -1, 0, 0, 0, 0}},
    {"Gy", {2, 0, -2, 0, 0, 0, 0}},
    {"Sv", {2, 0, -2, 0, 0, 0, 0}},
    {"kat", {0, 0, -1, 0, 0, 1, 0}},
    // in use beside the SI
    {"min", {0, 0, 1, 0, 0, 0, 0}, 60, 0, false},
    {"h", {0, 0, 1, 0, 0, 0, 0}, 3600, 0, false},
    {"d", {0, 0, 1, 0, 0, 0, 0}, 86400, 0, false},
    {"deg", {}, constants::pi / 180, 0, false, "°"},
    {"rpm", {0, 0, -1, 0, 0, 0, 0}, constants::pi / 30, 0, false},
    {"L", {3, 0, 0, 0, 0, 0, 0}, 1, -3},
    {"l", {3, 0, 0, 0, 0, 0, 0}, 1, -3},
    {"M", {-3, 0, 0, 0, 0, 1, 0}, 1, 3},
    {"angstrom", {1, 0, 0, 0, 0, 0, 0}, 1, -10, false, "Å"},
    {"bar", {-1, 1, -2, 0, 0, 0, 0}, 1, 5},
    {"atm", {-1, 1, -2, 0, 0, 0, 0}, constants::atmosphere, 0, false},
    {"eV", {2, 1, -2, 0, 0, 0, 0}, constants::elementary_charge},
    {"Wh", {2, 1, -2, 0, 0, 0, 0}, 3600},
    {"Ah", {0, 0, 1, 1, 0, 0, 0}, 3600},
    {"degC", {0, 0, 0, 0, 1, 0, 0}, 1, 0, false, "°C"},
    {"%", {}, 1, -2, false},
    {"counts", {}, 1, 0, false, {}, counts},
    {"a.u.", {}, 1, 0, false, {}, arbitrary},
};

constexpr Prefix prefix_table[] = {
    {"da", 1}, {"Y", 24},  {"Z", 21},  {"E", 18},  {"P", 15},  {"T", 12},  {"G", 9},
    {"M", 6},  {"k", 3},   {"h", 2},   {"d", -1},  {"c", -2},  {"m", -3},  {"u", -6, "µ"},
    {"n", -9}, {"p", -12}, {"f", -15}, {"a", -18}, {"z", -21}, {"y", -24},
};

// Words seen where a unit should be, in small letters, and what to write instead.
constexpr std::pair<std::string_view, std::string_view> not_units[] = {
    {"ppm", "'ppm' does not say of what: write mg L-1, mg kg-1 or mol mol-1"},
    {"ppb", "'ppb' does not say of what: write ug L-1, ug kg-1 or mol mol-1"},
    {"ph", "a pH is a plain number: its unit is 1"},
    {"vs", "a reference electrode is not part of a unit: write V, and name the scale apart"},
    {"vs.", "a reference electrode is not part of a unit: write V, and name the scale apart"},
    {"cycles", "a number of things is a plain number: its unit is 1"},
    {"lines", "a number of things is a plain number: its unit is 1"},
    {"sec", "did you mean 's'?"},
    {"secs", "did you mean 's'?"},
    {"second", "did you mean 's'?"},
    {"hr", "did you mean 'h'?"},
    {"hour", "did you mean 'h'?"},
    {"day", "did you mean 'd'?"},
    {"volt", "did you mean 'V'?"},
    {"amp", "did you mean 'A'?"},
    {"ampere", "did you mean 'A'?"},
    {"kcal", "write kJ: 1 kcal is 4.184 kJ"},
    {"molar", "did you mean 'M'?"},
    {"liter", "did you mean 'L'?"},
    {"litre", "did you mean 'L'?"},
    {"percent", "did you mean '%'?"},
    {"cps", "did you mean 'counts s-1'?"},
    {"arb.", "did you mean 'a.u.'?"},
};

// Every word of three letters is near some symbol: a guess would say nothing.
constexpr std::size_t longest_unguessed = 3;

const Symbol* find_exact(std::string_view word) {
  for (const auto& symbol : symbol_table) {
    if (symbol.text == word) return &symbol;
  }
  return nullptr;
}

}  // namespace

std::span<const Symbol> symbols() {
  return symbol_table;
}
std::span<const Prefix> prefixes() {
  return prefix_table;
}

std::optional<Match> find_symbol(std::string_view word) {
  if (word == "pH") return std::nullopt;  // never a picohenry
  if (const auto* symbol = find_exact(word)) return Match{symbol, nullptr};
  for (const auto& prefix : prefix_table) {
    if (!word.starts_with(prefix.text)) continue;
    const auto* symbol = find_exact(word.substr(prefix.text.size()));
    if (symbol && symbol->prefixes) return Match{symbol, &prefix};
  }
  return std::nullopt;
}

std::string advice(std::string_view word) {
  for (const auto& [wrong, text] : not_units) {
    if (wrong == lower(word)) return std::string(text);
  }
  if (word.size() <= longest_unguessed) return {};
  std::vector<std::string> known;
  for (const auto& symbol : symbol_table) known.emplace_back(symbol.text);
  const auto near = nearest(word, known);
  return near ? fmt::format("did you mean '{}'?", *near) : std::string();
}

}  // namespace niter::units
