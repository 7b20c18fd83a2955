// A straight line through points of known uncertainty, and whether a straight line is the truth.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::analysis {

/// Is there a bend? The term b2 of y = b0 + b1 x + b2 x2, fitted with the same weights.
struct Curvature {
  double value = 0;   // b2
  double sigma = 0;   // the larger of what the u(y) and what the scatter about the curve say
  double limit = 0;   // |value| / sigma beyond which chance is below 5 % (Student's t, n - 3)
  double strict = 0;  // the same for 1 %
  double bend = 0;    // change of the slope from the first to the last x, over the slope
};

/// y = intercept + slope x.
struct WeightedLine {
  double slope = 0, intercept = 0;
  double centre = 0;  // weighted mean of x: slope and the line's value there are independent
  double slope_sigma = 0, intercept_sigma = 0;  // by the u(y), widened by `widening`
  double correlation = 0;                       // of slope and intercept
  double widening = 1;     // sqrt(chi2 / (n - 2)), never below 1: scatter beyond the u(y)
  double chi2 = 0;         // sum of (residual / u)2; NaN if no u(y) is known
  double probability = 0;  // that chance alone scatters more; NaN with two points or without u(y)
  double r2 = 0;           // share of the variance of y that the line explains
  std::vector<double> influence;       // dslope/dy_i: the slope is the sum of influence_i y_i
  std::optional<Curvature> curvature;  // three points with u(y), four without
};

/// Least squares with weights 1/u2; equal weights if any u is zero.
///
///     slope = sum w (x - x_w) y / sum w (x - x_w)2,    x_w = sum w x / sum w
///     u2(slope) = 1 / sum w (x - x_w)2 times widening2
///
/// Without u(y) the scatter about the line sets all uncertainties (two points then have none).
///
/// @param u  standard uncertainty of each y
/// @error InvalidInput with fewer than two points, or all at one x
/// @source press2007, sec. 15.2 (straight line), 15.4 (quadratic term); jcgm100, H.3
Result<WeightedLine> fit_weighted_line(std::span<const double> x, std::span<const double> y,
                                       std::span<const double> u);

}  // namespace niter::analysis
