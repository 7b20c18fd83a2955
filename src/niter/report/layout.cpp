#include "niter/report/layout.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

#include "niter/base/contract.hpp"
#include "niter/report/legend.hpp"
#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

using Mark = data::Series::Mark;

constexpr double edge = 3;           // white space around everything
constexpr double right_margin = 11;  // room for half of the last tick text
constexpr double tick_gap = 4.5;     // from the frame to a tick text
constexpr double aside_gap = 12;
constexpr double tallest_frame = 250;  // 88 mm: larger frames only look empty

void append(std::vector<double>& all, const std::vector<double>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void set_scales(PanelLayout& layout) {
  const auto& panel = *layout.panel;
  std::vector<double> x, y;
  bool bars = false;
  for (const auto& series : panel.series) {
    append(x, series.x);
    append(y, series.low);
    append(y, series.high);
    if (series.mark == Mark::Bars) {
      bars = true;
      for (const auto& bar : bars_of(panel, series)) append(y, {bar.from, bar.to});
    } else {
      append(y, series.y);
    }
  }
  layout.x = scale_of(panel.x, x, 0.03);
  layout.y = scale_of(panel.y, y, 0.06);
  const auto negative = [](double value) { return value < 0; };
  if (bars && !panel.y.range && std::none_of(y.begin(), y.end(), negative)) layout.y.first = 0;
  if (!has_names(panel) || panel.x.range || x.empty()) return;
  // plateaus and bars have a width, and so have the gaps beside them
  const auto [first, last] = std::minmax_element(x.begin(), x.end());
  const double half = 1.6 * half_width(panel);
  layout.x = {panel.x.unit.from_si(*first) - half, panel.x.unit.from_si(*last) + half, false};
}

std::vector<Tick> name_ticks(const data::Panel& panel) {
  std::map<double, std::string> names;
  for (const auto& series : panel.series) {
    if (series.mark != Mark::Levels && series.mark != Mark::Bars) continue;
    for (std::size_t i = 0; i < std::min(series.x.size(), series.labels.size()); ++i) {
      if (!series.labels[i].empty())
        names.emplace(panel.x.unit.from_si(series.x[i]), series.labels[i]);
    }
  }
  std::vector<Tick> ticks;
  for (const auto& [x, name] : names) ticks.push_back({x, name});
  return ticks;
}

double widest(const std::vector<Tick>& ticks) {
  double most = 0;
  for (const auto& tick : ticks) most = std::max(most, width_pt(tick.text, fonts.tick));
  return most;
}

void set_ticks(PanelLayout& layout, double width, double height) {
  layout.y_ticks =
      ticks_of(layout.y, std::max(3, static_cast<int>(height / (layout.y.logarithmic ? 18 : 22))));
  if (!has_names(*layout.panel)) {
    // as many as fit beside each other
    for (int wanted = std::max(3, static_cast<int>(width / 30)); wanted >= 2; --wanted) {
      layout.x_ticks = ticks_of(layout.x, wanted);
      const auto texts = std::count_if(layout.x_ticks.begin(), layout.x_ticks.end(),
                                       [](const auto& t) { return !t.minor; });
      if (static_cast<double>(texts) * (widest(layout.x_ticks) + 9) < width) break;
    }
    return;
  }
  layout.x_ticks = name_ticks(*layout.panel);
  double nearest = width;
  for (std::size_t i = 1; i < layout.x_ticks.size(); ++i) {
    const double gap =
        layout.x.fraction(layout.x_ticks[i].value) - layout.x.fraction(layout.x_ticks[i - 1].value);
    nearest = std::min(nearest, std::abs(gap) * width);
  }
  layout.slanted = widest(layout.x_ticks) + 4 > nearest;
}

double below_frame(const PanelLayout& layout) {
  const double texts =
      layout.slanted ? 0.71 * (widest(layout.x_ticks) + fonts.tick) : 1.1 * fonts.tick;
  return tick_gap + texts + 0.5 + 1.25 * fonts.axis + edge;
}

double above_frame(const PanelLayout& layout) {
  const bool headed = !layout.panel->letter.empty() || !layout.panel->title.empty();
  return headed ? fonts.letter + 6 : edge + 3;
}

std::size_t columns_of(const FigureLayout& layout) {
  const bool narrow = layout.width < 120 * points_per_mm;
  return narrow ? 1 : std::min<std::size_t>(3, layout.figure->panels.size());
}

// A single panel on a wide figure may spread, and has its legend beside it if no corner is free.
bool stands_alone(const FigureLayout& layout) {
  return layout.figure->panels.size() == 1 && layout.width >= 120 * points_per_mm;
}

// Width and height of every frame, all equal, with `aside` left free at the right.
std::pair<double, double> frame_size(const FigureLayout& layout, double aside) {
  const double cell = layout.width / static_cast<double>(columns_of(layout));
  const double width = cell - layout.margin_left - right_margin - aside;
  const double height = std::min(0.75 * width, tallest_frame);
  return {stands_alone(layout) ? std::min(width, height * 16 / 9) : width, height};
}

// Room beside the frame that the legend of a single panel needs: none if it fits inside.
double legend_aside(const FigureLayout& layout) {
  auto items = legend_items(*layout.figure, 0);
  if (!stands_alone(layout) || items.empty()) return 0;
  PanelLayout trial = layout.panels.front();
  std::tie(trial.plot.width, trial.plot.height) = frame_size(layout, 0);
  if (trial.panel->equal_scales) equalise(trial.x, trial.y, trial.plot.width / trial.plot.height);
  if (place_inside(trial, items, 0)) return 0;
  return aside_gap + place_columns(items, 0, 0, 1)[0];
}

// The legend of one panel, relative to the lower left corner of its frame; returns the height it
// needs above all else.
double place_legend(PanelLayout& panel, std::vector<LegendItem> items, double aside, double room) {
  if (items.empty()) return 0;
  if (aside > 0) {
    place_columns(items, panel.plot.width + aside_gap, panel.plot.height, 1);
    panel.legend = std::move(items);
    return 0;
  }
  constexpr double most_head_room = 0.34;
  if (place_inside(panel, items, panel.panel->equal_scales ? 0 : most_head_room)) return 0;
  const double height = place_columns(items, 0, 0, room)[1];
  for (auto& item : items) item.middle += panel.plot.height + above_frame(panel) + height;
  panel.legend = std::move(items);
  return height + 2;
}

// Whether no other panel of the row that begins here has a legend.
bool only_legend(const data::Figure& figure, std::size_t first, std::size_t columns) {
  for (std::size_t i = first + 1; i < std::min(first + columns, figure.panels.size()); ++i) {
    if (!legend_items(figure, i).empty()) return false;
  }
  return true;
}

void move_to(PanelLayout& panel, double left, double bottom) {
  panel.plot.left = left;
  panel.plot.bottom = bottom;
  for (auto& item : panel.legend) {
    item.left += left;
    item.middle += bottom;
  }
}

}  // namespace

