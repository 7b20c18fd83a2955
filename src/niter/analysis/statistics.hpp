// Statistics of small samples: Student's t, the tails of chi-squared and F, a straight line.
#pragma once

#include <span>

#include "niter/base/result.hpp"

namespace niter::analysis {

/// A normal variable lies within this many standard deviations in 95 % of cases.
inline constexpr double normal_coverage = 1.959964;

/// Half-width factor of a two-sided confidence interval: P(|T| < t) = confidence with T of
/// Student's distribution.
///
/// @param degrees     whole degrees of freedom, >= 1
/// @param confidence  in (0, 1)
/// @source abramowitz1964, eq. 26.7.3 and 26.7.4 (finite sums for whole degrees of freedom), solved
/// by bisection
double student_t(int degrees, double confidence);

/// P(X > chi2) with X of the chi-squared distribution: how often chance alone gives a worse
/// agreement.
///
/// @param degrees  whole degrees of freedom, >= 1
/// @source abramowitz1964, eq. 26.4.4 and 26.4.5
double chi_squared_tail(double chi2, int degrees);

/// P(X > f) with X of Fisher's distribution: how often chance alone gives a larger ratio of two
/// variances.
///
/// @param over, under  degrees of freedom of the variance above and below the line, >= 1
/// @source press2007, sec. 6.4 (incomplete beta function by its continued fraction), 6.14.9 (F)
double fisher_tail(double f, int over, int under);

/// P(T > t) with T of Student's distribution; degrees of freedom need not be whole (Welch).
///
/// @param degrees  > 0
/// @source press2007, eq. 6.14.11 (incomplete beta function)
double student_tail(double t, double degrees);

/// y = intercept + slope x with the uncertainties of both and their correlation.
struct Line {
  double intercept = 0, slope = 0;
  double intercept_sigma = 0, slope_sigma = 0;
  double correlation = 0;  // between slope and intercept
  double scatter = 0;      // residual standard deviation of one y
};

/// Ordinary least squares; the scatter about the line sets all uncertainties.
///
/// @error InvalidInput with fewer than three points, or all at one x
/// @source jcgm100, H.3.2, eq. H.13
Result<Line> fit_line(std::span<const double> x, std::span<const double> y);

}  // namespace niter::analysis
