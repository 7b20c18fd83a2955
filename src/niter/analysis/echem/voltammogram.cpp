#include "niter/analysis/echem/voltammogram.hpp"

#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "niter/analysis/echem/voltammogram_baseline.hpp"

namespace niter::analysis {

namespace {

/// Current over the straight baseline.
Result<std::vector<double>> over_baseline(const Curve& curve,
                                          const std::optional<Stretch>& baseline) {
  std::vector<double> current(curve.current.begin(), curve.current.end());
  if (!baseline) return current;
  NITER_TRY(const auto line, baseline_of(curve, baseline));
  for (std::size_t i = 0; i < current.size(); ++i) current[i] -= line.value(curve.potential[i]);
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

}  // namespace

Result<Curve> curve_of(const data::Table& record, const Sweep& sweep) {
  NITER_TRY(const auto e, record.column("E"));
  const char* const word = record.find("j") != nullptr ? "j" : "I";
  NITER_TRY(const auto current, record.column(word));
  if (e.size() != current.size() || sweep.last >= e.size() || sweep.first > sweep.last) {
    return fail(Code::InvalidInput,
                fmt::format("points {} to {} of {} potentials and {} currents", sweep.first + 1,
                            sweep.last + 1, e.size(), current.size()));
  }
  const std::size_t count = sweep.last - sweep.first + 1;
  Curve curve{e.subspan(sweep.first, count), current.subspan(sweep.first, count)};
  const std::span<const double> sigma = record.find(word)->sigma;
  if (!sigma.empty()) curve.sigma = sigma.subspan(sweep.first, count);
  return curve;
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

}  // namespace niter::analysis
