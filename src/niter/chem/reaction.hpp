// Reaction: an equation between species, read from text, balanced in elements, charge and sites.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "niter/base/result.hpp"
#include "niter/chem/formula.hpp"

namespace niter::chem {

/// Stoichiometric numbers by species name, all positive; a species may stand on both sides.
struct Reaction {
  std::map<std::string, double> reactants;
  std::map<std::string, double> products;

  /// Products minus reactants; species that cancel are left out.
  std::map<std::string, double> net() const;
  /// Electrons taken up from left to right (negative: given off).
  double electrons() const;
  /// "NO3- + 2 H+ + 2 e- = NO2- + H2O"
  std::string text() const;
};

/// Read "NO3- + 2 H+ + 2e- = NO2- + H2O". Terms are separated by " + " (with blanks, since "+" is
/// also a charge); the sides by "=", "->", "<->", "<=>" or "-->". Coefficients: "2", "0.5", "1/2".
/// @error InvalidInput with the column: no arrow, empty term, bad coefficient, bad formula
Result<Reaction> parse_reaction(std::string_view text);

/// @error Inconsistent, naming every element (or charge, or sites) that differs between the sides,
/// and by how much
Status check_balance(const Reaction& reaction);

/// Electrons needed to make one particle of `product` from `reactant` with water and protons to
/// spare: 8 for NH3 from NO3-, 6 from NO2-, 8 for N2O from NO3-, 2 for H2 from anything. Negative:
/// an oxidation gives electrons off.
/// @error Inconsistent if H2O, H+ and e- cannot make the product from the reactant (say, K2SO4 from
/// NO3-)
Result<double> electrons_per(std::string_view product, std::string_view reactant);

/// The half-reaction behind electrons_per, written per one `product`:
/// half_reaction("NH3", "NO3-") is NO3- + 9 H+ + 8 e- = NH3 + 3 H2O. @error as electrons_per
Result<Reaction> half_reaction(std::string_view product, std::string_view reactant);

}  // namespace niter::chem
