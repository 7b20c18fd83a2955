// Ohm's law in a cell: the potential lost in solution between reference and electrode.
#pragma once

namespace niter::physics {

/// Potential at the electrode, corrected for the ohmic drop. E = E_applied - j R. [V]
///
/// @param current_density  j [A m-2], oxidation positive: a cathode's iR-free potential lies above
/// the applied one
/// @param resistance       area-specific series resistance [ohm m2]
/// @source bard2001, sec. 1.3.4 (cell resistance)
double ir_free_potential(double applied, double current_density, double resistance);

/// Resistance of a slab of electrolyte. R = d / kappa. [ohm m2]
/// @param distance      d [m]
/// @param conductivity  kappa [S m-1]
double slab_resistance(double distance, double conductivity);

}  // namespace niter::physics
