// sweep_run: what a FittedCell would have shown in a record, with its exact slopes.
#pragma once

#include <span>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/study/fit/fitted_cell.hpp"
#include "niter/study/fit/sweep_record.hpp"

namespace niter::study {

/// A grid that does not move with the parameters, so that currents are smooth in them.
struct SweepGrid {
  std::vector<double> nodes;  // m
  bool compact = true;        // fourth order in space; not after a step of potential
};
/// @param low, high  values of the numbers of the cell between which the grid has to serve
SweepGrid sweep_grid(const FittedCell& cell, const SweepRecord& record, std::span<const double> low,
                     std::span<const double> high);

struct SweepAnswer {
  std::vector<double> current;  // A at SweepRecord::compared()
  std::vector<double> slopes;   // row per point: d current/d number (or d ln number) asked for
};

/// @param tolerance  relative, of the integrator
/// @param asked      numbers of the cell whose slopes are wanted
/// @error NoConvergence with time and potential
Result<SweepAnswer> run_sweeps(const FittedCell& cell, std::span<const double> values,
                               const SweepRecord& record, const SweepGrid& grid, double tolerance,
                               std::span<const std::size_t> asked, const Monitor& monitor);

}  // namespace niter::study
