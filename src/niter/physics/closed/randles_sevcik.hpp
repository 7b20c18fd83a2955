// Peak current of a linear sweep under diffusion: fast (Randles-Sevcik) and slow charge transfer.
#pragma once

namespace niter::physics {

struct PlanarSweep;

/// Peak current density of a reversible reduction in a linear sweep (magnitude). [A m-2]
///
///     j_p = 0.44629 n F c sqrt(n F v D / (R T))
///
/// @source nicholson1964 (0.4463)
/// @valid  semi-infinite planar diffusion, no migration, no iR
double reversible_peak_current_density(const PlanarSweep& sweep);

/// Peak current density of a totally irreversible reduction in a linear sweep (magnitude). [A m-2]
///
///     j_p = 0.49576 n F c sqrt(alpha F v D / (R T))
///
/// @param n          electrons per particle of reactant
/// @param alpha      transfer coefficient of the rate-determining step (one electron)
/// @param scan_rate  v [V s-1]
/// @source nicholson1964, table III: sqrt(pi) chi(bt) = 0.4958 at the peak
/// @valid  semi-infinite planar diffusion, no migration, no iR
double irreversible_peak_current_density(double n, double alpha, double c, double diffusion,
                                         double scan_rate, double temperature);

}  // namespace niter::physics
