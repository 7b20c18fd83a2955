// Trend: does a number change from measurement to measurement? The slope with its uncertainty.
#pragma once

#include <span>

#include "niter/base/result.hpp"
#include "niter/data/finding.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::study {

/// y = value at the centre + slope (x - centre), through numbers that may share inputs.
struct Trend {
  Uncertain slope;     // by the budgets: what all y share by addition cancels
  double middle = 0;   // value of the line at `centre`
  double centre = 0;   // weighted mean of x
  double scatter = 0;  // standard uncertainty of the slope that the scatter about the line says
  double u = 0;        // the larger of both: what the slope is judged by
  double limit95 = 0, limit99 = 0;  // |slope| that chance reaches in 5 % and 1 % of cases

  double at(double x) const { return middle + slope.value() * (x - centre); }
  /// Consistent (no trend shown) within limit95, Marginal within limit99, else Inconsistent.
  data::Verdict verdict() const;
};

/// The slope of the weighted line is a sum over the y; the budgets of the y are carried through it.
///
///     slope = sum g_i y_i,   u2 = sum over inputs k of (sum g_i c_ik)2
///
/// The limits are those of the normal distribution if the budgets say more than the scatter, else
/// of Student's t with n - 2 degrees of freedom.
///
/// @error InvalidInput with fewer than three numbers, or all at one x
/// @source press2007, sec. 15.2 (weights); jcgm100, 5.2 (correlated inputs) and G.3 (Student's t)
Result<Trend> trend_of(std::span<const double> x, std::span<const Uncertain> y);

}  // namespace niter::study
