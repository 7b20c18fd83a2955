// Rate constants of an electron transfer that depends exponentially on the potential
// (Butler-Volmer).
#pragma once

namespace niter::physics {

/// Rate constants of O + n e- = R, both positive. [m s-1 for dissolved, s-1 for adsorbed species]
struct TransferRates {
  double reduction = 0;
  double oxidation = 0;
};

/// Butler-Volmer rate constants.
///
///     k_red = k0 exp(-alpha F (E - E0) / (R T))
///     k_ox  = k0 exp((n - alpha) F (E - E0) / (R T))
///
/// so that k_red / k_ox = exp(-n F (E - E0) / (R T)), as Nernst demands.
/// @param k0             standard rate constant
/// @param alpha          transfer coefficient of the reduction (IUPAC; alpha = beta for one
/// electron)
/// @param n              electrons
/// @param from_standard  E - E0 [V]
/// @source guidelli2014 (alpha), bard2001, sec. 3.3
TransferRates butler_volmer(double k0, double alpha, double n, double from_standard,
                            double temperature);

}  // namespace niter::physics
