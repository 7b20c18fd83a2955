#include "niter/analysis/echem/sweeps.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

constexpr double reversal = 0.05;     // of the range of the record
constexpr double end_of_sweep = 0.1;  // left out at each end: holds and the rounding of reversals
constexpr double rate_tolerance = 0.05;  // between parts of one sweep

Status check_columns(const data::Table& record, std::span<const double> t,
                     std::span<const double> e) {
  const std::string& file = record.provenance.origin;
  if (t.size() != e.size()) {
    return fail(Code::InvalidInput,
                fmt::format("'{}' has {} times and {} potentials", file, t.size(), e.size()));
  }
  if (t.size() < 3) {
    return fail(Code::InvalidInput,
                fmt::format("'{}' has {} points: a sweep needs three or more", file, t.size()));
  }
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (std::isfinite(t[i]) && std::isfinite(e[i])) continue;
    return fail(Code::InvalidInput,
                fmt::format("'{}', point {}: '{}' is missing", file, i + 1,
                            std::isfinite(t[i]) ? "E" : "t"),
                "delete the row");
  }
  const auto [low, high] = std::minmax_element(e.begin(), e.end());
  if (!(*high > *low)) {
    return fail(Code::InvalidInput,
                fmt::format("'{}': the potential stays at {} V", file, e.front()),
                "a voltammogram needs a potential that moves: is column E the right one?");
  }
  return {};
}

/// Points where the potential turns, and both ends, within [first, last].
std::vector<std::size_t> turning_points(std::span<const double> e, std::size_t first,
                                        std::size_t last, double threshold) {
  std::vector<std::size_t> turns{first};
  std::size_t lowest = first;
  std::size_t highest = first;
  int direction = 0;
  for (std::size_t i = first; i <= last; ++i) {
    if (e[i] < e[lowest]) lowest = i;
    if (e[i] > e[highest]) highest = i;
    const bool fell = e[highest] - e[i] > threshold;
    const bool rose = e[i] - e[lowest] > threshold;
    if (fell && direction >= 0) {
      if (direction > 0 || highest > first) turns.push_back(highest);
      direction = -1;
      lowest = i;
    } else if (rose && direction <= 0) {
      if (direction < 0 || lowest > first) turns.push_back(lowest);
      direction = 1;
      highest = i;
    }
  }
  if (turns.back() != last) turns.push_back(last);
  return turns;
}

/// dE/dt of the points whose potential lies in [low, high]; 0 if there are too few.
double rate_between(std::span<const double> t, std::span<const double> e, const Sweep& sweep,
                    double low, double high) {
  std::vector<double> times;
  std::vector<double> potentials;
  for (std::size_t i = sweep.first; i <= sweep.last; ++i) {
    if (e[i] < low || e[i] > high) continue;
    times.push_back(t[i] - t[sweep.first]);
    potentials.push_back(e[i]);
  }
  const auto line = fit_line(times, potentials);
  return line ? line->slope : 0;
}

void measure_rate(std::span<const double> t, std::span<const double> e, Sweep& sweep) {
  const double span = sweep.high - sweep.low;
  const double low = sweep.low + end_of_sweep * span;
  const double high = sweep.high - end_of_sweep * span;
  sweep.rate = rate_between(t, e, sweep, low, high);
  if (sweep.rate == 0) return;
  sweep.steady = true;
  constexpr int parts = 4;
  for (int k = 0; k < parts; ++k) {
    const double from = low + (high - low) * k / parts;
    const double rate = rate_between(t, e, sweep, from, from + (high - low) / parts);
    // a part with too few points has rate 0
    if (std::abs(rate / sweep.rate - 1) > rate_tolerance) sweep.steady = false;
  }
}

}  // namespace

Result<std::vector<Sweep>> split_sweeps(const data::Table& record) {
  NITER_TRY(const auto t, record.column("t"));
  NITER_TRY(const auto e, record.column("E"));
  NITER_OK(check_columns(record, t, e));
  const auto [low, high] = std::minmax_element(e.begin(), e.end());
  const double threshold = reversal * (*high - *low);

  std::vector<Sweep> sweeps;
  std::size_t first = 0;
  for (std::size_t i = 1; i <= t.size(); ++i) {
    if (i < t.size() && t[i] >= t[i - 1]) continue;
    const auto turns = turning_points(e, first, i - 1, threshold);
    for (std::size_t k = 1; k < turns.size(); ++k) {
      Sweep sweep{.first = turns[k - 1], .last = turns[k]};
      const auto points = e.subspan(sweep.first, sweep.last - sweep.first + 1);
      sweep.low = *std::min_element(points.begin(), points.end());
      sweep.high = *std::max_element(points.begin(), points.end());
      if (sweep.high - sweep.low < threshold) continue;  // a hold
      measure_rate(t, e, sweep);
      sweeps.push_back(sweep);
    }
    first = i;
  }
  return sweeps;
}

}  // namespace niter::analysis
