// Two corrections of Frumkin: interactions between adsorbates, and the potential of the plane where
// a reaction takes place.
#pragma once

namespace niter::physics {

/// What an interaction does to the rates of an adsorption step.
struct FrumkinFactors {
  double adsorption = 1;  // exp(-gamma g theta)
  double desorption = 1;  // exp((1 - gamma) g theta)
};

/// Factors of the Langmuir rates k_ads c (1 - theta) and k_des theta. Their ratio is exp(-g theta).
/// @param g      interaction, > 0 repulsive [R T at full coverage]
/// @param theta  coverage
/// @param gamma  share of the interaction felt by the transition state, 0 to 1
/// @source bard2001, sec. 13.5.3 (Frumkin isotherm; here g has the sign of the energy)
FrumkinFactors frumkin_factors(double g, double theta, double gamma);

/// Coverage at equilibrium: the root of theta / (1 - theta) exp(g theta) = beta c. [1]
/// @param g         interaction, > -4 (below, two phases coexist)
/// @param affinity  beta c, >= 0
/// @source bard2001, sec. 13.5.3
double frumkin_coverage(double g, double affinity);

/// Apparent over true rate constant of a reduction that happens at a plane of potential phi2.
///
///     k_app / k = exp((alpha - z) F phi2 / (R T))
///
/// the reactant is z-fold enriched, and only E - phi2 drives the transfer. [1]
/// @param alpha  transfer coefficient (IUPAC)
/// @param z      charge of the reactant
/// @param phi2   potential of the plane against the bulk solution [V]
/// @source bard2001, sec. 13.7.1
double frumkin_correction(double alpha, double z, double phi2, double temperature);

}  // namespace niter::physics
