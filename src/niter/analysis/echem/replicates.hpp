// Replicates: mean, Student interval, and whether the scatter fits the uncertainty budgets.
#pragma once

#include <span>
#include <string>

#include "niter/analysis/echem/faradaic.hpp"
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

}  // namespace niter::analysis
