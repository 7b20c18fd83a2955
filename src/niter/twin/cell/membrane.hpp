// Membrane: which ions carry the current between catholyte and anolyte, and what else leaks
// through.
#pragma once

#include <array>
#include <span>

#include "niter/twin/cell/cell_model.hpp"
#include "niter/twin/transport/species_flux.hpp"

namespace niter::twin {

/// Fluxes from the catholyte to the anolyte [mol m-2 s-1 of electrode area] and their derivatives.
struct MembraneFlux {
  std::array<double, most_species> flux, by_current;
  std::array<std::array<double, most_species>, most_species> by_catholyte, by_anolyte;
};

/// A bipolar membrane splits water: OH- alone seems to cross, as H+ on the other side is OH- that
/// is missing there. An ion-exchange membrane lets one sign of charge through; its carriers share
/// the current by mobility and concentration on the side they come from, all others diffuse by
/// their permeability:
///
///     N_s = P_s (c_cat - c_an) + (t_s/z_s) (i/F - sum_k z_k P_k (c_cat,k - c_an,k))
///     t_s = z_s^2 D_s c_s / sum over carriers
///
/// @param current  through the membrane, positive from catholyte to anolyte: the cell's current
/// density [A m-2], negative where the working electrode reduces
/// @source newman2004, eq. 11.9 (transference number of dilute solutions)
void membrane_flux(const CellModel& model, double current, std::span<const double> catholyte,
                   std::span<const double> anolyte, MembraneFlux& out);

/// What the counter electrode makes per charge: oxygen evolution one H+ per electron, hydrogen
/// evolution one OH-. Where water is in instant equilibrium both are the same; where it dissociates
/// with a finite rate, an anode in neutral water would soon find no OH- to take.
struct CounterReaction {
  int species = 0;
  double per_charge = 1;  // times the current through the membrane over F: amount made
};
inline CounterReaction counter_reaction(const CellModel& model, double current) {
  const bool evolves_oxygen = current < 0 && model.vessel->proton >= 0;
  return evolves_oxygen ? CounterReaction{model.vessel->proton, -1}
                        : CounterReaction{model.hydroxide, 1};
}

}  // namespace niter::twin
