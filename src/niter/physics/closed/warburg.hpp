// Impedance of diffusion: semi-infinite (Warburg), through a film with open or closed end, and with
// a reaction in the solution (Gerischer). Per geometric area; time factor exp(+i omega t).
#pragma once

#include <complex>

namespace niter::physics {

/// One form of a redox couple at the surface, for the Warburg coefficient.
struct DiffusingForm {
  double concentration = 0;  // mol m-3
  double diffusivity = 0;    // m2 s-1
};

/// Warburg coefficient of a couple O + n e- = R. [ohm m2 s^-1/2]
///
///     sigma = R T / (n^2 F^2 sqrt 2) (1 / (sqrt(D_O) c_O) + 1 / (sqrt(D_R) c_R))
///
/// @param n  electrons
/// @source bard2001, sec. 10.3.2
double warburg_coefficient(double n, const DiffusingForm& oxidised, const DiffusingForm& reduced,
                           double temperature);

/// Semi-infinite diffusion. Z = sigma (1 - i) / sqrt(omega). [ohm m2]
/// @param sigma  [ohm m2 s^-1/2]
/// @param omega  angular frequency [rad s-1], > 0
/// @source bard2001, sec. 10.3.2
std::complex<double> warburg_impedance(double sigma, double omega);

/// Film with the bulk kept at its edge. Z / R = tanh(s) / s, s = sqrt(i omega tau). [1]
/// @param omega_tau  omega delta^2 / D, >= 0
/// @source lasia2014
std::complex<double> transmissive_film(double omega_tau);

/// Film with a blocking edge (thin layer). Z / R = coth(s) / s, s = sqrt(i omega tau). [1]
/// @param omega_tau  omega delta^2 / D, > 0
/// @source lasia2014
std::complex<double> blocking_film(double omega_tau);

/// Diffusion with a fast first-order reaction in solution. Z / R = 1 / sqrt(1 + i omega / k). [1]
/// @param omega_over_k  omega over the sum of the rate constants, >= 0
/// @source lasia2014 (Gerischer impedance)
std::complex<double> gerischer(double omega_over_k);

}  // namespace niter::physics
