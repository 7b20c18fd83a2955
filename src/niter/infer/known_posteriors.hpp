// For tests only: problems whose posteriors are known in closed form or by quadrature.
#pragma once

#include <cmath>
#include <vector>

#include "niter/infer/forward.hpp"

namespace niter::infer {

/// A problem from a plain function of the parameters, without derivatives.
template <class F>
Problem problem_of(F values, std::vector<Observation> data, std::vector<Unknown> unknowns) {
  const auto make = [values] {
    return Forward([values](std::span<const double> p, Wanted) -> Result<Prediction> {
      NITER_TRY(auto found, values(p));
      return Prediction{std::move(found), {}};
    });
  };
  return {make, std::move(data), std::move(unknowns)};
}

using Values = Result<std::vector<double>>;

/// Twelve parameters in a chain: differences of neighbours measured to 0.1, the last one to 0.05,
/// priors of width 1. Neighbours end up correlated by more than 0.9.
struct CorrelatedNormal {
  static constexpr int size = 12;
  static constexpr double step = 0.1, end = 0.05;

  Problem problem() const {
    std::vector<Observation> data;
    for (int i = 0; i + 1 < size; ++i) data.push_back({"difference", 0.02 * i, step});
    data.push_back({"end", 0.3, end});
    return problem_of(
        [](std::span<const double> p) -> Values {
          std::vector<double> y;
          for (std::size_t i = 0; i + 1 < p.size(); ++i) y.push_back(p[i + 1] - p[i]);
          y.push_back(p.back());
          return y;
        },
        data, std::vector<Unknown>(size, {"p", 0.1, 1}));
  }
};

/// p1 is a unit normal, p2 - p1^2 is measured to 0.1 around 0, p2 has a prior of width 3. With p2
/// integrated out, the density of p1 is exp(-p1^2 / 2 - p1^4 / (2 (9 + 0.01))), and p2 given p1 is
/// normal around p1^2 * 9 / (9 + 0.01).
inline Problem banana() {
  return problem_of(
      [](std::span<const double> p) -> Values { return std::vector<double>{p[1] - p[0] * p[0]}; },
      {{"bend", 0, 0.1}}, {{"p1", 0, 1}, {"p2", 0, 3}});
}

/// exp(p) measured as 0.2 +- 0.5: a skewed posterior of one parameter.
inline Problem skewed() {
  return problem_of(
      [](std::span<const double> p) -> Values { return std::vector<double>{std::exp(p[0])}; },
      {{"y", 0.2, 0.5}}, {{"p", 0, 1}});
}

/// The model can be solved between 0 and 1 only, and says nothing: a normal prior cut off there, or
/// with a wide prior the uniform density of the square.
inline Problem bounded(int size, double prior_sd) {
  return problem_of(
      [](std::span<const double> p) -> Values {
        for (const double x : p) {
          if (!(x > 0 && x < 1)) return fail(Code::NoConvergence, "outside");
        }
        return std::vector<double>{0.0};
      },
      {{"nothing", 0, 1}},
      std::vector<Unknown>(static_cast<std::size_t>(size), {"p", 0.5, prior_sd}));
}

}  // namespace niter::infer
