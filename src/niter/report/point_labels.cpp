#include "niter/report/point_labels.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

constexpr double gap = 4;       // from the middle of a symbol
constexpr double radius = 2.2;  // of a symbol

bool meet(const PointLabel& a, const PointLabel& b) {
  return std::abs(a.middle - b.middle) < fonts.small + 1 && a.left < b.left + b.width + 2 &&
         b.left < a.left + a.width + 2;
}

struct Place {
  double x = 0, y = 0;  // pt
};

std::optional<Place> place_of(const PanelLayout& panel, double x_si, double y_si) {
  const double x = panel.x.fraction(panel.panel->x.unit.from_si(x_si));
  const double y = panel.y.fraction(panel.panel->y.unit.from_si(y_si));
  if (!std::isfinite(x) || !std::isfinite(y)) return std::nullopt;
  return Place{panel.plot.left + x * panel.plot.width, panel.plot.bottom + y * panel.plot.height};
}

// Where symbols stand and lines have their corners.
std::vector<Place> marks_of(const PanelLayout& panel) {
  std::vector<Place> marks;
  for (const auto& series : panel.panel->series) {
    if (series.mark != data::Series::Mark::Points && series.mark != data::Series::Mark::Line) {
      continue;
    }
    for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
      const auto place = place_of(panel, series.x[i], series.y[i]);
      if (place) marks.push_back(*place);
    }
  }
  return marks;
}

// Of the places around a point the first that hides no mark, else the one that hides fewest.
PointLabel clearest(const PanelLayout& panel, const Place& point, const std::string& text,
                    const std::vector<Place>& marks) {
  const Box& frame = panel.plot;
  const double width = width_pt(text, fonts.small);
  const double left = point.x - gap - width;
  const double right = point.x + gap;
  const bool leftwards = stands_left((point.x - frame.left) / frame.width);
  const double near = leftwards ? left : right;
  const double far = leftwards ? right : left;
  const double above = fonts.small / 2 + gap;
  // outwards, above the line that leaves the point; then the other side, above and below
  const Place tried[] = {{near, gap},
                         {far, gap},
                         {point.x - width / 2, above},
                         {near, -gap},
                         {far, -gap},
                         {point.x - width / 2, -above},
                         {point.x - width / 2, 1.8 * above},
                         {point.x - width / 2, -1.8 * above}};
  PointLabel best;
  std::size_t fewest = marks.size() + 1;
  for (const auto& [at, rise] : tried) {
    PointLabel label{text, 0, 0, width};
    label.left = std::clamp(at, frame.left + 2, frame.right() - 2 - width);
    label.middle =
        std::clamp(point.y + rise, frame.bottom + fonts.small, frame.top() - fonts.small);
    const auto hidden =
        static_cast<std::size_t>(std::count_if(marks.begin(), marks.end(), [&](const Place& mark) {
          return mark.x > label.left - radius && mark.x < label.left + width + radius &&
                 std::abs(mark.y - label.middle) < fonts.small / 2 + radius;
        }));
    if (hidden >= fewest) continue;
    fewest = hidden;
    best = label;
    if (hidden == 0) break;
  }
  return best;
}

}  // namespace

std::vector<PointLabel> point_labels(const PanelLayout& panel) {
  std::vector<PointLabel> out;
  const auto marks = marks_of(panel);
  for (const auto& series : panel.panel->series) {
    if (!series.shows_labels) continue;
    for (std::size_t i = 0; i < std::min(series.x.size(), series.labels.size()); ++i) {
      const auto place = place_of(panel, series.x[i], series.y[i]);
      if (!place || series.labels[i].empty()) continue;
      const PointLabel label = clearest(panel, *place, series.labels[i], marks);
      const bool free = std::none_of(out.begin(), out.end(),
                                     [&](const PointLabel& other) { return meet(label, other); });
      if (free) out.push_back(label);
    }
  }
  return out;
}

bool stands_left(double x_fraction) {
  return x_fraction < 0.5;
}

}  // namespace niter::report
