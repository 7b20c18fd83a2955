// The scans of a set: which cycle of each scan rate is read, and the currents that stand there.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "niter/analysis/echem/double_layer.hpp"
#include "niter/base/result.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

/// All scans of a set of tables, read at one potential.
struct ScanSet {
  double potential = 0, fit_width = 0;     // [V]
  double window_low = 0, window_high = 0;  // common to all [V]
  bool per_area = true;                    // the tables hold j; else I was divided by the area
  std::vector<Scan> scans;                 // by scan rate
  std::vector<std::string> unused;         // sweeps left out, and why
};

/// A cycle is two sweeps that follow one another at one rate and both pass the potential with the
/// whole width of the local line. Every group of sweeps gives one scan.
///
/// @error as double_layer_capacitance
Result<ScanSet> read_scans(std::span<const data::Table> tables, const DoubleLayerOptions& options);

}  // namespace niter::analysis
