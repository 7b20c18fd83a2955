#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/chronoamperometry_events.hpp"
#include "niter/analysis/echem/stability_trend.hpp"

namespace niter::analysis {

namespace {

using data::Verdict;

constexpr std::size_t most_listed = 12;

std::vector<Event> of_kinds(const std::vector<Event>& events, std::vector<EventKind> kinds) {
  std::vector<Event> found;
  std::ranges::copy_if(events, std::back_inserter(found), [&](const Event& event) {
    return std::ranges::find(kinds, event.kind) != kinds.end();
  });
  std::ranges::stable_sort(found, {}, &Event::time);
  return found;
}

// "gap of 20 s at 120 s; bubble of -3.1 % at 4 min"
std::string listed(const std::vector<Event>& events) {
  std::string text;
  for (std::size_t i = 0; i < std::min(events.size(), most_listed); ++i) {
    const Event& event = events[i];
    const bool lasts = event.kind <= EventKind::NoCurrent;
    const std::string size = lasts             ? " of " + time_text(std::abs(event.size))
                             : event.size == 0 ? std::string{}
                                               : fmt::format(" of {:+.2g} %", 100 * event.size);
    text += fmt::format("{}{}{} at {}", i == 0 ? "" : "; ", to_string(event.kind), size,
                        time_text(event.time));
  }
  if (events.size() > most_listed)
    text += fmt::format("; and {} more", events.size() - most_listed);
  return text;
}

data::Finding interruptions(const std::vector<Event>& events) {
  const auto found =
      of_kinds(events, {EventKind::Gap, EventKind::BackInTime, EventKind::NoCurrent});
  data::Finding finding;
  finding.key = "interruptions";
  finding.title = "The record is without gaps";
  finding.verdict = found.empty() ? Verdict::Consistent : Verdict::Inconsistent;
  finding.formula = "interval between points, magnitude of the current";
  finding.numbers = found.empty() ? "none" : fmt::format("{}: {}", found.size(), listed(found));
  finding.tolerance = "10 times the usual interval; 1 % of the median current";
  finding.text = found.empty()
                     ? "Time grows evenly and the current never ceases."
                     : "What happened meanwhile is not known; the charge of a gap is a straight "
                       "line across it, and the steady window keeps to one side.";
  finding.source = "rule of the technique";
  return finding;
}

data::Finding steps(const std::vector<Event>& events, const std::optional<Rows>& steady,
                    bool ranges_known) {
  const auto found = of_kinds(events, {EventKind::RangeChange, EventKind::LevelStep});
  data::Finding finding;
  finding.key = "current-steps";
  finding.title = "No change of current range, no step of the level";
  const bool matters = std::ranges::any_of(found, [&](const Event& event) {
    return !steady || (event.row > steady->first && event.row < steady->end);
  });
  finding.verdict = matters ? Verdict::Marginal : Verdict::Consistent;
  finding.formula = "penalised least squares, straight pieces";
  finding.numbers = found.empty() ? "none" : fmt::format("{}: {}", found.size(), listed(found));
  finding.tolerance = "1 % of the current in the steady window";
  finding.text = found.empty() ? "The level has no sudden change that stays."
                 : !matters    ? "None lies in the steady window."
                               : "Look whether the level before and after may be averaged.";
  if (!ranges_known) finding.text += " The record does not say its current range.";
  finding.source = "killick2012, sec. 2.2";
  return finding;
}

data::Finding bubbles(const std::vector<Event>& events) {
  const auto found = of_kinds(events, {EventKind::Bubble});
  data::Finding finding;
  finding.key = "bubbles";
  finding.title = "No sawtooth of gas bubbles";
  finding.verdict = found.empty() ? Verdict::Consistent : Verdict::Marginal;
  finding.formula = "sudden change of |I|, slowly undone";
  finding.numbers = found.empty() ? "none" : fmt::format("{}: {}", found.size(), listed(found));
  finding.tolerance = "8 times the usual change between points, and 0.5 % of the current";
  if (found.empty()) {
    finding.text = "No sudden change that is slowly undone.";
  } else {
    std::vector<double> sizes, intervals;
    for (const auto& event : found) sizes.push_back(std::abs(event.size));
    for (std::size_t i = 1; i < found.size(); ++i) {
      intervals.push_back(found[i].time - found[i - 1].time);
    }
    finding.text = fmt::format("{} sudden changes of {:.2g} % in the median", found.size(),
                               100 * median(sizes));
    if (!intervals.empty()) finding.text += ", one every " + time_text(median(intervals));
    finding.text += ": bubbles that cover and leave the electrode would look like this.";
  }
  finding.source = "rule of the technique";
  return finding;
}

}  // namespace

std::string_view to_string(EventKind kind) {
  switch (kind) {
    case EventKind::Gap:
      return "gap";
    case EventKind::BackInTime:
      return "time back";
    case EventKind::NoCurrent:
      return "no current";
    case EventKind::PotentialStep:
      return "step of the technique";
    case EventKind::RangeChange:
      return "change of range";
    case EventKind::LevelStep:
      return "step";
    case EventKind::Bubble:
      break;
  }
  return "bubble";
}

std::vector<data::Finding> event_findings(const std::vector<Event>& events,
                                          const std::optional<Rows>& steady, bool ranges_known) {
  return {interruptions(events), steps(events, steady, ranges_known), bubbles(events)};
}

}  // namespace niter::analysis
