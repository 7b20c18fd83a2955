// Charge and discharge curves against capacity, and the efficiencies along the cycles.
#pragma once

#include "niter/analysis/battery/half_cycles.hpp"
#include "niter/data/figure.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

/// a: V against the charge passed, of the first, middle and last cycle; b: coulombic and energy
/// efficiency against the cycle, where two cycles or more are whole.
data::Figure charge_discharge_figure(const CellRecord& record, const Cycles& cycles);

/// One row each cycle; what a cycle lacks is nan.
data::Table cycle_table(const CellRecord& record, const Cycles& cycles);

}  // namespace niter::analysis
