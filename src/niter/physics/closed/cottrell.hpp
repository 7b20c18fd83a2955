// Current after a potential step that empties the surface: planar diffusion without bound
// (Cottrell), through a stagnant film, and the time a constant current takes to do the same (Sand).
//
// Magnitudes.
#pragma once

namespace niter::physics {

/// Current density a time t after the surface concentration drops to zero. [A m-2]
///
///     j = n F c sqrt(D / (pi t))
///
/// @param c          bulk concentration [mol m-3]
/// @param diffusion  D [m2 s-1]
/// @param time       t [s], > 0
/// @source bard2001, sec. 5.2.1 (Cottrell equation)
/// @valid  semi-infinite planar diffusion
double cottrell_current_density(double n, double c, double diffusion, double time);

/// The same through a stagnant film with the bulk concentration kept at its edge. [A m-2]
///
///     j = (n F D c / delta) (1 + 2 sum_k exp(-k^2 pi^2 D t / delta^2))
///       = Cottrell (1 + 2 sum_k exp(-k^2 delta^2 / (D t)))
///
/// whichever converges faster; they are one theta function. From Cottrell to the steady limit.
/// @param film  delta [m], > 0
/// @source crank1975, sec. 2.4 (plane sheet)
double film_step_current_density(double n, double c, double diffusion, double film, double time);

/// Transition time of a constant current: when the surface concentration reaches zero. [s]
///
///     tau = pi D (n F c / (2 j))^2
///
/// @param current_density  j [A m-2], > 0
/// @source bard2001, sec. 8.2.2 (Sand equation)
/// @valid  semi-infinite planar diffusion
double sand_time(double n, double c, double diffusion, double current_density);

}  // namespace niter::physics
