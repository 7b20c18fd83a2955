// Rotating disc: sweeps at several rotation rates to kinetic currents and the number of electrons.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

struct RotatingDiscOptions {
  std::string label = {};
  std::vector<Quantity> rotations = {};   // one for each record
  std::vector<Quantity> potentials = {};  // where the lines are drawn
  std::optional<double> electrons = {};
  std::optional<Quantity> diffusion = {}, concentration = {}, viscosity = {};

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the electrode");
    v.required("rotations", rotations, "one for each record: [\"400 rpm\", \"900 rpm\"]", "s-1");
    v.required("potentials", potentials, "where the lines are drawn", "V");
    v.optional("electrons", electrons, "n, to find D");
    v.optional("diffusion", diffusion, "D of the reactant, to find n", "m2 s-1");
    v.optional("concentration", concentration, "of the reactant", "mol L-1");
    v.optional("viscosity", viscosity, "kinematic", "m2 s-1");
  }
};

/// A Koutecky-Levich line at each potential (koutecky_levich_fit.hpp), from the first sweep of each
/// record; currents per area.
///
/// @error as fit_koutecky_levich; InvalidInput if records and rotations differ in number or a
/// record
///        has no current per area
/// @source koutecky1958; newman1966
Result<data::Reduction> reduce_rotating_disc(std::span<const data::Table> tables,
                                             const RotatingDiscOptions& options);

}  // namespace niter::analysis
