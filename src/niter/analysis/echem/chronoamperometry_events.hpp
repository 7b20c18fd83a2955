// What happens to a current in time that is no chemistry: gaps, lost contact, ranges, bubbles.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "niter/analysis/echem/chronoamperometry_window.hpp"
#include "niter/data/finding.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

enum class EventKind {
  Gap,            // no points for ten times the usual interval
  BackInTime,     // time does not grow: records joined, or a clock set back
  NoCurrent,      // at least two points below 1 % of the median magnitude
  PotentialStep,  // the next step of the technique
  RangeChange,    // of the current range, by its column
  LevelStep,      // a sudden change that stays: contact, range, a bubble that does not leave
  Bubble          // a sudden change that is slowly undone
};

struct Event {
  EventKind kind = EventKind::Gap;
  std::size_t row = 0;  // the first one after it
  double time = 0;      // [s] from the first row
  double size = 0;      // seconds of a gap or without current; else change over the median current
};

/// Gaps, times that go back, lost current, steps of the technique, changes of range and bubbles, in
/// the order of time within each kind.
///
/// A bubble is a change of |I| between neighbours that is more than 8 times the usual one (by the
/// median) and more than 0.5 % of the median current, of which at least half is undone before the
/// next such change, and more slowly: in three points or more. It may go down and recover (gas
/// covers the electrode at once) or up and decline (gas grows slowly and leaves).
///
/// @param current  of the table; t grows but for the places found here
std::vector<Event> events_of(const data::Table& table, std::span<const double> t,
                             std::span<const double> current);

/// A change of level that stays within rows that are else one straight line: penalised least
/// squares over 200 blocks; steps below 1 % of the mean do not count.
std::vector<Event> level_steps(std::span<const double> t, std::span<const double> current,
                               Rows rows);

/// The longest stretch of rows without a gap, lost current or step of the technique.
Rows longest_stretch(std::span<const double> t, const std::vector<Event>& events);

/// What was looked for and found: interruptions, changes of range and level (a doubt only within
/// the steady window), bubbles.
std::vector<data::Finding> event_findings(const std::vector<Event>& events,
                                          const std::optional<Rows>& steady, bool ranges_known);

/// "gap", "bubble", ...
std::string_view to_string(EventKind kind);

}  // namespace niter::analysis
