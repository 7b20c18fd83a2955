// Small helpers shared by the files that write down the rows of a cell.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "niter/twin/cell/cell_model.hpp"

namespace niter::twin {

/// Concentration of water in itself at 25 degC. [mol m-3] @source haynes2014, density of water
inline constexpr double water = 55345;

inline std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

/// x^order for a positive integer order.
inline double integer_power(double x, int order) {
  double product = x;
  for (int k = 1; k < order; ++k) product *= x;
  return product;
}

/// prod of[index]^order
inline double mass_action(const std::vector<Power>& factors, std::span<const double> of) {
  double out = 1;
  for (const Power& f : factors) out *= integer_power(of[at(f.index)], f.order);
  return out;
}

/// row[index] += scale d(mass_action)/d(of[index]) for each factor.
inline void add_mass_action_slopes(const std::vector<Power>& factors, std::span<const double> of,
                                   double scale, double* row) {
  for (std::size_t i = 0; i < factors.size(); ++i) {
    double slope = scale * factors[i].order;
    if (factors[i].order > 1)
      slope *= integer_power(of[at(factors[i].index)], factors[i].order - 1);
    for (std::size_t k = 0; k < factors.size(); ++k)
      if (k != i) slope *= integer_power(of[at(factors[k].index)], factors[k].order);
    row[factors[i].index] += slope;
  }
}

}  // namespace niter::twin
