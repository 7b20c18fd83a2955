// Is the calibration a straight line, and do all standards belong to it?
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "niter/analysis/assay/calibration_fit.hpp"

namespace niter::analysis {

/// A ratio of two variances and how often chance alone gives a larger one.
struct VarianceRatio {
  double f = 0;
  int over = 0, under = 0;  // degrees of freedom
  double probability = 1;
};

/// Does the curve miss the means of the standards by more than replicates scatter?
///
///     F = [sum_j W_j (y_j - f(c_j))2 / (m - p)] / [sum_j sum_i w_i (y_ij - y_j)2 / (n - m)]
///
/// m concentrations, n readings, p coefficients. None without replicates, or with as many
/// concentrations as coefficients.
/// @source danzer1998 (test of linearity by analysis of variance); massart1997, ch. 8
std::optional<VarianceRatio> lack_of_fit(std::span<const CalibrationPoint> points,
                                         const CalibrationFit& fit);

/// Is a quadratic better than the line by more than chance?
///
///     F = [(n - 2) s1^2 - (n - 3) s2^2] / s2^2,   degrees of freedom 1 and n - 3
///
/// None with fewer than four standards or three concentrations. With few standards a bend must
/// be strong to be seen (andrade2013): no difference found is no proof of a straight line.
/// @source danzer1998 (Mandel's test); andrade2013
std::optional<VarianceRatio> mandel_test(std::span<const CalibrationPoint> points,
                                         Weighting weighting);

/// A second fit that up to half of the standards cannot pull.
struct RobustFit {
  CalibrationFit fit;             // through the standards that are kept
  double scale = 0;               // robust standard deviation of a signal of weight 1
  std::vector<std::size_t> left;  // standards beyond 2.5 scale, in the order given
};

/// Least median of squares over exact curves through pairs (or triples) of standards, then least
/// squares through what lies within 2.5 robust standard deviations of it.
///
///     s0 = 1.4826 (1 + 5/(n - p)) sqrt(median w r2)
///
/// All pairs are tried; of triples of many standards a regular choice of about 20 000.
/// @error as fit_calibration; InvalidInput with fewer than twice as many standards as coefficients
///        (half of them could not be told from the other half)
/// @source rousseeuw1984 (least median of squares); rousseeuw1987, ch. 5 (scale and reweighting)
Result<RobustFit> robust_fit(std::span<const CalibrationPoint> points, CurveModel model,
                             Weighting weighting);

}  // namespace niter::analysis
