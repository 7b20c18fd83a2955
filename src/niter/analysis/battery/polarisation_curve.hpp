// The polarisation curve of a cell: points of discharge from a sweep or from current steps.
#pragma once

#include <optional>
#include <string>

#include "niter/analysis/battery/power.hpp"
#include "niter/analysis/battery/power_peak.hpp"

namespace niter::analysis {

struct CellCurve {
  PolarisationPoints points;      // discharge, from small to large current
  std::optional<Uncertain> open;  // open-circuit voltage
  std::string open_by;            // where it stands
  std::string rule;               // "sweep 1 of 2", "12 steps, last 30 % of each"
  double drift = 0;               // steps: largest change over the steady part, share of V
};

/// @error as reduce_power
Result<CellCurve> cell_curve(const CellRecord& record, const PowerOptions& options,
                             const std::string& behind);

}  // namespace niter::analysis
