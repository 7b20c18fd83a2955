#include "niter/report/legend.hpp"

#include <algorithm>
#include <cmath>

#include "niter/report/point_labels.hpp"
#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

using Mark = data::Series::Mark;
using Place = std::array<double, 2>;

bool same_item(const data::Series& a, const data::Series& b) {
  return a.name == b.name && a.colour == b.colour;
}

// Explained by a legend before: same name, look and kind.
bool explained(const data::Figure& figure, std::size_t panel, const data::Series& series) {
  for (std::size_t i = 0; i < panel; ++i) {
    for (const auto& other : figure.panels[i].series) {
      if (same_item(other, series) && other.mark == series.mark && other.dashed == series.dashed &&
          other.reported == series.reported)
        return true;
    }
  }
  return false;
}

// Samples along straight ink, a hundredth of the frame apart.
class Sampler {
 public:
  explicit Sampler(const PanelLayout& panel) : panel_(panel) {}

  Place place(double x_si, double y_si) const {
    return {panel_.x.fraction(panel_.panel->x.unit.from_si(x_si)),
            panel_.y.fraction(panel_.panel->y.unit.from_si(y_si))};
  }
  void segment(const Place& a, const Place& b) {
    const double length = std::hypot(b[0] - a[0], b[1] - a[1]);
    if (!std::isfinite(length)) return;
    const int n = std::clamp(static_cast<int>(length * 100), 1, 400);
    for (int i = 0; i <= n; ++i) {
      const double s = static_cast<double>(i) / n;
      places.push_back({a[0] + s * (b[0] - a[0]), a[1] + s * (b[1] - a[1])});
    }
  }
  void polyline(const std::vector<double>& x, const std::vector<double>& y) {
    const auto n = std::min(x.size(), y.size());
    for (std::size_t i = 0; i + 1 < n; ++i) segment(place(x[i], y[i]), place(x[i + 1], y[i + 1]));
    if (n == 1) segment(place(x[0], y[0]), place(x[0], y[0]));
  }
  void area(double left, double right, double from, double to) {
    constexpr int n = 8;
    for (int i = 0; i <= n; ++i) {
      const double x = left + (right - left) * i / n;
      segment(place(x, from), place(x, to));
    }
  }

  std::vector<Place> places;

 private:
  const PanelLayout& panel_;
};

void sample(Sampler& sampler, const data::Panel& panel, const data::Series& series) {
  const double half = panel.x.unit.to_si(half_width(panel)) - panel.x.unit.to_si(0);
  switch (series.mark) {
    case Mark::Line:
      sampler.polyline(series.x, series.y);
      break;
    case Mark::Points:
      for (std::size_t i = 0; i < series.x.size(); ++i) {
        const double low = i < series.low.size() ? series.low[i] : series.y[i];
        const double high = i < series.high.size() ? series.high[i] : series.y[i];
        sampler.segment(sampler.place(series.x[i], low), sampler.place(series.x[i], high));
      }
      break;
    case Mark::Band:
      for (std::size_t i = 0; i + 1 < std::min(series.low.size(), series.high.size()); ++i)
        sampler.area(series.x[i], series.x[i + 1], series.low[i], series.high[i]);
      break;
    case Mark::Levels:
      for (std::size_t i = 0; i < series.y.size(); ++i) {
        sampler.segment(sampler.place(series.x[i] - half, series.y[i]),
                        sampler.place(series.x[i] + half, series.y[i]));
        if (i > 0)
          sampler.segment(sampler.place(series.x[i - 1] + half, series.y[i - 1]),
                          sampler.place(series.x[i] - half, series.y[i]));
      }
      break;
    case Mark::Bars:
      for (const auto& bar : bars_of(panel, series))
        sampler.area(bar.x - half, bar.x + half, bar.from, bar.to);
      break;
  }
}

