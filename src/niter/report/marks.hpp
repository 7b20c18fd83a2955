// Marks: how lines, points, bands, levels and bars become plot elements of gnuplot.
#pragma once

#include <string>
#include <vector>

#include "niter/report/layout.hpp"

namespace niter::report {

/// Data blocks, and the elements of the "plot" command that draw them: areas first, symbols last.
struct Marks {
  std::string blocks;
  std::vector<std::string> elements;
};
Marks marks_of(const FigureLayout& figure, const PanelLayout& panel);

/// The look of a series, also for its sample in the legend.
std::string line_style(const data::Series& series);
std::string fill_style(const data::Series& series);
/// One style on another: an open symbol is white inside, so that no line shows through.
std::vector<std::string> symbol_styles(const data::Series& series);

/// A number for gnuplot; NaN (a gap in a line) where it is not finite.
std::string gnuplot_number(double value);

}  // namespace niter::report
