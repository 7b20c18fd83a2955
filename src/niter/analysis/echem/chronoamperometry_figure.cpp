#include "niter/analysis/echem/chronoamperometry_figure.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

using data::Series;

constexpr double left_out = 0.03;  // share of points that may lie beyond the axis on either side

}  // namespace

data::Figure chronoamperometry_figure(const TimeRecord& record) {
  const double start = record.t.front();
  data::Panel panel{
      "a",
      {},
      {"t", time_unit(record.t.back() - start)},
      {record.word, record.unit, {}, shown_range({record.y.begin(), record.y.end()}, left_out)},
      {}};
  // a gap is no line
  Series curve{.name = "measured"};
  for (std::size_t i = 0; i < record.t.size(); ++i) {
    const bool broken = std::ranges::any_of(record.events, [&](const Event& event) {
      return event.kind <= EventKind::BackInTime && event.row == i;
    });
    if (broken) {
      panel.series.push_back(std::move(curve));
      curve = Series{.name = {}};
    }
    curve.x.push_back(record.t[i] - start);
    curve.y.push_back(record.y[i]);
  }
  panel.series.push_back(std::move(curve));
  if (record.steady && record.trend) {
    Series line{.name = "steady window", .colour = 1};
    for (const std::size_t row : {record.steady->first, record.steady->end - 1}) {
      line.x.push_back(record.t[row] - start);
      line.y.push_back(record.trend->at(record.t[row]));
    }
    panel.series.push_back(std::move(line));
  }
  int colour = 2;
  for (const auto kind : {EventKind::Gap, EventKind::BackInTime, EventKind::NoCurrent,
                          EventKind::RangeChange, EventKind::LevelStep, EventKind::Bubble}) {
    Series points{.name = {}, .mark = Series::Mark::Points, .colour = colour};
    for (const auto& event : record.events) {
      if (event.kind != kind) continue;
      points.x.push_back(record.t[event.row] - start);
      // what lies beyond the axis is marked at its edge
      points.y.push_back(
          std::clamp(record.y[event.row], panel.y.range->first, panel.y.range->second));
    }
    if (points.x.empty()) continue;
    points.name = fmt::format("{} ({})", to_string(kind), points.x.size());
    panel.series.push_back(std::move(points));
    colour = colour == 5 ? 2 : colour + 1;
  }
  return {"fig-ca",
          "Current in time",
          "As measured; the line is the mean and drift of the steady window. Marks stand at the "
          "first point after what they name.",
          {panel}};
}

}  // namespace niter::analysis
