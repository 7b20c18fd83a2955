// The stagnant film: how thick it may be for diffusion to bring what a current consumes.
// Magnitudes.
#pragma once

namespace niter::physics {

/// The thickest stagnant film that still lets a current density through. [m]
///
///     delta = n F D c / j
///
/// @param n                electrons per particle of reactant
/// @param diffusion        D [m2 s-1]
/// @param c                bulk concentration [mol m-3]
/// @param current_density  j [A m-2]
/// @source bard2001, sec. 1.4.2 (steady-state mass transfer)
/// @valid  no migration, surface concentration zero
double thickest_film(double n, double diffusion, double c, double current_density);

}  // namespace niter::physics
