// Electrode potentials and acid-base fractions from the species' free energies, at 298.15 K.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "niter/base/result.hpp"
#include "niter/chem/species.hpp"
#include "niter/units/potential.hpp"

namespace niter::chem {

/// What a solution holds: pH sets H+ and OH-; activities not listed are 1 (mol/L, bar).
struct Solution {
  double ph = 0;
  std::map<std::string, double> activities = {};
};

/// Standard potential of a half-reaction written as a reduction. [V vs SHE]
///
///     E0 = (ln10 R T / n F) log K
///
/// @error Inconsistent if the reaction does not balance or takes up no electrons; NotFound for an
/// unknown species
/// @source bard2001, sec. 2.1 (E = -dG/nF)
Result<Potential> standard_potential(const Database& database, const Reaction& reduction);

/// Equilibrium potential in a solution. [V vs SHE; .on(Scale::rhe(ph, T_ref)) gives it vs RHE]
///
///     E = (ln10 R T / n F) (log K - sum nu_i log a_i)
///
/// @error as standard_potential; InvalidInput if an activity is not positive
Result<Potential> equilibrium_potential(const Database& database, const Reaction& reduction,
                                        const Solution& solution);
/// The same for a half-reaction given as text.
Result<Potential> equilibrium_potential(const Database& database, std::string_view reduction,
                                        const Solution& solution);

/// log10 of the ion product a_H a_OH of water, negative. @error NotFound if the file lacks OH-
Result<double> log_ion_product(const Database& database);

/// pKa of an acid and its base ("NH4+", "NH3"): H+ lost one by one. @error as Database::log_k
Result<double> pka(const Database& database, std::string_view acid, std::string_view base);
/// Fraction of an acid-base pair that is the acid at a pH: 1 / (1 + 10^(pH - pKa)).
double acid_fraction(double ph, double pka);

}  // namespace niter::chem
