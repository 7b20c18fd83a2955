// What is checked of charge and discharge: no cycle gives more than it got, and the counters of the
// instrument say the same.
#pragma once

#include <optional>
#include <vector>

#include "niter/analysis/battery/half_cycles.hpp"

namespace niter::analysis {

/// Findings "cycle-balance", "delivers", and "counted-charge" where the file has capacities of the
/// instrument: Q_discharge and Q_charge, or as EC-Lab names them. A counter that is set back at a
/// cycle is followed by its rises.
std::vector<data::Finding> cycle_findings(const CellRecord& record, const Cycles& cycles,
                                          const data::Table& table,
                                          const std::optional<Quantity>& area);

}  // namespace niter::analysis
