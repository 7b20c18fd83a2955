// Closure: free energies of adsorbates and steps from those that are given, so that every cycle
// adds up to zero.
#pragma once

#include "niter/base/result.hpp"
#include "niter/twin/mechanism/mechanism.hpp"

namespace niter::twin {

/// Set every number of the steps from the parameters, then the free energies of the adsorbates from
/// the steps that give one, then those of all steps from the adsorbates and the solution:
///
///     sum_i nu_ji G_i = dG_j - sum_s nu_js G_s      for every step j with a free energy of its own
///     dG_j = sum_i nu_ji G_i + sum_s nu_js G_s      for every step
///
/// and likewise for the dependence on U_w: n_j electrons plus what the adsorbates bring, (1 -
/// electrosorption valency) each. The energies G_s of the solution are fixed, so the steps of every
/// cycle add up to the overall reaction.
/// Interactions of adsorbates go into both rates of a step as their difference of free energies
/// asks.
/// @error InvalidInput for a reorganisation energy that is not above zero;
/// Inconsistent, naming the steps: an adsorbate that no given energy reaches, or energies
/// around a cycle that
///        contradict each other by more than 1e-9 eV
Status close_free_energies(Mechanism& mechanism);

}  // namespace niter::twin
