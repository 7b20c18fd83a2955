// When a line of known uncertainty reaches a level: a life with an honest end.
#pragma once

#include "niter/analysis/echem/stability_trend.hpp"

namespace niter::analysis {

/// When a line reaches a level, by Fieller's theorem.
struct Crossing {
  double at = 0;             // best estimate; infinite if the line leads away from the level
  double low = 0, high = 0;  // 95 % interval; high may be infinite, and low too: never
};
/// All d for which the line may be at the level: (m + b d - c)^2 <= k^2 (u^2(m) + d^2 u^2(b)), with
/// m, b the mean and slope of the line and d the time from its middle. Times before `now` are cut.
///
/// @source fieller1954
Crossing crossing(const Trend& line, double level, double now);

}  // namespace niter::analysis
