#include "niter/analysis/impedance/circuit_minima.hpp"

#include <algorithm>
#include <cmath>

namespace niter::analysis {

namespace {

using math::NonlinearFit;

bool rising(const NonlinearFit& a, const NonlinearFit& b) {
  return a.sum_of_squares < b.sum_of_squares;
}

/// Where the starts end, by rising sum of squares. Those that are hopeless after a few steps are
/// left there; the others go on until it is clear which minimum they fall into.
std::vector<NonlinearFit> ends_of(CircuitSearch& search, math::LevenbergMarquardt& solver,
                                  const CircuitFitOptions& options) {
  constexpr math::NonlinearOptions first{.max_iterations = 25, .tolerance = 1e-4};
  constexpr math::NonlinearOptions second{.max_iterations = 80, .tolerance = 1e-7};
  std::vector<NonlinearFit> ends;
  for (int k = 0; k < options.starts; ++k) {
    auto end = solver.solve(search.coordinates(search.start(options.seed, k)), first);
    if (std::isfinite(end.sum_of_squares)) ends.push_back(std::move(end));
  }
  std::sort(ends.begin(), ends.end(), rising);
  const double hopeless =
      ends.empty() ? 0
                   : 2 * std::max(options.minima_within, 1.0) * ends.front().sum_of_squares +
                         search.round_off();
  for (auto& end : ends) {
    if (end.sum_of_squares <= hopeless) end = solver.solve(end.x, second);
  }
  std::sort(ends.begin(), ends.end(), rising);
  return ends;
}

/// Along a product of parameters that the data hardly feel, minima lie side by side behind low
/// sills: from the best one, some factors e up and down its loosest direction are tried.
NonlinearFit along_valley(math::LevenbergMarquardt& solver, const NonlinearFit& best,
                          const math::NonlinearOptions& options) {
  const std::size_t n = best.x.size();
  if (n == 0) return best;
  const auto jacobian = solver.jacobian(best.x);
  const auto svd = math::singular_values(jacobian, n);
  const double rows = static_cast<double>(jacobian.size()) / static_cast<double>(n);
  const double scatter = std::sqrt(best.sum_of_squares / rows);
  if (!(scatter > 0.3 * svd.values.back())) return best;
  const auto* const direction = svd.right.data() + (n - 1) * n;
  double largest = 0;
  for (std::size_t k = 0; k < n; ++k) largest = std::max(largest, std::abs(direction[k]));
  NonlinearFit out = best;
  for (const double factor : {-3.0, -2.0, -1.0, 1.0, 2.0, 3.0}) {
    auto x = best.x;
    for (std::size_t k = 0; k < n; ++k) x[k] += factor * direction[k] / largest;
    auto end = solver.solve(x, options);
    if (end.sum_of_squares < out.sum_of_squares * (1 - 1e-5)) out = std::move(end);
  }
  return out;
}

}  // namespace

std::vector<Minimum> minima_of(CircuitSearch& search, const CircuitFitOptions& options) {
  constexpr math::NonlinearOptions near{.max_iterations = 300, .tolerance = 1e-10};
  constexpr math::NonlinearOptions fine{.max_iterations = 1000, .tolerance = 1e-14};
  math::LevenbergMarquardt solver(search.problem());
  const double round_off = search.round_off();
  std::vector<Minimum> minima;
  const auto place_of = [&](const NonlinearFit& end) {
    return std::find_if(minima.begin(), minima.end(), [&](const Minimum& minimum) {
      return std::abs(end.sum_of_squares - minimum.at.sum_of_squares) <=
             1e-5 * minimum.at.sum_of_squares + round_off;
    });
  };
  for (auto& end : ends_of(search, solver, options)) {
    auto known = place_of(end);
    if (known == minima.end()) {
      if (!minima.empty() &&
          end.sum_of_squares >
              1.2 * options.minima_within * minima.front().at.sum_of_squares + round_off) {
        break;
      }
      end = solver.solve(end.x, near);
      known = place_of(end);
    }
    if (known == minima.end()) known = minima.insert(minima.end(), Minimum{std::move(end), 0});
    ++known->starts;
  }
  std::sort(minima.begin(), minima.end(),
            [&](const Minimum& a, const Minimum& b) { return rising(a.at, b.at); });
  for (int round = 0; round < 4 && !minima.empty(); ++round) {
    auto better = along_valley(solver, minima.front().at, near);
    if (!rising(better, minima.front().at)) break;
    minima.insert(minima.begin(), Minimum{std::move(better), 0});
  }
  if (!minima.empty()) minima.front().at = solver.solve(minima.front().at.x, fine);
  return minima;
}

}  // namespace niter::analysis
