#include "niter/analysis/echem/local_line.hpp"

#include <cmath>
#include <vector>

#include "niter/base/contract.hpp"

namespace niter::analysis {

std::optional<LocalLine> local_line(std::span<const double> e, std::span<const double> y,
                                    std::span<const double> sigma, LocalWindow window) {
  NITER_EXPECT(e.size() == y.size() && (sigma.empty() || sigma.size() == y.size()),
               "as many currents as potentials");
  std::vector<std::size_t> inside;
  const double reach = window.width / 2 * (1 + 1e-9);  // points on the edge count on both sides
  double x_mean = 0;
  double y_mean = 0;
  for (std::size_t i = 0; i < e.size(); ++i) {
    if (!(std::abs(e[i] - window.at) <= reach)) continue;
    inside.push_back(i);
    x_mean += e[i] - window.at;
    y_mean += y[i];
  }
  const auto n = static_cast<double>(inside.size());
  x_mean /= n;
  y_mean /= n;
  double sxx = 0;
  double sxy = 0;
  for (const auto i : inside) {
    const double x = e[i] - window.at - x_mean;
    sxx += x * x;
    sxy += x * (y[i] - y_mean);
  }
  if (inside.size() < 3 || !(sxx > 0)) return std::nullopt;

  LocalLine line;
  line.points = static_cast<int>(inside.size());
  line.slope = sxy / sxx;
  line.width = std::sqrt(12 * sxx / n);
  line.value = y_mean - line.slope * x_mean;
  for (const auto i : inside) {
    const double x = e[i] - window.at;
    const double residual = y[i] - line.value - line.slope * x;
    line.squares += residual * residual;
    // value is the sum of weight_i y_i
    const double weight = 1 / n - x_mean * (x - x_mean) / sxx;
    line.share += weight * weight;
    if (!sigma.empty()) line.variance += weight * weight * sigma[i] * sigma[i];
  }
  return line;
}

}  // namespace niter::analysis
