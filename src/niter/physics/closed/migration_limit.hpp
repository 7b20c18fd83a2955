// How far migration raises the limiting current of a discharged cation. Ratio of magnitudes.
#pragma once

namespace niter::physics {

/// Limiting current over its diffusion part, M+ + e- -> M from MX with an inert salt NX. [1]
///
///     i_lim / i_d = 2 (1 + g) (1 - sqrt(g / (1 + g)))
///
/// @param g  bulk ratio of inert to reacting cation, >= 0: 2 without support, 1 with much of it
/// @source newman2004 (chapter 19: effect of migration on limiting currents)
/// @valid  stagnant film, all ions univalent, dilute; the diffusivities of the inert ions cancel
double migration_limit(double g);

}  // namespace niter::physics
