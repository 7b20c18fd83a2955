// The stagnant film: the current density at which diffusion brings the reactant no faster.
// Magnitudes.
#pragma once

namespace niter::physics {

/// Diffusion-limited current density through a stagnant film. [A m-2]
///
///     j = n F D c / delta
///
/// @param n          electrons per particle of reactant
/// @param diffusion  D [m2 s-1]
/// @param c          bulk concentration [mol m-3]
/// @param thickness  delta [m]
/// @source bard2001, sec. 1.4.2 (steady-state mass transfer)
/// @valid  no migration, surface concentration zero
double limiting_current_density(double n, double diffusion, double c, double thickness);
/// The thickest film that still lets a current density through: delta = n F D c / j. [m]
double thickest_film(double n, double diffusion, double c, double current_density);

}  // namespace niter::physics
