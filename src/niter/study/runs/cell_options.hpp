// cell_options: what a CellPlan and the assumptions of a study make of the cell of one record.
#pragma once

#include <string>

#include "niter/base/result.hpp"
#include "niter/study/runs/execute.hpp"
#include "niter/twin/cell/assemble.hpp"

namespace niter::study {

/// The numbers of the half-cell that a CellPlan decides: level, equilibria, activities, grid.
void apply(const CellPlan& plan, twin::HalfCellOptions& half_cell);

/// Geometry, double layer, pores and vessels of the cell.
/// @param half_cell  with the electrolyte of this record
/// @error NotFound for an assumption that a batch cell needs, or a capacitance that nobody gives;
/// Unit for one of the wrong dimension; InvalidInput where a protocol of open length leaves the
/// reach of diffusion open
Result<twin::CellOptions> cell_options_of(const RunInput& input, const Variation& variation,
                                          const twin::HalfCellOptions& half_cell);

/// The reactant and the cation that came with it leave the electrolyte.
void leave_out(const std::string& reactant, std::map<std::string, double>& ions);

/// The value of an assumption, or what holds without it.
double assumed(const Study& study, std::string_view id, double otherwise);

}  // namespace niter::study
