// Stationary: the steady state of a CellSystem.
#pragma once

#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/cell/cell_system.hpp"

namespace niter::twin {

/// F(t, y, 0) = 0 under the drive of the system at time t, from a guess: Newton; where it fails, in
/// steps from the drive of the guess to this one; where that fails, the transient to ever later
/// times and Newton again. The tail (integrals) of y is not touched.
/// @error NoConvergence; InvalidInput for a cell that has no steady state (a vessel that is used
/// up)
Result<std::vector<double>> steady_state(CellSystem& system, double t, std::vector<double> guess);

}  // namespace niter::twin
