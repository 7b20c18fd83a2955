// Replicates: mean, Student interval, and whether the scatter fits the uncertainty budgets.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "niter/analysis/echem/faradaic.hpp"
#include "niter/data/reduction.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::analysis {

/// Statistics of the same number from several runs.
///
///     half width = t(k-1) s / sqrt(k)
///     shared2    = variance of the mean from inputs that at least two runs have in common
///     chi2       = sum (x_i - x_w)2 / u_i2,  u_i from the inputs of run i alone, x_w weighted mean
///
/// The scatter cannot show the shared part, so it is added: u2 = s2/k + shared2, with the effective
/// degrees of freedom (k-1) u4 / (s2/k)2, rounded down. Few runs may agree by
/// chance: the interval is never narrower than 1.96 u of the mean by the budgets.
///
/// @source jcgm100, 4.2 (scatter), G.4.1 eq. G.2b (effective degrees of freedom)
ReplicateResult replicate_statistics(std::span<const Uncertain> values);

/// The mean of each number of several records of one thing, with the scatter between them as its
/// standard uncertainty, t(k-1) s / sqrt(k) / 1.96, or that of its budget where this is larger: few
/// records may agree by chance. The note says the standard deviation s. A number that a record
/// lacks has no mean and a caveat. Of a single record its numbers as they are.
///
/// @param records  the measures of each record, under the same ids
/// @source jcgm100, 4.2.3 and G.3.2
std::vector<data::Measure> replicate_means(std::span<const std::vector<data::Measure>> records,
                                           std::vector<std::string>& caveats);

}  // namespace niter::analysis
