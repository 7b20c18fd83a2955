// Expression: the grammar of unit texts, from "µmol h⁻¹/cm2" to factors with powers. Used only
// inside this room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/units/symbols.hpp"

namespace niter::units {

/// One factor of a unit: (prefix symbol)^power.
struct Factor {
  const Symbol* symbol = nullptr;
  const Prefix* prefix = nullptr;
  int power = 1;
  int column = 1;
};

/// The factors of a text, in its order.
///
///     unit     = ["1"] factor { [" " | "*" | "/"] factor } | ... "/(" factor { factor } ")"
///     factor   = [prefix] symbol [["^"] ["-"] digits]
///
/// Each "/" divides by the one factor (or bracket) after it; a product after "/" without a bracket
/// is refused, because people read it in two ways. counts and a.u. stand once, above the line
/// and without exponent; % is the only factor above the line; degC stands alone.
/// @error Unit with the column, counted in characters
Result<std::vector<Factor>> parse_expression(std::string_view text);

/// "µmol⁻¹"
std::string pretty(const Factor& factor);

}  // namespace niter::units
