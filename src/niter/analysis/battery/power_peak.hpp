// The greatest power of a cell from points of its polarisation curve around it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::analysis {

/// Points in the order of their current.
struct PolarisationPoints {
  std::vector<double> current, voltage;  // discharge positive [A m-2], [V]
  std::vector<double> sigma;             // of each voltage, current noise times slope included [V];
                                         // empty: by the scatter
};

/// V(j) = sum of values[k] x^k with x = j / centre - 1.
struct LocalVoltage {
  double centre = 0;
  std::vector<double> values;
  double at(double current) const;
  double slope(double current) const;      // dV/dj
  double curvature(double current) const;  // d2V/dj2
};

struct PowerPeak {
  Uncertain power, current, voltage;  // [W m-2], [A m-2], [V]; correlated by the curve
  double low = 0, high = 0;           // currents of the first and last point of the fit
  int points = 0;
  double scatter = 0;      // of the voltages about the curve [V]
  double correlation = 0;  // of neighbouring residuals
  double cubic = 0;        // P_max of a fit with one more term, less P_max [W m-2]
  LocalVoltage curve;
};

/// Least squares of a quadratic V(j) through the points within `width` of the current at the peak
/// (moved until it stays), at least five; P = V j is then a cubic, of which the stationary point is
/// taken:
///
///     dP/dj = V + j dV/dj = 0
///     dP_max/da_k = j_p x_p^k,   dj_p/da_k = -(x^k + j k x^(k-1)/centre) / P''(j_p)
///
/// The polynomial is built of ones orthogonal over the points, whose coefficients are independent
/// inputs "<noise> 0", "... 1", "... 2". Their standard uncertainty is the larger of what the sigma
/// and the scatter say, widened by Student's t and by (1 + r)/(1 - r) for residuals whose
/// neighbours are alike. What a cubic V(j) gives instead is
/// the half-width of the rectangle of an input "form of the local curve" of all three.
///
/// @return none if the power rises to the last point, or the peak lies beyond the last point or
///         nearer to it than its 95 % interval: the data hold no maximum
/// @error InvalidInput with fewer than five points
/// @source golub2013, sec. 5.2 (orthogonal columns); jcgm100, eq. 13 and H.3
Result<std::optional<PowerPeak>> power_peak(const PolarisationPoints& points, double width,
                                            const std::string& noise);

}  // namespace niter::analysis
