// What the rules on charge and product share: the tolerance and the source of Faraday's law.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "niter/study/audit/support.hpp"

namespace niter::study::rules {

inline constexpr const char* faraday_law = "bard2001, sec. 1.3.1 (Faraday's law)";

/// A ratio that should be one: marginal to 10 %, what replicates and separate runs may do.
inline Verdict judge_ratio(double ratio, double tolerance) {
  const double deviation = std::abs(ratio - 1);
  if (deviation <= tolerance) return Verdict::Consistent;
  return deviation <= 0.10 ? Verdict::Marginal : Verdict::Inconsistent;
}

/// What both printed values may hide by rounding, relative.
inline double rounding_of(const std::vector<const Fact*>& facts) {
  double sum = 0;
  for (const Fact* fact : facts) {
    const double sigma = fact->sigma ? 2 * *fact->sigma * fact->unit.scale() : 0;
    sum += std::max(sigma, rounding(*fact)) / std::abs(fact->si());
  }
  return sum;
}

}  // namespace niter::study::rules
