#include "niter/analysis/echem/chronoamperometry_events.hpp"

#include <algorithm>
#include <cmath>

#include "niter/analysis/echem/change_point.hpp"
#include "niter/analysis/echem/stability_trend.hpp"

namespace niter::analysis {

namespace {

constexpr double gap_factor = 10;       // of the interval that 95 % of all do not exceed
constexpr double no_current = 0.01;     // of the median magnitude
constexpr double sudden = 8;            // of the usual change between neighbours
constexpr double least_jump = 0.005;    // of the median current
constexpr double least_step = 0.01;     // of the mean current
constexpr std::size_t slow_points = 3;  // in which at least half of a bubble is undone
constexpr double normal_median = 0.6744898;

double median_magnitude(std::span<const double> values) {
  std::vector<double> magnitudes;
  for (const double value : values) magnitudes.push_back(std::abs(value));
  return median(std::move(magnitudes));
}

void find_times(std::span<const double> t, std::vector<Event>& events) {
  std::vector<double> intervals;
  for (std::size_t i = 1; i < t.size(); ++i) {
    if (t[i] > t[i - 1]) intervals.push_back(t[i] - t[i - 1]);
  }
  if (intervals.empty()) return;
  std::ranges::sort(intervals);
  const double usual = intervals[(intervals.size() - 1) * 95 / 100];
  for (std::size_t i = 1; i < t.size(); ++i) {
    const double interval = t[i] - t[i - 1];
    if (!(interval > 0)) {
      events.push_back({EventKind::BackInTime, i, t[i] - t[0], interval});
    } else if (interval > gap_factor * usual) {
      events.push_back({EventKind::Gap, i, t[i - 1] - t[0], interval});
    }
  }
}

void find_lost_current(std::span<const double> t, std::span<const double> current,
                       std::vector<Event>& events) {
  const double limit = no_current * median_magnitude(current);
  for (std::size_t i = 0; i < t.size();) {
    std::size_t end = i;
    while (end < t.size() && std::abs(current[end]) < limit) ++end;
    if (end >= i + 2) {
      events.push_back(
          {EventKind::NoCurrent, i, t[i] - t[0], t[std::min(end, t.size() - 1)] - t[i]});
    }
    i = std::max(end, i + 1);
  }
}

void find_changes_of(const data::Column& column, double tolerance, EventKind kind,
                     std::span<const double> t, std::vector<Event>& events) {
  for (std::size_t i = 1; i < t.size(); ++i) {
    if (std::abs(column.values[i] - column.values[i - 1]) > tolerance) {
      events.push_back({kind, i, t[i] - t[0], 0});
    }
  }
}

bool near_event(const std::vector<Event>& events, std::size_t row) {
  return std::ranges::any_of(events, [&](const Event& event) {
    return event.kind != EventKind::Bubble && row + 2 >= event.row && row <= event.row + 2;
  });
}

void find_bubbles(std::span<const double> t, std::span<const double> current,
                  std::vector<Event>& events) {
  const double middle = median({current.begin(), current.end()});
  const double sign = middle < 0 ? -1 : 1;
  std::vector<double> change(t.size(), 0);  // to this row from the one before
  for (std::size_t i = 1; i < t.size(); ++i) change[i] = sign * (current[i] - current[i - 1]);
  const double usual = median_magnitude(std::span(change).subspan(1)) / normal_median;
  const double limit = std::max(sudden * usual, least_jump * std::abs(middle));
  const std::vector<Event> others = events;
  // what follows the switching on is no bubble
  for (std::size_t i = std::max<std::size_t>(3, t.size() / 100); i < t.size(); ++i) {
    if (std::abs(change[i]) < limit) continue;
    std::size_t after = i;
    double jump = change[i];
    while (after + 1 < t.size() && std::abs(change[after + 1]) >= limit &&
           change[after + 1] * jump > 0) {
      jump += change[++after];
    }
    std::size_t undone = after;
    for (std::size_t k = after + 1; k < t.size() && std::abs(change[k]) < limit; ++k) {
      if (sign * (current[after] - current[k]) * (jump > 0 ? 1 : -1) < 0.5 * std::abs(jump))
        continue;
      undone = k;
      break;
    }
    if (undone >= after + slow_points && !near_event(others, i)) {
      events.push_back({EventKind::Bubble, i, t[i] - t[0], jump / std::abs(middle)});
    }
    i = after;
  }
}

}  // namespace

std::vector<Event> events_of(const data::Table& table, std::span<const double> t,
                             std::span<const double> current) {
  std::vector<Event> events;
  if (t.size() < 10) return events;
  find_times(t, events);
  find_lost_current(t, current, events);
  if (const auto* const step = table.find("step")) {
    find_changes_of(*step, 0.5, EventKind::PotentialStep, t, events);
  } else if (const auto* const asked = table.find("E_set")) {
    find_changes_of(*asked, 1e-3, EventKind::PotentialStep, t, events);
  }
  if (const auto* const range = table.find("I_range")) {
    find_changes_of(*range, 0, EventKind::RangeChange, t, events);
  }
  find_bubbles(t, current, events);
  return events;
}

std::vector<Event> level_steps(std::span<const double> t, std::span<const double> current,
                               Rows rows) {
  std::vector<Event> events;
  const Blocks blocks = block_means(rows.of(t), rows.of(current), 200);
  const auto changes =
      change_points(blocks.t, blocks.y, Piece::Line, change_penalty(blocks.y, Piece::Line), 5);
  const double middle = std::abs(median(blocks.y));
  for (const std::size_t at : changes) {
    // levels of five blocks on either side
    const std::span<const double> y = blocks.y;
    const auto before = y.subspan(at - 5, 5);
    const auto after = y.subspan(at, 5);
    const double size =
        (median({after.begin(), after.end()}) - median({before.begin(), before.end()})) / middle;
    if (std::abs(size) < least_step) continue;
    const auto row = static_cast<std::size_t>(
        std::lower_bound(t.begin() + static_cast<std::ptrdiff_t>(rows.first),
                         t.begin() + static_cast<std::ptrdiff_t>(rows.end), blocks.t[at]) -
        t.begin());
    events.push_back({EventKind::LevelStep, row, t[row] - t[0], size});
  }
  return events;
}

Rows longest_stretch(std::span<const double> t, const std::vector<Event>& events) {
  std::vector<std::size_t> cuts = {0, t.size()};
  for (const auto& event : events) {
    if (event.kind <= EventKind::PotentialStep) cuts.push_back(event.row);
    if (event.kind != EventKind::NoCurrent) continue;
    // the rows without current are no stretch
    std::size_t end = event.row;
    while (end < t.size() && t[end] - t[event.row] < event.size) ++end;
    cuts.push_back(end);
  }
  std::ranges::sort(cuts);
  Rows longest;
  double length = -1;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    if (cuts[i] == cuts[i + 1]) continue;
    const bool lost = std::ranges::any_of(events, [&](const Event& event) {
      return event.kind == EventKind::NoCurrent && event.row == cuts[i];
    });
    const double lasts = t[cuts[i + 1] - 1] - t[cuts[i]];
    if (lost || lasts <= length) continue;
    length = lasts;
    longest = {cuts[i], cuts[i + 1]};
  }
  return longest;
}

}  // namespace niter::analysis
