// A voltammetric record cut at its reversals into sweeps, with the scan rate taken from the data.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

/// The potential going one way.
struct Sweep {
  std::size_t first = 0, last = 0;  // points of the record, both included; reversals are shared
  double rate = 0;                  // dE/dt [V s-1]; positive: towards positive potentials
  double low = 0, high = 0;         // lowest and highest potential [V]
  bool steady = false;              // one rate all the way, known well enough to say so
};

/// Cut a record with columns t and E at its reversals.
///
/// A reversal is where the potential turns back by more than a twentieth of the range of the
/// record: noise and the steps of a staircase are less. Where time goes back, another technique
/// begins. The rate is the slope of E against t by least squares over the middle 80 % of the sweep,
/// so that holds at the ends do not count; the sweep is steady if each quarter of that part has the
/// same rate within 5 % (three points in each, or more).
///
/// @error NotFound naming a missing column; InvalidInput naming the column and point that is not
///        finite, for columns of different length, fewer than three points, or a potential that
///        does not move
Result<std::vector<Sweep>> split_sweeps(const data::Table& record);

}  // namespace niter::analysis
