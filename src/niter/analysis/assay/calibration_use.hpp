// What a calibration is for: concentrations read off it, its limits, standard addition.
#pragma once

#include <optional>
#include <span>

#include "niter/analysis/assay/calibration_checks.hpp"

namespace niter::analysis {

/// A concentration read off the curve, with the interval of the stated confidence.
struct Prediction {
  double value = 0;
  double sigma = 0;          // by the delta method: reading and curve
  double low = 0, high = 0;  // by Fieller's argument; infinite where the curve does not bound it
  double delta_low = 0, delta_high = 0;  // value -+ t sigma
};

/// The mean of some readings.
struct SignalMean {
  double value = 0;
  /// How many readings; 0: the mean is exact (an axis crossing, a mean response).
  int readings = 1;
  /// Of one reading; none: as much as the standards scatter at that concentration.
  std::optional<double> sigma = {};
};

/// Inverse prediction.
///
///     c = f^-1(y),   u2(c) = [s2/(m w) + u2(f(c))] / f'(c)2
///     interval: all c with |y - f(c)| <= t sqrt(s2/(m w) + u2(f(c)))          (Fieller)
///
/// @param confidence  of the interval, t with the degrees of freedom of the fit
/// @error InvalidInput: a quadratic that does not reach the signal on its rising branch
/// @source danzer1998, massart1997 ch. 8 (inverse prediction); fieller1954; greenwell2014
/// (inversion against Wald intervals)
Result<Prediction> predict(const CalibrationFit& fit, const SignalMean& signal, double confidence);

/// From which concentration on a sample differs from a blank, and can be measured.
struct DetectionLimits {
  double critical = 0;                    // a blank reads higher once in 1/alpha
  double detection = 0;                   // a sample of it reads below `critical` once in 1/alpha
  double quantification = 0;              // half width of its interval is value / k
  double lod_simple = 0, loq_simple = 0;  // 3.3 s/b and 10 s/b
  bool from_blanks = false;               // s of the simple limits: of blanks, else of residuals
};

struct LimitOptions {
  double alpha = 0.05;  // of both errors
  int readings = 1;     // of a sample
  double k = 3;         // quantification: relative half width 1/k at confidence 1 - alpha
};

/// Limits with the uncertainty of the calibration, and the short ones most papers print.
///
///     y_C = f(0) + t(1-alpha) sqrt(s2/(m w0) + u2(f(0))),  x_C = f^-1(y_C)
///     x_D: f(x_D) - t(1-alpha) sqrt(s2/(m w) + u2(f(x_D))) = y_C
///     x_Q: t(1-alpha/2) u(x_Q) = x_Q / k
///
/// @param blanks  readings of blanks; two or more of them give s of the short limits
/// @error InvalidInput if the curve is too uncertain to have a limit
/// @source currie1995, sec. 3.7 (critical value, detection and quantification, calibration
/// included); din32645
Result<DetectionLimits> detection_limits(const CalibrationFit& fit, std::span<const double> blanks,
                                         const LimitOptions& options);

/// Standard addition: signal against what was added to the same amount of sample.
///
///     c0 = a0 / a1,   u2(c0) = s2/a1^2 [1/n + y_mean2 / (a1^2 Sxx)]     the crossing of the axis
///
/// @param points  added concentration (in the measured solution) and signal
/// @error as fit_calibration
/// @source hibbert2023, entry 1.150
Result<Prediction> standard_addition(std::span<const CalibrationPoint> points, double confidence);

}  // namespace niter::analysis
