#include "niter/analysis/echem/voltammogram.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"
#include "niter/math/dense_lu.hpp"

namespace niter::analysis {

namespace {

bool inside(const std::optional<Stretch>& stretch, double e) {
  return !stretch ||
         (e >= std::min(stretch->from, stretch->to) && e <= std::max(stretch->from, stretch->to));
}

/// First and one past the last point in the stretch: of one sweep they are neighbours.
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

/// Current over the straight baseline.
Result<std::vector<double>> over_baseline(const Curve& curve,
                                          const std::optional<Stretch>& baseline) {
  std::vector<double> current(curve.current.begin(), curve.current.end());
  if (!baseline) return current;
  NITER_TRY(const auto points, points_in(curve, baseline));
  const auto [first, end] = points;
  NITER_TRY(const auto line, fit_line(curve.potential.subspan(first, end - first),
                                      curve.current.subspan(first, end - first)));
  for (std::size_t i = 0; i < current.size(); ++i) {
    current[i] -= line.intercept + line.slope * curve.potential[i];
  }
  return current;
}

/// Where y passes `level` between point i and i + 1.
double crossing(const Curve& curve, std::span<const double> y, std::size_t i, double level) {
  const double part = (level - y[i]) / (y[i + 1] - y[i]);
  return curve.potential[i] + part * (curve.potential[i + 1] - curve.potential[i]);
}

Result<double> level_onset(const Curve& curve, std::span<const double> y, double level,
                           std::pair<std::size_t, std::size_t> range) {
  if (level == 0) return fail(Code::InvalidInput, "the level of an onset must not be zero");
  const auto reached = [&](std::size_t i) { return level > 0 ? y[i] >= level : y[i] <= level; };
  if (reached(range.first)) {
    return fail(Code::InvalidInput,
                fmt::format("the current is beyond {:.4g} from the first point, {:.4g} V, on",
                            level, curve.potential[range.first]),
                "begin the sweep earlier, or choose a higher level");
  }
  for (std::size_t i = range.first; i + 1 < range.second; ++i) {
    if (reached(i + 1)) return crossing(curve, y, i, level);
  }
  return fail(Code::InvalidInput, fmt::format("the current does not reach {:.4g}", level),
              "sweep further, or choose a lower level");
}

// the baseline has been subtracted: the tangent meets zero
Result<double> tangent_onset(const Curve& curve, std::span<const double> y,
                             std::pair<std::size_t, std::size_t> range) {
  double steepest = 0;
  double potential = 0;
  for (std::size_t i = range.first + 1; i + 1 < range.second; ++i) {
    const double de = curve.potential[i + 1] - curve.potential[i - 1];
    if (de == 0) continue;
    const double slope = (y[i + 1] - y[i - 1]) / de;
    if (std::abs(slope) <= std::abs(steepest)) continue;
    steepest = slope;
    potential = curve.potential[i] - y[i] / slope;
  }
  if (steepest != 0) return potential;
  return fail(Code::InvalidInput, "the current follows the baseline: it has no tangent to meet it");
}

struct Summit {
  double at = 0, value = 0;
};

/// Summit of the cubic through the points above 99 % of the largest, three or more on each side, by
/// least squares. Peaks under diffusion are lopsided: a parabola would misplace them by 0.2 mV.
Summit summit_of(const Curve& curve, std::span<const double> y, std::size_t top,
                 std::pair<std::size_t, std::size_t> range) {
  constexpr double share = 0.99;
  constexpr std::size_t least = 3;
  std::size_t first = top;
  std::size_t last = top;
  while (first > range.first && (y[first - 1] > share * y[top] || top - first < least)) --first;
  while (last + 1 < range.second && (y[last + 1] > share * y[top] || last - top < least)) ++last;
  const Summit highest{curve.potential[top], y[top]};
  const double span = std::abs(curve.potential[last] - curve.potential[first]);
  if (last - first < 4 || !(span > 0)) return highest;

  // normal equations, x counted from the largest point in units of the span
  constexpr int terms = 4;
  math::DenseLu equations(terms);
  equations.clear(terms);
  std::array<double, terms> c{};
  for (std::size_t i = first; i <= last; ++i) {
    const double x = (curve.potential[i] - highest.at) / span;
    for (int row = 0; row < terms; ++row) {
      c[static_cast<std::size_t>(row)] += std::pow(x, row) * (y[i] - highest.value);
      for (int column = 0; column < terms; ++column) {
        equations.at(row, column) += std::pow(x, row + column);
      }
    }
  }
  if (!equations.factor()) return highest;
  equations.solve(c);
  // c1 + 2 c2 x + 3 c3 x2 = 0 where the cubic is a summit
  const double inside = c[2] * c[2] - 3 * c[1] * c[3];
  if (!(c[2] < 0) || !(inside >= 0)) return highest;
  const double x = -c[1] / (c[2] - std::sqrt(inside));
  if (!(std::abs(x) < 1)) return highest;
  return {highest.at + x * span, highest.value + c[0] + x * (c[1] + x * (c[2] + x * c[3]))};
}

}  // namespace

Result<Curve> curve_of(const data::Table& record, const Sweep& sweep) {
  NITER_TRY(const auto e, record.column("E"));
  NITER_TRY(const auto current, record.column(record.find("j") != nullptr ? "j" : "I"));
  if (e.size() != current.size() || sweep.last >= e.size() || sweep.first > sweep.last) {
    return fail(Code::InvalidInput,
                fmt::format("points {} to {} of {} potentials and {} currents", sweep.first + 1,
                            sweep.last + 1, e.size(), current.size()));
  }
  const std::size_t count = sweep.last - sweep.first + 1;
  return Curve{e.subspan(sweep.first, count), current.subspan(sweep.first, count)};
}

Result<double> current_at(const Curve& curve, LocalWindow window) {
  if (window.width > 0) {
    const auto line = local_line(curve.potential, curve.current, {}, window);
    if (line) return line->value;
  } else {
    for (std::size_t i = 0; i + 1 < curve.potential.size(); ++i) {
      const double before = curve.potential[i] - window.at;
      const double after = curve.potential[i + 1] - window.at;
      if (before * after > 0 || before == after) continue;
      return curve.current[i] -
             before / (after - before) * (curve.current[i + 1] - curve.current[i]);
    }
  }
  return fail(Code::InvalidInput,
              fmt::format("too few points around {:.4g} V to read a current", window.at),
              "choose a potential inside the sweep, or a wider window");
}

Result<double> onset(const Curve& curve, const OnsetOptions& options) {
  NITER_TRY(const auto y, over_baseline(curve, options.baseline));
  NITER_TRY(const auto range, points_in(curve, options.range));
  return options.rule == OnsetRule::Level ? level_onset(curve, y, options.level, range)
                                          : tangent_onset(curve, y, range);
}

Result<Peak> find_peak(const Curve& curve, const PeakOptions& options) {
  NITER_TRY(auto y, over_baseline(curve, options.baseline));
  NITER_TRY(const auto range, points_in(curve, options.range));
  const double sign = options.kind == PeakKind::Anodic ? 1 : -1;
  for (double& value : y) value *= sign;
  const auto [first, end] = range;
  const auto begin = y.begin();
  const auto top =
      static_cast<std::size_t>(std::max_element(begin + static_cast<std::ptrdiff_t>(first),
                                                begin + static_cast<std::ptrdiff_t>(end)) -
                               begin);
  if (!(y[top] > 0) || top == first || top + 1 == end) {
    return fail(
        Code::InvalidInput,
        fmt::format("no {} peak between {:.4g} and {:.4g} V", sign > 0 ? "anodic" : "cathodic",
                    curve.potential[first], curve.potential[end - 1]),
        "the current is largest at an end of the stretch, or has the other sign: widen the "
        "range or state a baseline");
  }
  const Summit summit = summit_of(curve, y, top, range);
  Peak peak;
  peak.potential = summit.at;
  peak.height = sign * summit.value;
  const double half = summit.value / 2;
  std::size_t before = top;
  while (before > 0 && y[before] > half) --before;
  if (y[before] > half) {
    return fail(Code::InvalidInput, "the sweep begins above half the height of the peak",
                "begin the sweep earlier, or state a baseline");
  }
  peak.half_potential = crossing(curve, y, before, half);
  std::size_t after = top;
  while (after + 1 < y.size() && y[after] > half) ++after;
  if (y[after] <= half) {
    peak.width = std::abs(crossing(curve, y, after - 1, half) - peak.half_potential);
  }
  return peak;
}

}  // namespace niter::analysis
