#include "niter/analysis/echem/stability_life.hpp"

#include <algorithm>
#include <cmath>

namespace niter::analysis {

Crossing crossing(const Trend& line, double level, double now) {
  const double k = line.coverage;
  const double gap = line.mean - level;
  // a d^2 + 2 b d + c <= 0, with d from the middle of the line
  const double a = line.slope * line.slope - std::pow(k * line.slope_sigma, 2);
  const double b = line.slope * gap;
  const double c = gap * gap - std::pow(k * line.mean_sigma, 2);
  const double left = now - line.middle;
  Crossing out{INFINITY, INFINITY, INFINITY};
  if (line.slope != 0 && -gap / line.slope > left) out.at = line.middle - gap / line.slope;

  const double discriminant = b * b - a * c;
  const double root = std::sqrt(std::max(discriminant, 0.0));
  if (a > 0) {
    // the slope is told from none: both ends are finite, but may lie behind
    const double high = line.middle + (root - b) / a;
    if (high < now) return out;
    out.high = high;
    out.low = std::max(line.middle - (root + b) / a, now);
    return out;
  }
  const bool already = a * left * left + 2 * b * left + c <= 0;
  if (already || discriminant < 0) {
    out.low = now;
  } else if (a < 0) {
    out.low = line.middle + std::max((root + b) / -a, left);
  }
  return out;
}

}  // namespace niter::analysis
