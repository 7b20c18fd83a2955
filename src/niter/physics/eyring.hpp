// Transition-state theory: the rate constant of a free-energy barrier.
#pragma once

namespace niter::physics {

/// k = (k_B T / h) exp(-dG / k_B T). [s-1]
/// @param barrier  dG, free energy of activation [J mol-1]
/// @source eyring1935
/// @valid  transmission coefficient one: an upper bound if dG is only the step's reaction energy
double eyring_rate_constant(double barrier, double temperature);

}  // namespace niter::physics
