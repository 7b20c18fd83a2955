// Long runs: change points, decay rate, projected lifetime; groups of runs held to a margin.
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
  std::vector<Quantity> window = {};  // two times the decay is read between; none: the last piece
  Quantity end_of_life{80, "%"};      // of the current at the start of that window
  // one for each record, two different names: the first named is the reference
  std::vector<std::string> groups = {};
  std::optional<Quantity> margin = {};  // of the mean current, relative to the reference group
  double alpha = 0.05;                  // of each one-sided test

  template <class V>
  void visit(V& v) {
    v.optional("label", label, "name of the electrode");
    v.optional("window", window, "two times the decay is read between; default: the last piece",
               "s");
    v.optional("end_of_life", end_of_life, "share of the current at which life ends", "%");
    v.optional("groups", groups, "group of each record, the reference first: without, with Cl-");
    v.optional("margin", margin, "largest difference of the groups that does not matter", "%");
    v.optional("alpha", alpha, "of each one-sided test of equivalence");
  }
};

/// One record: its pieces, decay and lifetime. With `groups`: several records, whose mean currents
/// are tested for equivalence.
///
///     r = -d|I|/dt / |I_0|          I_0 of the line at the start of the window
///     life = (1 - end) / r          from the start of the window; infinite where r may be zero
///
/// @error NotFound for a missing column or margin; InvalidInput for times that do not grow, too few
///        points, groups that are not two
/// @source killick2012 (change points); sokal1997 (confidence of the decay); schuirmann1987
/// @valid  a straight decay goes on: nobody knows that
Result<data::Reduction> reduce_stability(std::span<const data::Table> tables,
                                         const StabilityOptions& options);

}  // namespace niter::analysis
