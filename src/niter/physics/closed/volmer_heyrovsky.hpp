// Hydrogen evolution by Volmer and Heyrovsky steps: coverage, current and faradaic admittance.
#pragma once

#include <complex>

namespace niter::physics {

/// Rates at full coverage of their reactant [mol m-2 s-1]:
///     H+ + e- + *  <-> H*        volmer (1 - theta), volmer_back theta
///     H* + H+ + e- <-> H2 + *    heyrovsky theta, heyrovsky_back (1 - theta)
struct VolmerHeyrovsky {
  double volmer = 0;
  double volmer_back = 0;
  double heyrovsky = 0;
  double heyrovsky_back = 0;
};

/// The rates at an overpotential, from those at eta = 0. Forward rates fall as exp(-beta F eta/RT),
/// back rates rise as exp((1 - beta) F eta / R T).
/// @param eta   [V], negative for evolution
/// @param beta  symmetry factor of both steps
VolmerHeyrovsky at_overpotential(const VolmerHeyrovsky& rates, double eta, double beta,
                                 double temperature);

/// Steady coverage by H*. theta = (k1 + k-2) / (k1 + k-1 + k2 + k-2). [1]
/// @source harrington1987
double hydrogen_coverage(const VolmerHeyrovsky& rates);

/// Steady current density (IUPAC: evolution is negative). [A m-2]
///
///     j = -2 F (k1 k2 - k-1 k-2) / (k1 + k-1 + k2 + k-2)
///
/// @source harrington1987
double hydrogen_current_density(const VolmerHeyrovsky& rates);

/// Small-signal faradaic admittance about the steady state. [S m-2]
///
///     Y = -F [dr+/dE + (dr+/dtheta) (dr-/dE) / (i omega Gamma - dr-/dtheta)]
///
/// with r+ and r- the sum and the difference of the two net rates.
/// @param sites        Gamma [mol m-2]
/// @param beta         symmetry factor of both steps
/// @param omega        angular frequency [rad s-1]
/// @source harrington1987
std::complex<double> hydrogen_admittance(const VolmerHeyrovsky& rates, double sites, double beta,
                                         double temperature, double omega);

}  // namespace niter::physics
