// Charging current of the double layer in a triangular potential sweep, with the series resistance
// that blurs it.
#pragma once

namespace niter::physics {

/// Capacitive current density in the middle of the window of a periodic triangular sweep. [A m-2]
///
///     j = C v (1 - sech(T / 2 tau)),   T = window / v,   tau = R C
///
/// The exact periodic response of a series R-C: with R C << T it is C v, and less when the sweep is
/// too fast.
/// @param capacitance  C [F m-2]
/// @param scan_rate    v [V s-1], > 0
/// @param window       width of the sweep [V], > 0
/// @param resistance   R [ohm m2], >= 0
/// @source bard2001, sec. 1.2.4 (linear sweep on R-C), made periodic
double charging_current_density(double capacitance, double scan_rate, double window,
                                double resistance);

}  // namespace niter::physics
