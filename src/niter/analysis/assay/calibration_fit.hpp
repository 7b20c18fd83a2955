// The fit behind a calibration: a line or a quadratic through standards, with leverages.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::analysis {

enum class CurveModel { Line, Quadratic };
std::span<const std::pair<std::string_view, CurveModel>> enum_names(CurveModel);

/// How much a standard counts. The noise of an absorbance is taken as constant, as stated for each
/// standard, as growing with the root of the concentration, or in proportion to it.
enum class Weighting { None, Sigma, Reciprocal, ReciprocalSquare };
std::span<const std::pair<std::string_view, Weighting>> enum_names(Weighting);

/// One standard: what it holds and what was read. SI: mol m-3 or kg m-3.
struct CalibrationPoint {
  double concentration = 0;
  double signal = 0;      // absorbance, or peak area in its unit
  double sigma = 0;       // of the signal; 0: not known
  std::string name = {};  // well or flask, for findings
};

/// signal = a0 + a1 c + a2 c2
struct CalibrationFit {
  CurveModel model = CurveModel::Line;
  Weighting weighting = Weighting::None;
  std::array<double, 3> coefficients{};               // a2 is 0 for a line
  std::array<std::array<double, 3>, 3> covariance{};  // of the coefficients
  double scatter = 0;  // residual standard deviation of a signal of weight 1
  double noise = 0;    // of such a signal: the scatter, or what stated sigmas say if that is more
  int freedom = 0;     // points less coefficients
  double r2 = 0;       // share of the (weighted) variance of the signals that the curve explains
  double lowest = 0, highest = 0;               // of the standards
  std::vector<double> concentrations, weights;  // of the standards; weights of mean 1
  std::vector<double> residuals;                // read less fitted
  std::vector<double> leverages;    // diagonal of the hat matrix; they sum to the coefficients
  std::vector<double> studentised;  // externally; NaN where a point alone fixes the curve

  int parameters() const { return model == CurveModel::Line ? 2 : 3; }
  double value(double concentration) const;
  double slope(double concentration) const;     // derivative of the curve
  double variance(double concentration) const;  // of the curve itself, without noise of a reading
  /// Weight of a reading at that concentration; under Sigma, that of the nearest standard.
  double weight(double concentration) const;
};

/// Weighted least squares on orthogonal polynomials, so that neither a large offset nor a narrow
/// range costs digits.
///
///     minimise sum w (y - a0 - a1 c - a2 c2)2,   w = 1, 1/sigma2, 1/c, 1/c2 (scaled to mean 1)
///     s2 = sum w r2 / (n - p),   h_i = w_i x_i (X'WX)^-1 x_i'
///     t_i = r_i sqrt(w_i) / (s_(i) sqrt(1 - h_i)),  s_(i) without point i
///
/// All uncertainties come from the scatter; with stated sigmas they never fall below what those
/// say. A standard of concentration zero takes the weight of the lowest one above it under 1/c
/// and 1/c2.
///
/// @error InvalidInput: fewer points than coefficients plus one, fewer different concentrations
///        than coefficients, a missing sigma under Weighting::Sigma, negative concentrations
///        under 1/c
/// @source press2007, sec. 15.4 (general linear least squares); danzer1998 (calibration by ordinary
/// and weighted least squares); rousseeuw1987 (leverages, studentised residuals)
Result<CalibrationFit> fit_calibration(std::span<const CalibrationPoint> points, CurveModel model,
                                       Weighting weighting);

}  // namespace niter::analysis
