// What is to be said of the fit of a circuit: residuals, minima, parameters, choice. Private to the
// room.
#pragma once

#include <vector>

#include "niter/analysis/impedance/circuit_ladder.hpp"
#include "niter/data/finding.hpp"

namespace niter::analysis {

data::Finding residual_finding(const CircuitFit& fit);
data::Finding minimum_finding(const CircuitFit& fit);
data::Finding determined_finding(const CircuitFit& fit);
data::Finding ladder_finding(const CircuitLadder& ladder);

}  // namespace niter::analysis
