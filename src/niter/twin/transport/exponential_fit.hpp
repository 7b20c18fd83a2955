// Exponential fit: the functions of the Scharfetter-Gummel flux, and the grid it is used on.
#pragma once

#include <cmath>
#include <vector>

namespace niter::twin {

/// e^x - 1, without the cost of expm1 where there is no cancellation.
inline double exp_minus_one(double x) {
  return std::abs(x) < 0.5 ? std::expm1(x) : std::exp(x) - 1;
}

/// B(q) = q / (e^q - 1) and its derivative B (1 - B - q) / q.
struct Bernoulli {
  double value = 1, slope = -0.5;
};
inline Bernoulli bernoulli(double q) {
  if (std::abs(q) < 1e-3) return {1 - q / 2 + q * q / 12, -0.5 + q / 6};
  const double b = q / std::expm1(q);
  return {b, b * (1 - b - q) / q};
}

/// Nodes that crowd at both ends, by a smooth map so that halving h keeps the order of the scheme:
///     x(s) = (thickness/2) (1 + tanh(a (2 s - 1)) / tanh a),   s = i / cells,   a = 2
/// The end cells are about 14 times finer than the middle ones. [m]
inline std::vector<double> graded_nodes(double thickness, int cells) {
  constexpr double grading = 2.0;
  std::vector<double> x(static_cast<std::size_t>(cells) + 1);
  for (int i = 0; i <= cells; ++i) {
    const double s = 2.0 * i / cells - 1;
    x[i] = 0.5 * thickness * (1 + std::tanh(grading * s) / std::tanh(grading));
  }
  x.front() = 0;
  x.back() = thickness;
  return x;
}

}  // namespace niter::twin
