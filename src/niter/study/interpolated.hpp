// interpolated: a curve between its points.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace niter::study {

/// y at a place, linear between the points of ascending x; beyond either end that of the end.
inline double interpolated(const std::vector<double>& x, const std::vector<double>& y, double at) {
  const auto i = static_cast<std::size_t>(std::upper_bound(x.begin(), x.end(), at) - x.begin());
  if (i == 0 || i == x.size()) return i == 0 ? y.front() : y.back();
  return std::lerp(y[i - 1], y[i], (at - x[i - 1]) / (x[i] - x[i - 1]));
}

}  // namespace niter::study
