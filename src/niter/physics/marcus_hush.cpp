#include "niter/physics/marcus_hush.hpp"

#include <algorithm>
#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/physics/nernst.hpp"

namespace niter::physics {
namespace {

// Sum of the integrand and of (x - eta) times it on one side of a node, outwards, with two
// multiplications a node instead of two exponentials. Relative to the node itself the integrand is
// G / (1 + t): G = exp(-((x - eta)^2 - (x0 - eta)^2) / 4 lambda - (x - x0)/2), t = exp(-x).
struct Sums {
  double value = 0;
  double moment = 0;
};

Sums sum_outwards(double eta, double lambda, double start, double step) {
  Sums sums;
  double x = start, g = 1, t = std::exp(-start);
  double ratio = std::exp(-(2 * (start - eta) * step + step * step) / (4 * lambda) - step / 2);
  const double ratio_step = std::exp(-step * step / (2 * lambda));
  const double t_step = std::exp(-step);
  for (;;) {
    x += step;
    g *= ratio;
    ratio *= ratio_step;
    t *= t_step;
    const double value = g / (1 + t);
    sums.value += value;
    sums.moment += (x - eta) * value;
    // the integrand has one maximum and the start is beside it: once small, it stays so
    if (value < 1e-15 * (1 + sums.value)) return sums;
  }
}

}  // namespace

LogRate marcus_hush_integral(double eta, double lambda) {
  NITER_EXPECT(lambda > 0, "a reorganisation energy");
  if (eta < 0) {
    const LogRate mirrored = marcus_hush_integral(-eta, lambda);
    return {mirrored.log, -mirrored.slope};
  }
  const double step = std::min(0.6, 0.5 * std::sqrt(lambda));
  // the maximum: the Fermi edge, or where the Marcus parabola meets the filled levels
  const double start = std::max(0.0, eta - lambda);
  const Sums right = sum_outwards(eta, lambda, start, step);
  const Sums left = sum_outwards(eta, lambda, start, -step);
  const double middle = 1 / (1 + std::exp(-start));
  const double sum = middle + right.value + left.value;
  const double moment = (start - eta) * middle + right.moment + left.moment;
  const double exponent = -(start - eta) * (start - eta) / (4 * lambda) - start / 2;
  return {exponent + std::log(2 * step * sum), moment / (2 * lambda * sum)};
}

LogRate marcus_hush_reduction(double from_standard, double lambda_eV, double temperature) {
  const double kt = thermal_voltage(temperature);
  const double eta = from_standard / kt, lambda = lambda_eV / kt;
  const LogRate here = marcus_hush_integral(eta, lambda);
  const LogRate rest = marcus_hush_integral(0, lambda);
  return {here.log - rest.log - eta / 2, (here.slope - 0.5) / kt};
}

LogRate marcus_hush_oxidation(double from_standard, double lambda_eV, double temperature) {
  const LogRate mirrored = marcus_hush_reduction(-from_standard, lambda_eV, temperature);
  return {mirrored.log, -mirrored.slope};
}

}  // namespace niter::physics
