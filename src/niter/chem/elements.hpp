// Elements: the standard atomic weights of those that occur in electrolytes, salts and catalysts of
// the field.
#pragma once

#include <span>
#include <string_view>

namespace niter::chem {

struct Element {
  std::string_view symbol;
  double atomic_weight;  // abridged to five figures, dimensionless
  double uncertainty;    // of a normal material, as tabulated
};

/// @source prohaska2022, table 2: abridged standard atomic weights 2021
std::span<const Element> elements();
/// The element of that symbol, or null.
const Element* find_element(std::string_view symbol);

}  // namespace niter::chem
