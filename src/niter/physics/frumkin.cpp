#include "niter/physics/frumkin.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/physics/nernst.hpp"

namespace niter::physics {

FrumkinFactors frumkin_factors(double g, double theta, double gamma) {
  return {std::exp(-gamma * g * theta), std::exp((1 - gamma) * g * theta)};
}

double frumkin_coverage(double g, double affinity) {
  NITER_EXPECT(g > -4 && affinity >= 0, "one phase, a concentration");
  if (affinity == 0) return 0;
  // logit(theta) + g theta rises monotonically; Newton in the logit, kept inside a bracket
  const double target = std::log(affinity);
  double low = target - std::abs(g), high = target + std::abs(g), logit = target;
  for (int i = 0; i < 200; ++i) {
    const double theta = 1 / (1 + std::exp(-logit));
    const double residual = logit + g * theta - target;
    (residual > 0 ? high : low) = logit;
    double next = logit - residual / (1 + g * theta * (1 - theta));
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (std::abs(next - logit) <= 1e-15 * (1 + std::abs(logit))) return theta;
    logit = next;
  }
  return 1 / (1 + std::exp(-logit));
}

double frumkin_correction(double alpha, double z, double phi2, double temperature) {
  return std::exp((alpha - z) * phi2 / thermal_voltage(temperature));
}

}  // namespace niter::physics
