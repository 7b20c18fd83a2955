// What a long record is followed by: the column that tells of the electrode or the cell, and its
// points.
#pragma once

#include <vector>

#include "niter/analysis/echem/stability.hpp"
#include "niter/base/result.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

/// One record, |y| followed if the loss is a share: a cathodic current that weakens decays.
struct Followed {
  const data::Column *x = nullptr, *y = nullptr;
  std::vector<double> at, value;
  bool relative = true;
};

/// The columns the options name, or those that stability.hpp says.
/// @error as reduce_stability
Result<Followed> followed(const data::Table& table, const StabilityOptions& options);

}  // namespace niter::analysis
