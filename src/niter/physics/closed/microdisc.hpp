// Diffusion to a small disc set in an insulating plane. Magnitudes of currents, not densities.
#pragma once

namespace niter::physics {

/// Steady limiting current. i = 4 n F D c a. [A]
/// @param radius  a [m]
/// @source bard2001, sec. 5.3.1
double microdisc_limiting_current(double n, double c, double diffusion, double radius);

/// Current after the step that empties the surface. [A]
///
///     i / (4 n F D c a) = 0.7854 + 0.8862 tau^(-1/2) + 0.2146 exp(-0.7823 tau^(-1/2))
///     tau = 4 D t / a^2
///
/// @param time  t [s], > 0
/// @source shoup1982
/// @valid  within 0.6 % at all times
double microdisc_step_current(double n, double c, double diffusion, double radius, double time);

}  // namespace niter::physics
