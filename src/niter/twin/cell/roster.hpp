// Roster: which dissolved species are in the film, and of which components they are made.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/chem/species.hpp"
#include "niter/twin/cell/half_cell.hpp"

namespace niter::twin {

/// A species on its way into the film: made of components, with log10 of its formation constant
/// (mol/L).
struct Member {
  std::string name;
  int charge = 0;
  double diffusivity = 0;
  double log_k = 0;  // at I = 0
  std::map<int, int> parts;
};

/// All members, in the order they joined, and which of them are the components.
struct Roster {
  std::vector<Member> members;
  std::vector<int> components;

  int find(std::string_view name) const {
    for (std::size_t i = 0; i < members.size(); ++i)
      if (members[i].name == name) return static_cast<int>(i);
    return -1;
  }
};

/// OH- first, then the dissolved species of the mechanism, then what else was added; after each,
/// all species that follow from those present by an equilibrium and have a diffusion coefficient.
/// @error NotFound (unknown species, or one without diffusion coefficient), InvalidInput (too many)
Result<Roster> gather(const chem::Database& database, const HalfCellOptions& options,
                      const std::vector<std::string>& dissolved);

}  // namespace niter::twin
