// The parts of assemble() that concern space: grid, convection, and the vessels of a batch cell.
#pragma once

#include "niter/base/result.hpp"
#include "niter/twin/cell/assemble.hpp"
#include "niter/twin/cell/electrolyte.hpp"

namespace niter::twin {

Status add_transport(const chem::Database& database, const Electrolyte& electrolyte,
                     const HalfCellOptions& half_cell, const CellOptions& cell, CellModel& model);
Status add_batch(const chem::Database& database, const Mechanism& mechanism,
                 const HalfCellOptions& half_cell, const BatchOptions& batch, CellModel& model);

}  // namespace niter::twin
