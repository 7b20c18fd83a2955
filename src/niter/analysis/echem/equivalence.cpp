#include "niter/analysis/echem/equivalence.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

struct Sample {
  double mean = 0;
  double variance = 0;  // of the mean
  double degrees = 0;
};

Result<Sample> sample_of(std::span<const double> values) {
  if (values.size() < 2) {
    return fail(Code::InvalidInput,
                fmt::format("{} replicates: two or more show a scatter", values.size()));
  }
  const auto n = static_cast<double>(values.size());
  Sample out;
  double squares = 0;
  for (const double value : values) {
    if (!std::isfinite(value)) return fail(Code::InvalidInput, "a replicate is missing");
    out.mean += value / n;
  }
  for (const double value : values) squares += (value - out.mean) * (value - out.mean);
  out.degrees = n - 1;
  out.variance = squares / out.degrees / n;
  return out;
}

/// first - theta second: a difference for theta = 1.
struct Contrast {
  double value = 0, sigma = 0, degrees = 0;
};

Contrast contrast(const Sample& first, const Sample& second, double theta) {
  const double a = first.variance;
  const double b = theta * theta * second.variance;
  return {first.mean - theta * second.mean, std::sqrt(a + b),
          (a + b) * (a + b) / (a * a / first.degrees + b * b / second.degrees)};
}

double quantile(double degrees, double alpha) {
  double low = 0, high = 1;
  while (student_tail(high, degrees) > alpha) high *= 2;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high);
    (student_tail(middle, degrees) > alpha ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

Equivalence judge(const EquivalenceTest& test, double low, double high) {
  if (test.low > low && test.high < high) return Equivalence::Equivalent;
  if (test.high < low || test.low > high) return Equivalence::Different;
  return Equivalence::NotShown;
}

struct Samples {
  Sample first, second;
};

Result<Samples> samples_of(std::span<const double> first, std::span<const double> second,
                           double margin, double alpha) {
  if (!(margin > 0)) return fail(Code::InvalidInput, "the margin is a positive number");
  if (!(alpha > 0 && alpha < 0.5)) return fail(Code::InvalidInput, "alpha lies between 0 and 50 %");
  NITER_TRY(const Sample a, sample_of(first));
  NITER_TRY(const Sample b, sample_of(second));
  if (!(a.variance + b.variance > 0)) {
    return fail(Code::InvalidInput, "neither set scatters: there is nothing to judge by",
                "give the replicates with all their digits");
  }
  return Samples{a, b};
}

// where first - theta second leaves its own interval, going from the ratio by `direction`
double ratio_limit(const Samples& samples, double ratio, double direction, double alpha) {
  const auto inside = [&](double theta) {
    const Contrast at = contrast(samples.first, samples.second, theta);
    return std::abs(at.value) < quantile(at.degrees, alpha) * at.sigma;
  };
  constexpr double farthest = 1e6;  // of the ratio: beyond it the interval has no end
  double near = 0, far = 1e-6;
  const double scale = std::max(std::abs(ratio), 1.0);
  while (far < farthest && inside(ratio + direction * far * scale)) far *= 2;
  if (far >= farthest) return direction * INFINITY;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (near + far);
    (inside(ratio + direction * middle * scale) ? near : far) = middle;
  }
  return ratio + direction * far * scale;
}

}  // namespace

std::string_view to_string(Equivalence verdict) {
  switch (verdict) {
    case Equivalence::Equivalent:
      return "equivalent";
    case Equivalence::Different:
      return "different";
    case Equivalence::NotShown:
      break;
  }
  return "not shown";
}

Result<EquivalenceTest> test_difference(std::span<const double> first,
                                        std::span<const double> second, double margin,
                                        double alpha) {
  NITER_TRY(const Samples samples, samples_of(first, second, margin, alpha));
  const Contrast at = contrast(samples.first, samples.second, 1);
  const double width = quantile(at.degrees, alpha) * at.sigma;
  EquivalenceTest test{.first = samples.first.mean,
                       .second = samples.second.mean,
                       .value = at.value,
                       .low = at.value - width,
                       .high = at.value + width,
                       .p_low = student_tail((at.value + margin) / at.sigma, at.degrees),
                       .p_high = student_tail((margin - at.value) / at.sigma, at.degrees),
                       .degrees = at.degrees};
  test.verdict = judge(test, -margin, margin);
  return test;
}

Result<EquivalenceTest> test_ratio(std::span<const double> first, std::span<const double> second,
                                   double margin, double alpha) {
  NITER_TRY(const Samples samples, samples_of(first, second, margin, alpha));
  if (!(margin < 1)) return fail(Code::InvalidInput, "a share as margin lies between 0 and 100 %");
  if (samples.second.mean == 0) {
    return fail(Code::InvalidInput, "the mean of the second set is zero: no ratio",
                "give the margin in the unit of the values");
  }
  const double ratio = samples.first.mean / samples.second.mean;
  const double sign = samples.second.mean < 0 ? -1 : 1;
  const Contrast least = contrast(samples.first, samples.second, 1 - margin);
  const Contrast most = contrast(samples.first, samples.second, 1 + margin);
  EquivalenceTest test{.first = samples.first.mean,
                       .second = samples.second.mean,
                       .value = ratio,
                       .low = ratio_limit(samples, ratio, -1, alpha),
                       .high = ratio_limit(samples, ratio, 1, alpha),
                       .p_low = student_tail(sign * least.value / least.sigma, least.degrees),
                       .p_high = student_tail(-sign * most.value / most.sigma, most.degrees),
                       .degrees = contrast(samples.first, samples.second, ratio).degrees};
  test.verdict = judge(test, 1 - margin, 1 + margin);
  return test;
}

}  // namespace niter::analysis
