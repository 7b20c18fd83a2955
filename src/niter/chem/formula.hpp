// Formula: what a chemical formula counts: atoms of each element, charge, and surface sites.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "niter/base/result.hpp"

namespace niter::chem {

/// The composition of one particle. The electron "e-" has no elements and charge -1; the free site
/// "*" has one site.
struct Formula {
  std::map<std::string, int> elements;  // symbol -> atoms, in alphabetical order, no zeros
  int charge = 0;                       // in units of e
  int sites = 0;                        // adsorption sites held: "NO*" 1, "NO3**" 2

  int count(std::string_view symbol) const;
  bool operator==(const Formula&) const = default;
};

/// Read a formula: "NO3-", "SO4-2", "SO4 2-", "SO4^2-", "Fe(NO3)3(H2O)9", "Fe(NO3)3.9H2O", "K2SO4",
/// "e-", "NH2OH*", "N2(g)".
///
/// A charge is a sign followed by its number ("SO4-2"), or number and sign set off by a blank or
/// "^" ("SO4 2-"), or repeated signs ("SO4--"). Digits that touch an element count atoms: "NH4+" is
/// one positive charge. "Fe3+" alone could mean either and is refused. State labels (g), (l), (s),
/// (aq) are allowed at the end and say nothing here.
/// @error InvalidInput with the column: empty text, unknown element, open bracket, stray character
Result<Formula> parse_formula(std::string_view text);

/// Molar mass, electrons of the charge neglected. [kg mol-1]
/// @source prohaska2022, table 2 (see elements.hpp)
double molar_mass(const Formula& formula);

}  // namespace niter::chem
