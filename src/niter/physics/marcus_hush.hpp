// Electron transfer between a metal and a solution whose reorganisation is parabolic: the symmetric
// Marcus-Hush-Chidsey rate law.
//
// The Marcus rate of every electronic level, times its Fermi occupation, summed over the levels:
//
//     k_red ~ int exp(-(lambda + eta - x)^2 / 4 lambda) / (1 + e^x) dx
//           = exp(-lambda/4 - eta/2) S(eta, lambda) / 2
//     S     = int exp(-(x - eta)^2 / 4 lambda) sech(x/2) dx
//
// with eta = F (E - E0) / (R T) and lambda in units of k_B T. S is even in eta, so
// k_red / k_ox = exp(-eta) exactly. For lambda -> inf, S / S(0) -> 1: Butler-Volmer with alpha 1/2.
// For |eta| >> lambda the rate stops growing.
#pragma once

namespace niter::physics {

/// Logarithm of a rate, and its slope.
struct LogRate {
  double log = 0;
  double slope = 0;
};

/// ln S and d ln S / d eta, everything in units of RT/F and k_B T.
///
/// Trapezoidal rule on the whole axis: its error falls as exp(-2 pi^2 / h), here below 1e-13 of S.
/// @param eta     F (E - E0) / (R T), any
/// @param lambda  reorganisation energy over k_B T, > 0
/// @source chidsey1991
LogRate marcus_hush_integral(double eta, double lambda);

/// ln(k_red / k0), and its slope in the potential [V-1].
/// @param from_standard  E - E0 [V]
/// @param lambda_eV      reorganisation energy [eV], > 0
/// @source chidsey1991
/// @valid  one electron; density of states and coupling equal at all levels
LogRate marcus_hush_reduction(double from_standard, double lambda_eV, double temperature);
/// ln(k_ox / k0), and its slope in the potential [V-1].
LogRate marcus_hush_oxidation(double from_standard, double lambda_eV, double temperature);

}  // namespace niter::physics
