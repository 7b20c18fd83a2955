// The Nernst equation: the potential at which a couple is at equilibrium.
#pragma once

namespace niter::physics {

/// Thermal voltage RT/F, 25.6926 mV at 298.15 K. [V]
double thermal_voltage(double temperature);

/// Equilibrium potential of an electrode. [V]
///
///     E = E0 - (RT / nF) ln Q
///
/// @param E0      standard potential [V]; the result is on the same scale
/// @param n       electrons taken up by the reduction as written, > 0
/// @param ln_q    natural logarithm of the reduction's activity quotient (reduced over oxidised)
/// @source bard2001, sec. 2.1 (Nernst equation)
double nernst_potential(double E0, double n, double ln_q, double temperature);

}  // namespace niter::physics