bool has_names(const data::Panel& panel) {
  return std::any_of(panel.series.begin(), panel.series.end(), [](const auto& series) {
    const bool can = series.mark == Mark::Levels || series.mark == Mark::Bars;
    return can && std::any_of(series.labels.begin(), series.labels.end(),
                              [](const auto& name) { return !name.empty(); });
  });
}

double half_width(const data::Panel& panel) {
  std::vector<double> x;
  for (const auto& series : panel.series) {
    if (series.mark == Mark::Levels || series.mark == Mark::Bars) append(x, series.x);
  }
  std::sort(x.begin(), x.end());
  double gap = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < x.size(); ++i) {
    const double step = panel.x.unit.from_si(x[i]) - panel.x.unit.from_si(x[i - 1]);
    if (step > 1e-9 * std::abs(x[i])) gap = std::min(gap, step);
  }
  return 0.36 * (std::isfinite(gap) ? gap : 1.0);
}

std::vector<Bar> bars_of(const data::Panel& panel, const data::Series& series) {
  std::vector<Bar> bars;
  for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
    double from = 0;
    for (const auto& below : panel.series) {
      if (&below == &series) break;
      if (below.mark != Mark::Bars) continue;
      for (std::size_t k = 0; k < std::min(below.x.size(), below.y.size()); ++k) {
        if (std::abs(below.x[k] - series.x[i]) < 1e-9 * std::abs(series.x[i]) + 1e-15 &&
            std::signbit(below.y[k]) == std::signbit(series.y[i]))
          from += below.y[k];
      }
    }
    bars.push_back({series.x[i], from, from + series.y[i]});
  }
  return bars;
}

FigureLayout lay_out(const data::Figure& figure, double width_mm) {
  NITER_EXPECT(!figure.panels.empty(), "a figure has at least one panel");
  FigureLayout layout{&figure, width_mm * points_per_mm};
  const auto columns = columns_of(layout);
  const auto rows = (figure.panels.size() + columns - 1) / columns;
  const double cell = layout.width / static_cast<double>(columns);

  // frames need ticks for their margins, ticks need frames for their number: begin with a fair
  // guess
  for (const auto& panel : figure.panels) {
    auto& p = layout.panels.emplace_back();
    p.panel = &panel;
    set_scales(p);
    set_ticks(p, cell - 45, std::min(0.75 * (cell - 45), tallest_frame));
    layout.margin_left =
        std::max(layout.margin_left, edge + 1.3 * fonts.axis + widest(p.y_ticks) + tick_gap);
  }

  // place every panel's legend, which may lengthen its y axis
  const double aside = legend_aside(layout);
  const auto [width, height] = frame_size(layout, aside);
  std::vector<double> above(rows, 0.0);
  for (std::size_t i = 0; i < layout.panels.size(); ++i) {
    auto& p = layout.panels[i];
    p.plot = {0, 0, width, height};
    if (p.panel->equal_scales) equalise(p.x, p.y, width / height);
    auto items = legend_items(figure, i);
    // the legend of a row may run over all its panels if it is the only one there
    const double room = i % columns == 0 && only_legend(figure, i, columns)
                            ? layout.width - layout.margin_left
                            : width;
    const double legend = place_legend(p, std::move(items), aside, room);
    above[i / columns] = std::max(above[i / columns], above_frame(p) + legend);
    set_ticks(p, width, height);
    layout.margin_bottom = std::max(layout.margin_bottom, below_frame(p));
  }

  // rows from the top
  const double rows_of_frames = static_cast<double>(rows) * (height + layout.margin_bottom);
  layout.height = std::accumulate(above.begin(), above.end(), rows_of_frames);
  double top = layout.height;
  for (std::size_t i = 0; i < layout.panels.size(); ++i) {
    if (i % columns == 0) top -= above[i / columns] + (i > 0 ? height + layout.margin_bottom : 0);
    move_to(layout.panels[i], static_cast<double>(i % columns) * cell + layout.margin_left,
            top - height);
  }
  return layout;
}

}  // namespace niter::report
