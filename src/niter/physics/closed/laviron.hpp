// Voltammogram of a redox couple confined to the surface, in equilibrium with the potential.
#pragma once

namespace niter::physics {

/// An adsorbed couple, ideal (no interactions).
struct ConfinedCouple {
  double n = 1;                 // electrons per particle
  double coverage = 0;          // Gamma, both forms together [mol m-2]
  double scan_rate = 0;         // magnitude [V s-1]
  double temperature = 298.15;  // K
};

/// Current density at a distance from the formal potential (magnitude, both directions alike).
/// [A m-2]
///
///     j = (n^2 F^2 v Gamma / R T) e^x / (1 + e^x)^2,   x = n F (E - E0') / (R T)
///
/// @param from_formal  E - E0' [V]
/// @source laviron1979
/// @valid  fast electron transfer, Langmuir isotherms of equal strength
double confined_current_density(const ConfinedCouple& couple, double from_formal);

/// Its maximum at E0'. j_p = n^2 F^2 v Gamma / (4 R T). [A m-2]
double confined_peak_current_density(const ConfinedCouple& couple);

/// Full width at half height. 2 ln(3 + 2 sqrt 2) R T / (n F) = 3.52549 R T / (n F). [V]
double confined_peak_width(double n, double temperature);

}  // namespace niter::physics
