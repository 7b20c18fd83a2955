// Rate capability: the voltage that a cell holds at each of several currents, and whether it comes
// back with the first one.
#pragma once

#include <span>

#include "niter/analysis/battery/cell_record.hpp"
#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

struct RateOptions : CellOptions {
  double tail = 0.3;        // of the time of each step, at its end, that is averaged
  double tolerance = 0.02;  // share of its current by which a point of a step may be off

  template <class V>
  void visit(V& v) {
    CellOptions::visit(v);
    v.optional("tail", tail, "share of the time of a step, at its end, that is averaged");
    v.optional("tolerance", tolerance, "share by which the current of one step may wander");
  }
};

/// Each step of constant discharge current as current_steps() cuts and describes it: mean voltage
/// of its steady end, voltage at its last point, drift there. Where the first current comes again
/// after another one:
///
///     difference = V(returned) - V(first)      recovery = V(returned) / V(first)
///
/// Charging steps and rests stand in the table, not among the numbers.
///
/// @param tables  t, V or E, and I or j; without an area numbers are told per current
/// @error InvalidInput with fewer than two steps of discharge, as cell_record; with the file
/// @source ncl_equiv (mean of correlated points); greenbook2007 (signs)
Result<data::Reduction> reduce_rate_capability(std::span<const data::Table> tables,
                                               const RateOptions& options);

}  // namespace niter::analysis
