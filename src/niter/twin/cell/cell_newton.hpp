// cell_newton: Newton's method on a CellSystem: a consistent start, or a steady state.
#pragma once

#include <span>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/cell/cell_system.hpp"

namespace niter::twin {

struct CellNewtonOptions {
  int max_iterations = 60;
  double tolerance = 1e-9;  // of the last step, relative with the floors of CellSystem::unknowns
  double potential_step = 0.1;  // V, largest change per iteration
};

/// Solve F(t, y, (y - y0)/h) = 0 for y, started at y: one implicit Euler step, or with inverse_time
/// = 0 the steady state. Concentrations and coverages stay positive: none falls by more than nine
/// tenths in one iteration. A step that leaves the domain of the model (ions that overfill the
/// volume) is halved.
/// @param inverse_time  1/h [s-1]
/// @return iterations @error NoConvergence naming the unknown that moved most
Result<int> solve_implicit(CellSystem& system, double t, std::span<const double> y0,
                           double inverse_time, std::vector<double>& y,
                           const CellNewtonOptions& options = {});

/// A start for the integrator: y that satisfies the algebraic rows and its derivatives, by two
/// implicit Euler steps of length h, the last to t: a fast drive that stood a step further than the
/// integrator begins would be an error that no shortening of its steps can take away. The
/// sensitivities that the system follows take the same steps.
/// @param s, sp  dy/dp and dy'/dp, one vector per parameter of the system
/// @error NoConvergence
Status make_consistent(CellSystem& system, double t, double h, std::vector<double>& y,
                       std::vector<double>& yp, std::vector<std::vector<double>>& s,
                       std::vector<std::vector<double>>& sp);

/// "c(NO3-) at 12.3 um", "U", "theta(NO*)": what an unknown is, for messages.
std::string unknown_name(const CellSystem& system, int index);

}  // namespace niter::twin
