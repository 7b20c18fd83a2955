// Network: adsorbates, free sites and elementary reactions between them, as integers only.
#pragma once

#include <vector>

#include "niter/base/result.hpp"

namespace niter::twin {

/// Mean-field mass action on one or more types of sites. Solution and gas species are not here:
/// their activities are part of the rate constants.
struct Network {
  struct Species {
    int sites = 1;      // occupied by one adsorbate; 1 for a free site
    int site_type = 0;  // counts from 0
    bool free = false;  // exactly one free site per type
  };
  struct Term {
    int species = 0;
    int order = 1;  // stoichiometric number = reaction order
  };
  struct Reaction {
    std::vector<Term> reactants, products;
  };
  std::vector<Species> species;
  std::vector<Reaction> reactions;

  int site_types() const;
};

/// Every reaction must keep the number of sites of each type, and each type needs one free site.
/// @error Inconsistent, naming the reaction by its index
Status check(const Network& network);

}  // namespace niter::twin
