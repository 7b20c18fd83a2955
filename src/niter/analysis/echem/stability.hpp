// Stability: does a long record or a table of cycles change at once, how fast does it decay, and
// when would a stated share be lost?
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

struct StabilityOptions {
  std::string label = {};
  std::string column = {};             // what is followed; none: see below
  std::string against = {};            // t or cycle, or another one; none: t, else cycle
  Quantity loss{20, "%"};              // of the first value, or a change in the unit of the column
  std::optional<Quantity> skip = {};   // time, or cycles, left out at the start
  std::optional<double> penalty = {};  // of one change, in variances of the noise

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the electrode");
    v.optional("column", column, "what is followed: j, I, FE, V, E or the name of a column");
    v.optional("against", against, "time or cycles: t, cycle or the name of a column");
    v.optional("loss", loss, "that ends the life: \"20 %\" of the first value, or \"50 mV\"");
    v.optional("skip", skip, "time, or number of cycles, left out at the start");
    v.optional("penalty", penalty, "of one change, in long-run variances; default 4 ln n");
  }
};

/// A record in time or by cycles:
///
///     column    j, I, FE, V or E, the first there is; V or E where the current is held: where it
///               stays within 0.5 % and the voltage does not stay within 2 mV
///     pieces    straight lines between changes; penalised least squares over at most 400 blocks
///     decay     d ln|y| / dx of the last piece, relative to the first value of the record
///     drift     the same slope in mV per hour, of a voltage
///     life      from the first point to where the line of the last piece has lost what was stated
///
/// Intervals are 95 %, with autocorrelation counted. A life whose interval has no end is given as
/// "at least", and a finding says that the record is too short to tell.
///
/// @param tables  one record each
/// @error NotFound for a missing column; Unit for a loss of another kind; InvalidInput with fewer
///        than ten points or x that does not grow; with the file
/// @source killick2012, sec. 2.2; ncl_equiv; fieller1954
/// @valid  the decay goes on as in the last piece: no model stands behind the straight line
Result<data::Reduction> reduce_stability(std::span<const data::Table> tables,
                                         const StabilityOptions& options);

}  // namespace niter::analysis
