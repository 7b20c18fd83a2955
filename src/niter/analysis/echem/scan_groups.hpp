// Voltammograms sorted by scan rate: sweeps that follow one another at one rate.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "niter/analysis/echem/sweeps.hpp"
#include "niter/base/result.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

/// Rates closer than this, relatively, are one rate.
inline constexpr double same_rate = 0.02;

/// Consecutive steady sweeps of one table at one rate.
struct ScanGroup {
  const data::Table* table = nullptr;
  const data::Column* current = nullptr;  // I or j
  std::vector<Sweep> sweeps;
  double rate = 0;           // magnitude, of the first sweep [V s-1]
  double low = 0, high = 0;  // of all sweeps [V]
};

struct ScanGroups {
  std::vector<ScanGroup> groups;
  bool per_area = true;             // the current is j
  std::vector<std::string> unused;  // sweeps without a steady rate
};

/// Takes I where the area is known and every table has it, else j.
///
/// @error those of split_sweeps; NotFound for a table without current, or currents I without area;
///        Unit for a column of the wrong dimension; InvalidInput for columns of different length or
///        a current that is not finite; Inconsistent if some tables have only I and others only j
Result<ScanGroups> scan_groups(std::span<const data::Table> tables, bool area_known);

/// "50 mV/s"
std::string rate_text(double rate);

}  // namespace niter::analysis
