#include "niter/report/point_labels.hpp"

#include <algorithm>
#include <cmath>

#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

constexpr double gap = 4;  // from the middle of a symbol

bool meet(const PointLabel& a, const PointLabel& b) {
  return std::abs(a.middle - b.middle) < fonts.small + 1 && a.left < b.left + b.width + 2 &&
         b.left < a.left + a.width + 2;
}

}  // namespace

std::vector<PointLabel> point_labels(const PanelLayout& panel) {
  std::vector<PointLabel> out;
  const Box& frame = panel.plot;
  for (const auto& series : panel.panel->series) {
    if (!series.shows_labels) continue;
    for (std::size_t i = 0; i < std::min(series.x.size(), series.labels.size()); ++i) {
      const double x = panel.x.fraction(panel.panel->x.unit.from_si(series.x[i]));
      const double y = panel.y.fraction(panel.panel->y.unit.from_si(series.y[i]));
      if (!std::isfinite(x) || !std::isfinite(y) || series.labels[i].empty()) continue;
      PointLabel label{series.labels[i], 0, 0, width_pt(series.labels[i], fonts.small)};
      const double at = frame.left + x * frame.width;
      label.left = stands_left(x) ? at - gap - label.width : at + gap;
      label.left = std::clamp(label.left, frame.left + 2, frame.right() - 2 - label.width);
      // above the line that leaves the point
      label.middle = std::min(frame.bottom + y * frame.height + gap, frame.top() - fonts.small);
      const bool free = std::none_of(out.begin(), out.end(),
                                     [&](const PointLabel& other) { return meet(label, other); });
      if (free) out.push_back(std::move(label));
    }
  }
  return out;
}

bool stands_left(double x_fraction) {
  return x_fraction < 0.5;
}

}  // namespace niter::report