// A block of items in columns, read row by row, its lower left corner at the origin; returns its
// size.
Place arrange(std::vector<LegendItem>& items, std::size_t columns) {
  constexpr double gap = 8;
  const std::size_t rows = (items.size() + columns - 1) / columns;
  const double height = static_cast<double>(rows) * legend_pitch;
  double left = 0;
  for (std::size_t column = 0; column < columns; ++column) {
    double widest = 0;
    for (std::size_t i = column; i < items.size(); i += columns) {
      items[i].left = left;
      items[i].middle = height - (static_cast<double>(i / columns) + 0.5) * legend_pitch;
      widest = std::max(widest, items[i].width);
    }
    left += widest + gap;
  }
  return {left - gap, height};
}

bool is_free(const std::vector<Place>& ink, const Box& box, const Box& frame) {
  constexpr double clearance = 4;  // half a symbol
  return std::none_of(ink.begin(), ink.end(), [&](const Place& place) {
    const double x = frame.left + place[0] * frame.width,
                 y = frame.bottom + place[1] * frame.height;
    return x > box.left - clearance && x < box.right() + clearance && y > box.bottom - clearance &&
           y < box.top() + clearance;
  });
}

// A free corner, then the middle of the upper and lower edge.
bool place_block(PanelLayout& panel, std::vector<LegendItem>& items, std::size_t columns) {
  const auto size = arrange(items, columns);
  const auto& frame = panel.plot;
  constexpr double inset = 6;
  const double left = frame.left + inset, right = frame.right() - inset - size[0];
  const double bottom = frame.bottom + inset, top = frame.top() - inset - size[1];
  if (right < left || top < bottom) return false;
  const auto ink = inked(panel);
  const double centre = (left + right) / 2;
  for (const auto& [x, y] : {Place{right, top}, Place{left, top}, Place{right, bottom},
                             Place{left, bottom}, Place{centre, top}, Place{centre, bottom}}) {
    if (!is_free(ink, {x, y, size[0], size[1]}, frame)) continue;
    for (auto& item : items) {
      item.left += x;
      item.middle += y;
    }
    panel.legend = items;
    return true;
  }
  return false;
}

}  // namespace

std::vector<LegendItem> legend_items(const data::Figure& figure, std::size_t panel) {
  std::vector<LegendItem> items;
  for (const auto& series : figure.panels[panel].series) {
    if (series.name.empty() || explained(figure, panel, series)) continue;
    const auto old = std::find_if(items.begin(), items.end(), [&](const auto& item) {
      return same_item(*item.series.front(), series);
    });
    if (old != items.end())
      old->series.push_back(&series);
    else
      items.push_back(
          {{&series}, legend_sample + legend_gap + width_pt(series.name, fonts.legend)});
  }
  return items;
}

std::vector<Place> inked(const PanelLayout& panel) {
  Sampler sampler(panel);
  for (const auto& series : panel.panel->series) sample(sampler, *panel.panel, series);
  for (const auto& label : point_labels(panel)) {
    const double left = (label.left - panel.plot.left) / panel.plot.width;
    const double middle = (label.middle - panel.plot.bottom) / panel.plot.height;
    sampler.segment({left, middle}, {left + label.width / panel.plot.width, middle});
  }
  return sampler.places;
}

bool place_inside(PanelLayout& panel, std::vector<LegendItem> items, double most_head_room) {
  const std::size_t most_columns = items.size() >= 4 ? 2 : 1;
  for (const double head_room : {0.0, 0.12, 0.22, 0.34}) {
    if (head_room > most_head_room || (head_room > 0 && panel.panel->y.range)) return false;
    PanelLayout wider = panel;
    wider.y = panel.y.extended(0, head_room);
    for (std::size_t columns = 1; columns <= most_columns; ++columns) {
      if (!place_block(wider, items, columns)) continue;
      panel = wider;
      return true;
    }
  }
  return false;
}

Place place_columns(std::vector<LegendItem>& items, double left, double top, double room) {
  std::size_t columns = items.size();
  auto size = arrange(items, columns);
  while (columns > 1 && size[0] > room) size = arrange(items, --columns);
  // the same rows, evenly filled
  const std::size_t rows = (items.size() + columns - 1) / columns;
  size = arrange(items, (items.size() + rows - 1) / rows);
  for (auto& item : items) {
    item.left += left;
    item.middle += top - size[1];
  }
  return size;
}

}  // namespace niter::report
