// Chains: how much a Markov chain sample of one number is worth.
#pragma once

#include <vector>

namespace niter::infer {

/// One number along every walker, walkers of equal length.
using Chains = std::vector<std::vector<double>>;

/// Integrated autocorrelation time in steps of the chains: 1 + 2 sum rho(t), the autocovariance
/// averaged over walkers about the common mean, summed up to the first t >= 5 tau(t). NaN for
/// chains that do not move.
/// @source sokal1997 (the automatic window); foremanmackey2013
double autocorrelation_time(const Chains& chains);

/// Split R-hat of ranks: the larger of that of the rank-normalised values and that of the
/// rank-normalised distances from the median. 1: the walkers and their halves agree. NaN for chains
/// shorter than 4 or that do not move.
/// @source vehtari2021 (rank-normalised and folded split R-hat)
double r_hat(const Chains& chains);

/// Effective sample sizes of split chains, with Geyer's initial monotone sequence: of the
/// rank-normalised values, and the smaller of those of the 5 % and the 95 % quantile.
/// @source vehtari2021 (bulk and tail effective sample size)
double bulk_sample_size(const Chains& chains);
double tail_sample_size(const Chains& chains);

/// Standard normal deviate of a probability, to 1e-7.
/// @source abramowitz1964, eq. 26.2.23, and one step of Newton's method
double normal_deviate(double probability);

}  // namespace niter::infer
