// Impedances of the circuits electrochemists draw: constant-phase element, Randles circuit, and the
// transmission line of a porous electrode. Per geometric area; time factor exp(+i omega t).
#pragma once

#include <complex>

namespace niter::physics {

/// Constant-phase element. Z = 1 / (Q (i omega)^n). [ohm m2]
/// @param q      Q [F m-2 s^(n-1)], > 0
/// @param n      exponent, 0 (resistor) to 1 (capacitor)
/// @param omega  angular frequency [rad s-1], > 0
/// @source lasia2014
std::complex<double> cpe_impedance(double q, double n, double omega);

/// Solution resistance, then a double layer beside charge transfer and diffusion in series.
struct RandlesCircuit {
  double series = 0;           // R_s [ohm m2]
  double charge_transfer = 0;  // R_ct [ohm m2]
  double warburg = 0;          // sigma [ohm m2 s^-1/2]
  double q = 0;                // of the double layer [F m-2 s^(n-1)]
  double n = 1;                // its exponent; 1 is a capacitor
};

/// Z = R_s + 1 / (Q (i omega)^n + 1 / (R_ct + sigma (1 - i) / sqrt(omega))). [ohm m2]
/// @source bard2001, sec. 10.3 (with n = 1)
std::complex<double> randles_impedance(const RandlesCircuit& circuit, double omega);

/// Cylindrical pores full of electrolyte, closed at the far end. [ohm m2]
///
///     Z = sqrt(R_ion Z_s) coth(sqrt(R_ion / Z_s))
///
/// @param ionic    R_ion, resistance of the electrolyte along all pores [ohm m2], > 0
/// @param surface  Z_s, impedance of the whole inner surface were it flat [ohm m2]
/// @source delevie1963
/// @valid  electronic resistance of the solid negligible; no gradients of concentration
std::complex<double> porous_electrode_impedance(double ionic, std::complex<double> surface);

}  // namespace niter::physics
