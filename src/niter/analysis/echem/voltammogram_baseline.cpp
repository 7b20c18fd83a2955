#include "niter/analysis/echem/voltammogram_baseline.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

bool inside(const std::optional<Stretch>& stretch, double e) {
  return !stretch ||
         (e >= std::min(stretch->from, stretch->to) && e <= std::max(stretch->from, stretch->to));
}

}  // namespace

double sigma_by_scatter(double scatter, int degrees) {
  return scatter * student_t(degrees, 0.95) / normal_coverage;
}

double noise_of_curve(std::span<const double> y) {
  if (y.size() < 4) return 0;
  double squares = 0;
  for (std::size_t k = 3; k < y.size(); ++k) {
    const double third = y[k] - 3 * y[k - 1] + 3 * y[k - 2] - y[k - 3];
    squares += third * third / 20;
  }
  return std::sqrt(squares / static_cast<double>(y.size() - 3));
}

Uncertain SweepBaseline::slope_error(const std::string& name) const {
  return Uncertain::input(name + " slope", 0, slope_sigma);
}

Uncertain SweepBaseline::error(double e, const std::string& name) const {
  return Uncertain::input(name + " level", 0, level_sigma) + slope_error(name) * (e - at);
}

Result<std::pair<std::size_t, std::size_t>> points_in(const Curve& curve,
                                                      const std::optional<Stretch>& stretch) {
  std::size_t first = 0;
  while (first < curve.potential.size() && !inside(stretch, curve.potential[first])) ++first;
  std::size_t end = first;
  while (end < curve.potential.size() && inside(stretch, curve.potential[end])) ++end;
  if (end - first >= 3) return std::pair(first, end);
  return fail(Code::InvalidInput,
              stretch ? fmt::format("{} points between {:.4g} and {:.4g} V: three are needed",
                                    end - first, stretch->from, stretch->to)
                      : fmt::format("a sweep of {} points: three are needed", end - first));
}

Result<SweepBaseline> baseline_of(const Curve& curve, const std::optional<Stretch>& stretch) {
  SweepBaseline baseline;
  if (!stretch) return baseline;
  NITER_TRY(const auto points, points_in(curve, stretch));
  const auto [first, end] = points;
  const auto e = curve.potential.subspan(first, end - first);
  NITER_TRY(const auto line, fit_line(e, curve.current.subspan(first, end - first)));
  const auto n = static_cast<double>(e.size());
  for (const double potential : e) baseline.at += potential / n;
  double sxx = 0;
  for (const double potential : e) sxx += (potential - baseline.at) * (potential - baseline.at);
  baseline.level = line.intercept + line.slope * baseline.at;
  baseline.slope = line.slope;
  if (curve.sigma.empty()) {
    baseline.noise = sigma_by_scatter(line.scatter, static_cast<int>(e.size()) - 2);
    baseline.level_sigma = baseline.noise / std::sqrt(n);
    baseline.slope_sigma = baseline.noise / std::sqrt(sxx);
    return baseline;
  }
  double level = 0, slope = 0, squares = 0;
  for (std::size_t i = first; i < end; ++i) {
    const double variance = curve.sigma[i] * curve.sigma[i];
    const double weight = (curve.potential[i] - baseline.at) / sxx;
    squares += variance / n;
    level += variance / (n * n);
    slope += weight * weight * variance;
  }
  baseline.noise = std::sqrt(squares);
  baseline.level_sigma = std::sqrt(level);
  baseline.slope_sigma = std::sqrt(slope);
  return baseline;
}

}  // namespace niter::analysis
