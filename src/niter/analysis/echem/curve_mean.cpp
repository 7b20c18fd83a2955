#include "niter/analysis/echem/curve_mean.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

double median_step(const Curve& curve) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < curve.potential.size(); ++i) {
    steps.push_back(std::abs(curve.potential[i] - curve.potential[i - 1]));
  }
  if (steps.empty()) return 0;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return *middle;
}

}  // namespace

double value_at(const Curve& curve, double potential) {
  const auto value = current_at(curve, {potential, 0});
  return value ? *value : std::numeric_limits<double>::quiet_NaN();
}

Result<CurveMean> mean_curve(std::span<const Curve> curves) {
  if (curves.size() < 2) {
    return fail(Code::InvalidInput, "a mean curve needs two sweeps or more");
  }
  double low = -std::numeric_limits<double>::infinity();
  double high = -low;
  for (const auto& curve : curves) {
    if (curve.potential.size() < 3)
      return fail(Code::InvalidInput, "a sweep of fewer than 3 points");
    const auto [least, most] = std::minmax_element(curve.potential.begin(), curve.potential.end());
    low = std::max(low, *least);
    high = std::min(high, *most);
  }
  const double step = median_step(curves.front());
  if (!(high > low) || !(step > 0)) {
    return fail(Code::InvalidInput, "the sweeps do not overlap in potential",
                "give replicates of one window");
  }
  CurveMean result;
  result.replicates = static_cast<int>(curves.size());
  const auto k = static_cast<double>(curves.size());
  const double t = student_t(result.replicates - 1, 0.95);
  // whole steps, and the ends kept inside by rounding
  const auto points = static_cast<std::size_t>(std::floor((high - low) / step * (1 + 1e-12)));
  for (std::size_t i = 0; i <= points; ++i) {
    const double e = std::min(low + static_cast<double>(i) * step, high);
    double mean = 0;
    double square = 0;
    std::vector<double> values;
    for (const auto& curve : curves) values.push_back(value_at(curve, e));
    for (const double value : values) mean += value / k;
    for (const double value : values) square += (value - mean) * (value - mean);
    if (!std::isfinite(mean)) continue;
    const double half = t * std::sqrt(square / (k - 1) / k);
    result.potential.push_back(e);
    result.mean.push_back(mean);
    result.low.push_back(mean - half);
    result.high.push_back(mean + half);
  }
  return result;
}

Result<double> sweep_charge(const Curve& curve, Stretch between,
                            const std::optional<Stretch>& baseline, double rate) {
  if (!(rate > 0)) {
    return fail(Code::InvalidInput, "a charge from a sweep needs its scan rate",
                "give 'scan_rate', or a record with times");
  }
  const double low = std::min(between.from, between.to);
  const double high = std::max(between.from, between.to);
  Line base;
  if (baseline) {
    std::vector<double> e;
    std::vector<double> i;
    for (std::size_t k = 0; k < curve.potential.size(); ++k) {
      const double at = curve.potential[k];
      if (at < std::min(baseline->from, baseline->to)) continue;
      if (at > std::max(baseline->from, baseline->to)) continue;
      e.push_back(at);
      i.push_back(curve.current[k]);
    }
    NITER_TRY(base, fit_line(e, i));
  }
  // points inside, and the ends
  std::vector<std::pair<double, double>> points;
  for (const double end : {low, high}) {
    const double value = value_at(curve, end);
    if (!std::isfinite(value)) {
      return fail(Code::InvalidInput, fmt::format("the sweep does not reach {:.4g} V", end));
    }
    points.emplace_back(end, value);
  }
  for (std::size_t k = 0; k < curve.potential.size(); ++k) {
    const double at = curve.potential[k];
    if (at > low && at < high) points.emplace_back(at, curve.current[k]);
  }
  std::sort(points.begin(), points.end());
  double area = 0;
  for (std::size_t k = 1; k < points.size(); ++k) {
    const auto over = [&](const auto& p) {
      return p.second - base.intercept - base.slope * p.first;
    };
    area += (over(points[k]) + over(points[k - 1])) / 2 * (points[k].first - points[k - 1].first);
  }
  return area / rate;
}

}  // namespace niter::analysis
