// Coordinate: a parameter of a fit in the coordinate z in which what is known before is a unit
// normal.
#pragma once

#include "niter/base/result.hpp"

namespace niter::study {

/// Bounds say that every value between them (of ln p for positive ones) is as good as any other; a
/// prior is normal in the same coordinate q. With Phi the normal distribution function,
///
///     bounds:  q = low + (high - low) Phi(z)        prior:  q = mean + sd z
///
/// so that a search in z needs no fences, and never leaves the bounds.
struct Coordinate {
  bool logarithmic = false;
  bool bounded = true;
  double low = 0, high = 1;  // of q
  double mean = 0, sd = 1;   // of q

  double q(double z) const;
  double value(double z) const;
  /// dq/dz
  double slope(double z) const;
  /// z of a value; between the bounds 0.1 % of their distance is left.
  double z(double value) const;
};

}  // namespace niter::study
