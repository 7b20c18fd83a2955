// Serial correlation: neighbouring readings that know of each other count for less than they are.
#pragma once

#include <span>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::analysis {

/// Of residuals in the order they were recorded.
struct SerialCorrelation {
  double lag_one = 0;        // r_1
  double durbin_watson = 2;  // sum (e_i+1 - e_i)2 / sum e_i2: 2 without correlation, 0 fully tied
  // tau = 1 + 2 sum r_k: how many readings are worth one; summed to the first k >= 5 tau, never
  // below 1
  double time = 1;
};

/// @param parameters  fitted to the series: each takes about tau/n off every r_k, which is given
///                    back
/// @return no correlation for fewer than four residuals, or none that differs from zero
/// @source durbin1950 (statistic); sokal1997, sec. 3 (automatic window)
SerialCorrelation serial_correlation(std::span<const double> residuals, int parameters = 0);

/// A straight line through a series whose residuals hang together.
///
/// The uncertainties of ordinary least squares are widened by sqrt(tau), and the degrees of freedom
/// are those of n / tau readings.
struct SerialLine {
  double intercept = 0, slope = 0;
  double intercept_sigma = 0, slope_sigma = 0;
  double correlation = 0;  // of slope and intercept
  double scatter = 0;      // standard deviation about the line
  SerialCorrelation serial = {};
  int freedom = 1;  // n / tau - 2, at least 1
};

/// @error InvalidInput with fewer than three points, or all at one x
/// @source jcgm100, H.3.2 (line); sokal1997, sec. 2 (variance of a correlated mean)
/// @valid  correlation that dies out well within the series: tau below a tenth of it
Result<SerialLine> fit_serial_line(std::span<const double> x, std::span<const double> y);

/// The mean of such a series.
struct SerialMean {
  double value = 0;
  double sigma = 0;    // of the mean
  double scatter = 0;  // of one reading
  SerialCorrelation serial = {};
  int freedom = 1;
};
/// @error InvalidInput with fewer than two values
Result<SerialMean> serial_mean(std::span<const double> values);

}  // namespace niter::analysis
