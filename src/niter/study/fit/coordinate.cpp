#include "niter/study/fit/coordinate.hpp"

#include <algorithm>
#include <cmath>

#include "niter/chem/constants.hpp"

namespace niter::study {
namespace {

double normal_share(double z) {
  return 0.5 * std::erfc(-z / std::sqrt(2.0));
}
double normal_density(double z) {
  return std::exp(-z * z / 2) / std::sqrt(2 * constants::pi);
}

// The inverse of normal_share, by Newton's method from the logistic curve near it; far out, where
// the density is small, in short steps.
double normal_quantile(double share) {
  double z = std::log(share / (1 - share)) / 1.702;
  for (int i = 0; i < 40; ++i)
    z -= std::clamp((normal_share(z) - share) / normal_density(z), -0.3, 0.3);
  return z;
}

}  // namespace

double Coordinate::q(double z) const {
  return bounded ? low + (high - low) * normal_share(z) : mean + sd * z;
}

double Coordinate::value(double z) const {
  return logarithmic ? std::exp(q(z)) : q(z);
}

double Coordinate::slope(double z) const {
  return bounded ? (high - low) * normal_density(z) : sd;
}

double Coordinate::z(double value) const {
  const double q = logarithmic ? std::log(value) : value;
  if (!bounded) return (q - mean) / sd;
  return normal_quantile(std::clamp((q - low) / (high - low), 1e-3, 1 - 1e-3));
}

}  // namespace niter::study
