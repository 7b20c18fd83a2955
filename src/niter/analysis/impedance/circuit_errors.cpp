#include "niter/analysis/impedance/circuit_errors.hpp"

#include <algorithm>
#include <cmath>

#include "niter/analysis/impedance/determined.hpp"
#include "niter/math/fit/levenberg_marquardt.hpp"

namespace niter::analysis {

namespace {

/// Parameters that moved and do not stand at a bound: errors are those of these.
std::vector<std::size_t> inner(const math::NonlinearProblem& problem, std::span<const double> u) {
  std::vector<std::size_t> out;
  for (std::size_t c = 0; c < u.size(); ++c) {
    const double room = 1e-9 * (problem.upper[c] - problem.lower[c]);
    if (u[c] > problem.lower[c] + room && u[c] < problem.upper[c] - room) out.push_back(c);
  }
  return out;
}

}  // namespace

void add_errors(CircuitFit& fit, CircuitSearch& search, std::span<const double> u) {
  const auto problem = search.problem();
  math::LevenbergMarquardt solver(search.problem());
  const auto jacobian = solver.jacobian(u);
  const auto moving = inner(problem, u);
  const auto values = fit.values();
  const auto slopes = search.slopes(values);
  const std::size_t rows = fit.numbers;
  const std::size_t m = moving.size();
  for (std::size_t c = 0; c < u.size(); ++c) {
    fit.parameters[search.free()[c]].at_bound =
        std::find(moving.begin(), moving.end(), c) == moving.end();
  }
  fit.covariance.assign(values.size() * values.size(), 0);
  if (m == 0) return;

  std::vector<double> scaled(rows * m), length(m);
  for (std::size_t a = 0; a < m; ++a) {
    const auto column = jacobian.subspan(moving[a] * rows, rows);
    double squares = 0;
    for (const double x : column) squares += x * x;
    length[a] = std::max(std::sqrt(squares), 1e-150);
    for (std::size_t i = 0; i < rows; ++i) scaled[a * rows + i] = column[i] / length[a];
  }
  const auto svd = math::singular_values(scaled, m);
  const auto covariance = [&](std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t k = 0; k < m; ++k) {
      // what the data do not feel at all has an error, if a meaningless one
      const double s = std::max(svd.values[k], 1e-12 * svd.values[0]);
      sum += svd.right[k * m + a] * svd.right[k * m + b] / (s * s);
    }
    return fit.scatter * fit.scatter * sum / (length[a] * length[b]);
  };
  std::vector<double> logarithmic(m * m);
  std::vector<std::string> names;
  std::vector<bool> is_log;
  for (std::size_t a = 0; a < m; ++a) {
    const std::size_t pa = search.free()[moving[a]];
    names.push_back(fit.parameters[pa].name);
    is_log.push_back(search.logarithmic(pa));
    for (std::size_t b = 0; b < m; ++b) {
      const std::size_t pb = search.free()[moving[b]];
      const double c = covariance(a, b);
      logarithmic[a * m + b] = c;
      fit.covariance[pa * values.size() + pb] = c * slopes[moving[a]] * slopes[moving[b]];
    }
    fit.parameters[pa].sigma = std::sqrt(fit.covariance[pa * values.size() + pa]);
  }
  fit.undetermined = undetermined_in_words({names, is_log, logarithmic});
}

}  // namespace niter::analysis
