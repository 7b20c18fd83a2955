// The palette: colours that stay apart for colour-blind readers, with a symbol for each so that
// colour is not needed.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace niter::report {

/// A colour of the palette and the point symbol that goes with it, filled for simulated and open
/// for reported points.
struct Ink {
  std::string_view name;
  std::string_view hex;              // "#0072B2", sRGB
  int gnuplot_open, gnuplot_filled;  // point types of gnuplot
  std::string_view plotly;           // marker symbol of Plotly, without "-open"
};

/// The first six are for lines, symbols and text: contrast against white at least 3:1
/// (WCAG 2.1, 1.4.11) and, for every kind of dichromacy, a CIELAB distance of at least 15 from each
/// other. The last two are for filled areas only.
/// @source Okabe and Ito 2008, "Color Universal Design" (all but the sixth); Tol 2021, technical
/// note SRON/EPS/TN/09-002
///         issue 3.2, scheme "muted" (the sixth)
std::span<const Ink> palette();
constexpr int inks_for_lines = 6;

/// The ink of a series; indices beyond the palette begin again.
const Ink& ink(int colour);

}  // namespace niter::report
