// Layout: where everything of a printed figure stands, worked out before anything is drawn. Lengths
// in points (1/72 inch).
#pragma once

#include <vector>

#include "niter/data/figure.hpp"
#include "niter/report/scale.hpp"

namespace niter::report {

// Font sizes at final size. No letter is below `small`, the smallest that journals accept.
struct FontSizes {
  double axis = 9, tick = 8, legend = 8, letter = 10, small = 7;
};
inline constexpr FontSizes fonts{};

constexpr double points_per_mm = 72 / 25.4;

/// Origin at the lower left corner of the figure.
struct Box {
  double left = 0, bottom = 0, width = 0, height = 0;
  double right() const { return left + width; }
  double top() const { return bottom + height; }
};

/// One line of a legend. Series of one panel with equal name and colour share it: their samples are
/// drawn on one another.
struct LegendItem {
  std::vector<const data::Series*> series;
  double width = 0;             // of sample and text
  double left = 0, middle = 0;  // where the sample begins, and the middle of the line
};

struct PanelLayout {
  const data::Panel* panel = nullptr;
  Box plot;  // the frame
  Scale x, y;
  std::vector<Tick> x_ticks, y_ticks;
  bool slanted = false;  // the names below the x axis stand at 45 degrees
  std::vector<LegendItem> legend;
};

struct FigureLayout {
  const data::Figure* figure = nullptr;
  double width = 0, height = 0;
  double margin_left = 0;    // from the edge of a panel's cell to its frame
  double margin_bottom = 0;  // axis title and tick texts
  std::vector<PanelLayout> panels = {};
};

/// Panels side by side (at most three a row, one a row on a narrow figure), frames 4:3, legends
/// where they hide no data: in the emptiest corner, else in head room made for them, else above the
/// frame, beside it if there is only one panel.
FigureLayout lay_out(const data::Figure& figure, double width_mm);

/// True if some series of the panel names its x positions (levels, bars).
bool has_names(const data::Panel& panel);

/// Half width of a plateau or bar, in units of display of the x axis.
double half_width(const data::Panel& panel);

/// From where to where each bar of a series reaches [SI]: bars at the same x stand on one another,
/// in the order of the series.
struct Bar {
  double x, from, to;
};
std::vector<Bar> bars_of(const data::Panel& panel, const data::Series& series);

}  // namespace niter::report
