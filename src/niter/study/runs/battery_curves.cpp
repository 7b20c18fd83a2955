#include "niter/study/runs/battery_curves.hpp"

#include <algorithm>
#include <cmath>

namespace niter::study {
namespace {

using data::Series;

constexpr int light = 6;
constexpr std::size_t band_points = 120;  // it is smooth

// Between the lowest and the highest of several curves, or the central part of many, where all of
// them have a value.
Series shade(const Series& along, const std::vector<Series>& curves, bool central, int colour) {
  Series band;
  band.mark = Series::Mark::Band;
  band.colour = colour;
  const std::size_t every = std::max<std::size_t>(1, along.x.size() / band_points);
  for (std::size_t i = 0; i < along.x.size(); i += every) {
    std::vector<std::vector<double>> values;
    for (const Series& curve : curves)
      if (const auto value = value_at(curve, along.x[i])) values.push_back({*value});
    if (values.size() < curves.size()) continue;
    if (central) {
      const Spread of = spread(values);
      if (of.low.empty()) continue;
      band.x.push_back(along.x[i]);
      band.low.push_back(of.low.front()), band.high.push_back(of.high.front());
    } else {
      const auto [least, most] = std::ranges::minmax(values);
      band.x.push_back(along.x[i]);
      band.low.push_back(least.front()), band.high.push_back(most.front());
    }
  }
  return band;
}

}  // namespace

std::optional<double> value_at(const Series& curve, double x) {
  constexpr double same = 1e-4;  // currents that were set alike differ by what a solver leaves
  for (std::size_t i = 0; i < curve.x.size(); ++i)
    if (std::abs(curve.x[i] - x) <= same * std::abs(x)) return curve.y[i];
  for (std::size_t i = 1; i < curve.x.size(); ++i) {
    const double a = curve.x[i - 1], b = curve.x[i];
    if (a == b || (x - a) * (x - b) > 0) continue;
    return std::lerp(curve.y[i - 1], curve.y[i], (x - a) / (b - a));
  }
  return std::nullopt;
}

Peak peak_of(const Series& curve) {
  const auto top = static_cast<std::size_t>(std::ranges::max_element(curve.y) - curve.y.begin());
  if (top == 0 || top + 1 >= curve.y.size()) return {curve.x[top], curve.y[top], false};
  const double h1 = curve.x[top] - curve.x[top - 1], h2 = curve.x[top + 1] - curve.x[top];
  const double s1 = (curve.y[top] - curve.y[top - 1]) / h1,
               s2 = (curve.y[top + 1] - curve.y[top]) / h2;
  const double bend = (s2 - s1) / (h1 + h2);
  if (!(bend < 0)) return {curve.x[top], curve.y[top], true};
  const double slope = (s1 * h2 + s2 * h1) / (h1 + h2), step = -slope / (2 * bend);
  return {curve.x[top] + step, curve.y[top] + slope * step + bend * step * step, true};
}

std::vector<Series> battery_series(const BatteryRecords& records, const BatteryCurve& curve) {
  std::vector<Series> out;
  const auto& first = records.catalysts.front();
  const Series along = curve(first.ensemble.nominal);
  if (records.has_ranges())
    out.push_back(shade(along, {along, curve(records.higher.nominal), curve(records.lower.nominal)},
                        false, light));
  std::vector<Series> draws;
  for (const auto& draw : first.ensemble.draws) draws.push_back(curve(draw));
  if (!draws.empty()) out.push_back(shade(along, draws, true, first.colour));
  const auto add = [&](const BatteryRecords::One& one) {
    Series line = curve(one.ensemble.nominal);
    line.name = one.name, line.colour = one.colour, line.dashed = one.dashed;
    out.push_back(std::move(line));
  };
  std::ranges::for_each(records.catalysts, add);
  std::ranges::for_each(records.others, add);
  std::erase_if(out, [](const Series& series) { return series.x.empty(); });
  return out;
}

}  // namespace niter::study
