// The minima of a circuit against a spectrum, from many starts. Private to the room.
#pragma once

#include <vector>

#include "niter/analysis/impedance/circuit_fit.hpp"
#include "niter/analysis/impedance/circuit_search.hpp"
#include "niter/math/fit/levenberg_marquardt.hpp"

namespace niter::analysis {

/// One minimum and the starts that ended in it.
struct Minimum {
  math::NonlinearFit at;
  int starts = 0;
};

/// Minima by rising sum of squares. Two that agree to 1e-5 are one.
std::vector<Minimum> minima_of(CircuitSearch& search, const CircuitFitOptions& options);

}  // namespace niter::analysis
