// Standard errors of a fitted circuit. Private to the room.
#pragma once

#include <span>

#include "niter/analysis/impedance/circuit_fit.hpp"
#include "niter/analysis/impedance/circuit_search.hpp"

namespace niter::analysis {

/// Covariance, standard errors, bounds reached and what is not determined, at the coordinates u of
/// the fit: scatter^2 (J'J)^-1 by the singular values of J, whose columns are first made equally
/// long. A parameter at a bound is held there.
void add_errors(CircuitFit& fit, CircuitSearch& search, std::span<const double> u);

}  // namespace niter::analysis
