// A record in time cut into steps of constant current, with the steady voltage at the end of each.
#pragma once

#include <string>
#include <vector>

#include "niter/analysis/battery/cell_record.hpp"
#include "niter/analysis/echem/chronoamperometry_window.hpp"

namespace niter::analysis {

struct StepRule {
  double tolerance = 0.02;  // share of its current by which a point of a step may be off
  double tail = 0.3;        // share of the time of a step, at its end, that counts as steady
};

struct CurrentStep {
  Rows rows, tail;
  double current = 0;                     // mean of the tail, discharge positive
  double current_sigma = 0;               // standard uncertainty of that mean by its scatter
  double voltage = 0, voltage_sigma = 0;  // mean of the tail; 1.96 of it holds 95 %
  double end_voltage = 0, end_sigma = 0;  // the line of the tail at its last point
  double drift = 0, drift_sigma = 0;      // slope of the tail [V s-1]
  bool rest = false;                      // no current
};

/// A step ends where a point leaves the mean current of the step so far by more than the
/// tolerance, or by 0.2 % of the largest current where that is more. Steps of fewer than three
/// points are ramps between steps and left out.
///
/// The tail is described by trend(), with autocorrelation counted; a tail of fewer than six points
/// by mean and scatter.
/// @param record  with time
std::vector<CurrentStep> current_steps(const CellRecord& record, const StepRule& rule);

}  // namespace niter::analysis
