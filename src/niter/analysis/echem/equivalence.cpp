#include "niter/analysis/echem/equivalence.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

struct Moments {
  double mean = 0, variance = 0, n = 0;
};

Moments moments(std::span<const double> values) {
  Moments m;
  m.n = static_cast<double>(values.size());
  for (const double value : values) m.mean += value / m.n;
  for (const double value : values) {
    m.variance += (value - m.mean) * (value - m.mean) / (m.n - 1);
  }
  return m;
}

/// P(T > t) of Student's distribution: half the tail of F = t2, on the side of t.
double upper_tail(double t, int freedom) {
  const double half = fisher_tail(t * t, 1, freedom) / 2;
  return t >= 0 ? half : 1 - half;
}

Status check(std::size_t fewest, Margin margin, double alpha) {
  if (fewest < 2)
    return fail(Code::InvalidInput, "an equivalence test needs two replicates or more");
  if (!(margin.high > margin.low)) {
    return fail(Code::InvalidInput, "the margin of an equivalence test must rise from low to high");
  }
  if (!(alpha > 0 && alpha < 0.5)) return fail(Code::InvalidInput, "alpha lies between 0 and 0.5");
  return {};
}

Result<Equivalence> judge(double difference, double sigma, int freedom, Margin margin,
                          double alpha) {
  if (!(sigma > 0)) {
    return fail(Code::InvalidInput, "replicates without any scatter: nothing can be tested");
  }
  Equivalence result;
  result.difference = difference;
  result.sigma = sigma;
  result.freedom = freedom;
  const double half = student_t(freedom, 1 - 2 * alpha) * sigma;
  result.low = difference - half;
  result.high = difference + half;
  result.p_low = upper_tail((difference - margin.low) / sigma, freedom);
  result.p_high = upper_tail((margin.high - difference) / sigma, freedom);
  result.p = std::max(result.p_low, result.p_high);
  result.equivalent = result.p < alpha;
  return result;
}

}  // namespace

Result<Equivalence> equivalence_of(std::span<const double> differences, Margin margin,
                                   double alpha) {
  NITER_OK(check(differences.size(), margin, alpha));
  const Moments m = moments(differences);
  return judge(m.mean, std::sqrt(m.variance / m.n), static_cast<int>(differences.size()) - 1,
               margin, alpha);
}

Result<Equivalence> equivalence_of(std::span<const double> tested,
                                   std::span<const double> reference, Margin margin, double alpha) {
  NITER_OK(check(std::min(tested.size(), reference.size()), margin, alpha));
  const Moments a = moments(tested);
  const Moments b = moments(reference);
  const double u = a.variance / a.n;
  const double v = b.variance / b.n;
  const double welch = (u + v) * (u + v) / (u * u / (a.n - 1) + v * v / (b.n - 1));
  const int freedom = std::isfinite(welch) ? std::max(1, static_cast<int>(std::floor(welch))) : 1;
  return judge(a.mean - b.mean, std::sqrt(u + v), freedom, margin, alpha);
}

data::Finding equivalence_finding(const Equivalence& result, Margin margin, double alpha,
                                  double factor, const std::string& unit) {
  data::Finding finding;
  finding.key = "equivalence";
  finding.title = "Both groups are the same within the declared margin";
  finding.formula = "two one-sided tests: low < difference < high";
  finding.numbers = fmt::format(
      "difference {:.3g} {}, {:.0f} % interval {:.3g} to {:.3g}, p = {:.2g}, {} degrees of freedom",
      factor * result.difference, unit, 100 * (1 - 2 * alpha), factor * result.low,
      factor * result.high, result.p, result.freedom);
  finding.tolerance = fmt::format("{:.3g} to {:.3g} {}, alpha {:.3g}", factor * margin.low,
                                  factor * margin.high, unit, alpha);
  finding.source = "schuirmann1987";
  const bool outside = result.low >= margin.high || result.high <= margin.low;
  finding.verdict = result.equivalent ? data::Verdict::Consistent
                    : outside         ? data::Verdict::Inconsistent
                                      : data::Verdict::Marginal;
  finding.text = result.equivalent ? "The difference is shown to be within the margin."
                 : outside         ? "The difference is shown to be beyond the margin."
                           : "The replicates cannot say. That no difference is significant is no "
                             "proof of tolerance: more replicates, or less scatter, would decide.";
  return finding;
}

}  // namespace niter::analysis
