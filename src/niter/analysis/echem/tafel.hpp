// Tafel slope of a polarisation curve over a window of currents, and how much it depends on the
// window.
#pragma once

#include <optional>
#include <vector>

#include "niter/analysis/echem/voltammogram.hpp"

namespace niter::analysis {

/// Magnitudes of the current between which the line is fitted, in the unit of the curve.
struct CurrentWindow {
  double low = 0, high = 0;
};

struct TafelOptions {
  bool cathodic = true;                         // which sign of the current counts
  std::optional<CurrentWindow> window = {};     // none: found
  std::optional<double> limiting_current = {};  // magnitude: j is corrected for mass transport
};

/// The slope over one window.
struct TafelPoint {
  CurrentWindow window;
  double slope = 0;  // magnitude [V per decade]
};

struct TafelLine {
  CurrentWindow window;
  bool found = false;           // the window was found, not stated
  double slope = 0;             // dE/dlog10|j|, magnitude [V per decade]
  double slope_sigma = 0;       // of the fit: scatter about the line
  double window_sigma = 0;      // of the choice of the window: half the range over its neighbours,
                                // as of a rectangle
  double exchange_current = 0;  // |j| where the line meets E = 0 of the curve's scale
  bool falls = false;           // the potential falls as |j| grows: a cathode
  double scatter = 0;           // of the potential about the line [V]
  int points = 0;
  std::vector<TafelPoint> neighbours;  // windows with either edge moved by a sixth of a decade
  std::vector<TafelPoint> all;         // half a decade wide, along the whole curve
};

/// Ordinary least squares of E against log10 |j|.
///
///     E = a + b log10 |j|,      1/j_k = 1/j - 1/j_lim      where a limiting current is stated
///
/// Without a stated window: of all windows half a decade or wider between a hundredth of the
/// largest current and that current, the widest in which the slope of each half is that of the
/// whole within 5 %; if there is none, the one in which the halves differ least.
///
/// @error InvalidInput if fewer than five points of that sign stand in the window, a window that is
///        no interval, or currents beyond the limiting current
/// @source bard2001, sec. 3.4.3 (Tafel plots), eq. 3.4.11
Result<TafelLine> tafel_line(const Curve& curve, const TafelOptions& options);

}  // namespace niter::analysis
