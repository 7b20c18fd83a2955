#include "niter/report/marks.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/report/palette.hpp"

namespace niter::report {
namespace {

using Mark = data::Series::Mark;
using Rows = std::vector<std::vector<double>>;

// line widths and cap lengths [pt]; symbols in gnuplot's point sizes
constexpr double line_width = 1.2, level_width = 2.0, thin_width = 0.6, symbol_width = 0.9,
                 cap = 2.0;
constexpr double symbol_size = 0.72;
constexpr double band_opacity = 0.22;

class Drawer {
 public:
  Drawer(const FigureLayout& figure, const PanelLayout& panel) : figure_(figure), panel_(panel) {}

  void draw(const data::Series& series) {
    if (series.x.empty()) return;
    switch (series.mark) {
      case Mark::Line:
        return draw_line(series);
      case Mark::Points:
        return draw_points(series);
      case Mark::Band:
        return draw_band(series);
      case Mark::Levels:
        return draw_levels(series);
      case Mark::Bars:
        return draw_bars(series);
    }
  }

  Marks marks;

 private:
  double x(double si) const { return panel_.panel->x.unit.from_si(si); }
  double y(double si) const { return panel_.panel->y.unit.from_si(si); }

  // A data block with these rows; returns its name.
  std::string block(const Rows& rows) {
    const auto name = fmt::format("$data{}", blocks_++);
    marks.blocks += name + " << END\n";
    for (const auto& row : rows) {
      for (const double value : row) (marks.blocks += gnuplot_number(value)) += ' ';
      marks.blocks += '\n';
    }
    marks.blocks += "END\n";
    return name;
  }
  template <class... Args>
  void plot(fmt::format_string<Args...> format, Args&&... args) {
    marks.elements.push_back(fmt::format(format, std::forward<Args>(args)...) + " notitle");
  }

  void draw_line(const data::Series& series) {
    Rows rows;
    for (std::size_t i = 0; i < series.x.size(); ++i)
      rows.push_back({x(series.x[i]), y(series.y[i])});
    plot("{} using 1:2 with lines {}", block(rows), line_style(series));
  }

  void draw_band(const data::Series& series) {
    Rows rows;
    for (std::size_t i = 0; i < series.x.size(); ++i)
      rows.push_back({x(series.x[i]), y(series.low[i]), y(series.high[i])});
    plot("{} using 1:2:3 with filledcurves fs {} lc rgb '{}'", block(rows), fill_style(series),
         ink(series.colour).hex);
  }

  // Arrows with two flat heads: gnuplot's own error bars leave a white disc on the lines behind.
  void error_bars(const Rows& rows, std::string_view colour) {
    plot(
        "{} using 1:2:(0):($3-$2) with vectors heads size screen {:.6f},90 nofilled lw {} lc rgb "
        "'{}'",
        block(rows), cap / figure_.width, symbol_width, colour);
  }

  void draw_points(const data::Series& series) {
    Rows rows, errors;
    for (std::size_t i = 0; i < series.x.size(); ++i) {
      rows.push_back({x(series.x[i]), y(series.y[i])});
      if (!series.low.empty())
        errors.push_back({x(series.x[i]), y(series.low[i]), y(series.high[i])});
    }
    if (!errors.empty()) error_bars(errors, ink(series.colour).hex);
    const auto name = block(rows);
    for (const auto& style : symbol_styles(series))
      plot("{} using 1:2 with points {}", name, style);
  }

  // Plateaus, and thin dashes from each to the next.
  void draw_levels(const data::Series& series) {
    const double half = half_width(*panel_.panel);
    Rows plateaus, connectors;
    for (std::size_t i = 0; i < series.x.size(); ++i) {
      const double at = x(series.x[i]), height = y(series.y[i]);
      plateaus.insert(plateaus.end(), {{at - half, height}, {at + half, height}, {}});
      if (i == 0) continue;
      connectors.insert(connectors.end(),
                        {{x(series.x[i - 1]) + half, y(series.y[i - 1])}, {at - half, height}, {}});
    }
    if (!connectors.empty())
      plot("{} using 1:2 with lines lw {} lc rgb '{}' dt (8,5)", block(connectors), thin_width,
           ink(series.colour).hex);
    plot("{} using 1:2 with lines {}", block(plateaus), line_style(series));
  }

  void draw_bars(const data::Series& series) {
    const double half = half_width(*panel_.panel);
    Rows rows, errors;
    const auto bars = bars_of(*panel_.panel, series);
    for (std::size_t i = 0; i < bars.size(); ++i) {
      const auto& bar = bars[i];
      rows.push_back(
          {x(bar.x), y(bar.from), x(bar.x) - half, x(bar.x) + half, y(bar.from), y(bar.to)});
      if (!series.low.empty())
        errors.push_back({x(bar.x), y(bar.from + series.low[i]), y(bar.from + series.high[i])});
    }
    const auto& colour = ink(series.colour).hex;
    plot("{} using 1:2:3:4:5:6 with boxxyerror lc rgb '{}' lw {} fs {}", block(rows), colour,
         symbol_width, fill_style(series));
    if (!errors.empty()) error_bars(errors, "black");
  }

  const FigureLayout& figure_;
  const PanelLayout& panel_;
  int blocks_ = 0;
};

void check(const data::Series& s) {
  const auto n = s.x.size();
  NITER_EXPECT(s.mark == Mark::Band || s.y.size() == n, "a series has as many y as x");
  NITER_EXPECT(s.mark != Mark::Band || s.low.size() == n, "a band has a low end at every x");
  NITER_EXPECT((s.low.empty() || s.low.size() == n) && s.low.size() == s.high.size(),
               "a series has a low and a high end at every x or none");
}

}  // namespace

Marks marks_of(const FigureLayout& figure, const PanelLayout& panel) {
  Drawer drawer(figure, panel);
  for (const Mark mark : {Mark::Band, Mark::Bars, Mark::Line, Mark::Levels, Mark::Points}) {
    for (const auto& series : panel.panel->series) {
      check(series);
      if (series.mark == mark) drawer.draw(series);
    }
  }
  return std::move(drawer.marks);
}

std::string line_style(const data::Series& series) {
  return fmt::format("lw {} lc rgb '{}' {}", series.mark == Mark::Levels ? level_width : line_width,
                     ink(series.colour).hex, series.dashed ? "dt (6,3)" : "dt solid");
}

std::string fill_style(const data::Series& series) {
  if (series.mark == Mark::Band) return fmt::format("transparent solid {} noborder", band_opacity);
  return fmt::format("solid {} border lc rgb '{}'", series.reported ? 0.0 : 0.85,
                     ink(series.colour).hex);
}

std::vector<std::string> symbol_styles(const data::Series& series) {
  const auto& colour = ink(series.colour);
  const auto style = [&](int type, double size, std::string_view hex) {
    return fmt::format("pt {} ps {:.3f} lw {} lc rgb '{}'", type, size, symbol_width, hex);
  };
  if (!series.reported) return {style(colour.gnuplot_filled, symbol_size, colour.hex)};
  return {style(colour.gnuplot_filled, 0.85 * symbol_size, "white"),
          style(colour.gnuplot_open, symbol_size, colour.hex)};
}

std::string gnuplot_number(double value) {
  return std::isfinite(value) ? fmt::format("{:.9g}", value) : "NaN";
}

}  // namespace niter::report
