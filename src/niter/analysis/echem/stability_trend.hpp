// Mean and drift of a record whose neighbouring points are alike, with intervals that know it.
#pragma once

#include <span>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::analysis {

/// y = mean + slope (t - middle), and how well both are known.
struct Trend {
  double middle = 0;                       // mean time of the blocks [s]
  double mean = 0;                         // in the unit of y
  double slope = 0;                        // per second
  double mean_sigma = 0, slope_sigma = 0;  // standard uncertainties; not correlated
  double coverage = 1;                     // a 95 % interval is this many sigma wide on either side
  double correlation = 0;                  // of neighbouring blocks, about the line
  double effective = 0;  // number of independent blocks that tell as much as these
  int blocks = 0;

  double at(double t) const { return mean + slope * (t - middle); }
};

/// Averages over stretches of equal time: uneven sampling no longer weighs, and what is left of the
/// correlation of the points falls off from block to block.
struct Blocks {
  std::vector<double> t, y;
};
/// @param most  number of blocks; fewer points than twice as many are left as they are
Blocks block_means(std::span<const double> t, std::span<const double> y, int most);

/// Least squares through the means of at most 100 blocks of equal time. The residuals about the
/// line are taken for an AR(1) process:
///
///     r1     = sum e_i e_i+1 / sum e_i2
///     r      = (n r1 + 2) / (n - 4)      two fitted parameters pull r1 down by about (2 + 4 r)/n
///     n_eff  = n (1 - r) / (1 + r)       never above n, never below 3
///     s2     = sum e_i2 / (n_eff - 2)
///     u2(slope) = s2 / sum (t_i - t_mean)2,   u2(mean) = s2 / n_eff
///
/// The factor of a 95 % interval is Student's t with n_eff - 2 degrees of freedom, rounded down.
///
/// @param t  growing [s]
/// @error InvalidInput with fewer than six points, or all at one time
/// @source ncl_equiv (number of independent points); jcgm100, H.3.2 (straight line)
/// @valid  correlations that fall off over a small part of the record: what wanders as slowly as
///         the record is long cannot be told from a drift
Result<Trend> trend(std::span<const double> t, std::span<const double> y);

/// Correlation of neighbours about the mean: sum (y_i - m)(y_i+1 - m) / sum (y_i - m)2.
double lag_one(std::span<const double> y);

/// The middle one of the values, the mean of both middle ones. Not empty.
double median(std::vector<double> values);

}  // namespace niter::analysis
