#include "niter/analysis/assay/calibration_use.hpp"

#include <cmath>
#include <functional>
#include <limits>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The concentration of a signal on the branch that holds the standards.
Result<double> inverse(const CalibrationFit& fit, double signal) {
  const auto [a, b, q] = fit.coefficients;
  const double root = b * b + 4 * q * (signal - a);
  if (!(root >= 0)) {
    return fail(Code::InvalidInput,
                fmt::format("the calibration curve never reaches a signal of {:.4g}", signal),
                "the sample lies beyond the bend: dilute it");
  }
  // in this form a line is the limit q = 0
  return 2 * (signal - a) / (b + (b < 0 ? -std::sqrt(root) : std::sqrt(root)));
}

/// Variance of the mean of some readings about the curve at a concentration.
double reading_variance(const CalibrationFit& fit, const SignalMean& signal, double c) {
  if (signal.readings == 0) return 0;
  if (signal.sigma) return *signal.sigma * *signal.sigma / signal.readings;
  return fit.noise * fit.noise / fit.weight(c) / signal.readings;
}

double bisect(const std::function<double(double)>& f, double inside, double outside) {
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (inside + outside);
    (f(middle) < 0 ? inside : outside) = middle;
  }
  return 0.5 * (inside + outside);
}

/// Where f turns positive on the way from `start` (f < 0) up or down; infinite if it does not.
double crossing(const std::function<double(double)>& f, double start, double step) {
  constexpr double growth = 1.25;
  constexpr int most = 120;  // to about 1e11 first steps
  double inside = start;
  for (int i = 0; i < most; ++i) {
    const double outside = inside + step;
    if (f(outside) >= 0) return bisect(f, inside, outside);
    inside = outside;
    step *= growth;
  }
  return step > 0 ? infinite : -infinite;
}

}  // namespace

Result<Prediction> predict(const CalibrationFit& fit, const SignalMean& signal, double confidence) {
  Prediction prediction;
  NITER_TRY(prediction.value, inverse(fit, signal.value));
  const double c = prediction.value;
  const double t = student_t(fit.freedom, confidence);
  prediction.sigma =
      std::sqrt(reading_variance(fit, signal, c) + fit.variance(c)) / std::abs(fit.slope(c));
  prediction.delta_low = c - t * prediction.sigma;
  prediction.delta_high = c + t * prediction.sigma;
  const auto outside = [&](double x) {
    return std::abs(signal.value - fit.value(x)) -
           t * std::sqrt(reading_variance(fit, signal, c) + fit.variance(x));
  };
  if (!(prediction.sigma > 0)) {
    prediction.low = prediction.high = c;
    return prediction;
  }
  prediction.low = crossing(outside, c, -0.1 * t * prediction.sigma);
  prediction.high = crossing(outside, c, 0.1 * t * prediction.sigma);
  return prediction;
}

Result<DetectionLimits> detection_limits(const CalibrationFit& fit, std::span<const double> blanks,
                                         const LimitOptions& options) {
  DetectionLimits limits;
  const SignalMean sample{.readings = options.readings};
  const auto spread = [&](double c) {
    return std::sqrt(reading_variance(fit, sample, c) + fit.variance(c));
  };
  // one-sided: alpha lies on one side only
  const double one = student_t(fit.freedom, 1 - 2 * options.alpha);
  const double two = student_t(fit.freedom, 1 - options.alpha);
  const double critical_signal = fit.value(0) + one * spread(0);
  NITER_TRY(limits.critical, inverse(fit, critical_signal));
  const double step = 0.05 * limits.critical;
  const auto detected = [&](double c) { return fit.value(c) - one * spread(c) - critical_signal; };
  limits.detection = crossing(detected, 0, step);
  const auto quantified = [&](double c) {
    return c / options.k - two * spread(c) / std::abs(fit.slope(c));
  };
  limits.quantification = crossing(quantified, 0, step);
  if (!std::isfinite(limits.detection) || !std::isfinite(limits.quantification)) {
    return fail(Code::InvalidInput, "the calibration is too uncertain to have a detection limit",
                "measure more standards, and lower ones");
  }

  double s = fit.noise / std::sqrt(fit.weight(0));
  if (blanks.size() >= 2) {
    limits.from_blanks = true;
    double mean = 0;
    for (const double blank : blanks) mean += blank / static_cast<double>(blanks.size());
    double squares = 0;
    for (const double blank : blanks) squares += (blank - mean) * (blank - mean);
    s = std::sqrt(squares / static_cast<double>(blanks.size() - 1));
  }
  limits.lod_simple = 3.3 * s / fit.slope(0);
  limits.loq_simple = 10 * s / fit.slope(0);
  return limits;
}

Result<Prediction> standard_addition(std::span<const CalibrationPoint> points, double confidence) {
  NITER_TRY(const auto fit, fit_calibration(points, CurveModel::Line, Weighting::None));
  // the crossing lies at minus the concentration: turned over, the ends change places
  NITER_TRY(const auto crossing, predict(fit, {.value = 0, .readings = 0}, confidence));
  return Prediction{-crossing.value, crossing.sigma,       -crossing.high,
                    -crossing.low,   -crossing.delta_high, -crossing.delta_low};
}

}  // namespace niter::analysis
