#include "niter/analysis/echem/curve_mean.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "niter/analysis/echem/voltammogram_baseline.hpp"
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

struct ChargePoint {
  double e = 0, current = 0, sigma = 0;
};

/// Points inside, and the ends, by rising potential.
Result<std::vector<ChargePoint>> points_of_charge(const Curve& curve, double low, double high) {
  std::vector<ChargePoint> points;
  for (std::size_t k = 0; k < curve.potential.size(); ++k) {
    const double at = curve.potential[k];
    if (!(at > low && at < high)) continue;
    points.push_back({at, curve.current[k], curve.sigma.empty() ? 0 : curve.sigma[k]});
  }
  const double sigma = points.empty() ? 0 : points.front().sigma;
  for (const double end : {low, high}) {
    const double value = value_at(curve, end);
    if (!std::isfinite(value)) {
      return fail(Code::InvalidInput, fmt::format("the sweep does not reach {:.4g} V", end));
    }
    points.push_back({end, value, sigma});
  }
  std::ranges::sort(points, {}, &ChargePoint::e);
  return points;
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

std::vector<data::Series> band_series(const CurveMean& mean, const std::string& name, int colour) {
  data::Series band{.name = {},
                    .mark = data::Series::Mark::Band,
                    .x = mean.potential,
                    .y = mean.mean,
                    .low = mean.low,
                    .high = mean.high,
                    .colour = colour};
  data::Series line{.name = name, .x = mean.potential, .y = mean.mean, .colour = colour};
  return {std::move(band), std::move(line)};
}

std::string band_caption(const CurveMean& mean) {
  return fmt::format(
      " Band: 95 % interval of the mean of {} records by Student's t; dashed: the records.",
      mean.replicates);
}

Result<Uncertain> sweep_charge(const Curve& curve, const ChargeOptions& options) {
  const auto& [between, baseline, rate, name] = options;
  if (!(rate > 0)) {
    return fail(Code::InvalidInput, "a charge from a sweep needs its scan rate",
                "give 'scan_rate', or a record with times");
  }
  const double low = std::min(between.from, between.to);
  const double high = std::max(between.from, between.to);
  NITER_TRY(const auto base, baseline_of(curve, baseline));
  NITER_TRY(const auto points, points_of_charge(curve, low, high));
  std::vector<double> currents;
  for (const auto& point : points) currents.push_back(point.current);
  const double noise = noise_of_curve(currents);
  double area = 0, squares = 0;
  for (std::size_t k = 0; k < points.size(); ++k) {
    const double before = k > 0 ? points[k].e - points[k - 1].e : 0;
    const double after = k + 1 < points.size() ? points[k + 1].e - points[k].e : 0;
    const double weight = (before + after) / 2;  // of a point in the trapezium rule
    const double sigma = curve.sigma.empty() ? noise : points[k].sigma;
    area += weight * points[k].current;
    squares += weight * weight * sigma * sigma;
  }
  const double middle = (low + high) / 2;
  const Uncertain below = base.value(middle) + base.error(middle, name + " baseline");
  const auto over = Uncertain::input(name + " charge", area, std::sqrt(squares));
  return (over - (high - low) * below) / rate;
}

}  // namespace niter::analysis
