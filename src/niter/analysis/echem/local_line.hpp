// A current read at one potential: the straight line through the points around it.
#pragma once

#include <optional>
#include <span>

namespace niter::analysis {

struct LocalWindow {
  double at = 0;     // potential [V]
  double width = 0;  // points within half of it on either side count [V]
};

/// y = value + slope (E - at), by ordinary least squares.
struct LocalLine {
  int points = 0;
  double value = 0, slope = 0;
  double width = 0;     // of an even distribution of potentials that spreads like these points [V]
  double share = 0;     // u2(value) = share times the variance of one point, if all have the same
  double squares = 0;   // sum of squared residuals; points - 2 degrees of freedom
  double variance = 0;  // u2(value) from the sigma of each point; 0 without sigma
};

/// @param sigma  standard deviation of each y, or empty
/// @return none with fewer than three points in the window or all at one potential
/// @source jcgm100, H.3.2
std::optional<LocalLine> local_line(std::span<const double> e, std::span<const double> y,
                                    std::span<const double> sigma, LocalWindow window);

}  // namespace niter::analysis
