// Symbols: the unit symbols and prefixes that Unit::parse knows. Used only inside this room.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "niter/units/unit.hpp"

namespace niter::units {

/// One unit symbol: 1 symbol = factor * 10^decade in SI. The power of ten stands apart so that
/// scales of decimal units come out exact however often they are multiplied.
struct Symbol {
  std::string_view text;           // ASCII
  std::array<int, 7> exponents{};  // m, kg, s, A, K, mol, cd
  double factor = 1;
  int decade = 0;
  bool prefixes = true;          // may carry a prefix
  std::string_view pretty = {};  // if printed otherwise: "Ω"
  Unit::Kind kind = Unit::Kind::Physical;
};

struct Prefix {
  std::string_view text;  // ASCII
  int decade = 0;
  std::string_view pretty = {};
};

/// A symbol with its prefix, if any: "mOhm".
struct Match {
  const Symbol* symbol = nullptr;
  const Prefix* prefix = nullptr;
};

std::span<const Symbol> symbols();
std::span<const Prefix> prefixes();

/// A whole symbol goes before a prefixed one: "min" is minute, "cd" candela, "Pa" pascal.
std::optional<Match> find_symbol(std::string_view word);

/// What to write instead of a word that is no unit symbol; empty if nothing comes near.
std::string advice(std::string_view word);

}  // namespace niter::units
