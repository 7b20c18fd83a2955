// Sampling: from the time points of a solver to the regular raster of a recorder.
#pragma once

#include <span>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::twin {

/// Times t0, t0 + interval, ... up to the last of `t`. [s]
std::vector<double> raster_in_time(std::span<const double> t, double interval);

/// The first time, every time at which E has moved by `step` since the last one, and the last time:
/// how a sweep is recorded "every 1 mV". [s]
std::vector<double> raster_in_potential(std::span<const double> t, std::span<const double> e,
                                        double step);

/// A column between its rows: straight lines. Of two rows at one time, as a potential step leaves
/// them, the later one counts from that time on. A solver that gives its rows at the times wanted
/// loses nothing here; between them the error is at most h^2/8 of the second derivative.
class Polyline {
 public:
  /// @param t  not decreasing, as many as y, at least one row (contract)
  Polyline(std::span<const double> t, std::span<const double> y);

  double at(double t) const;
  /// Mean over [t - window, t], cut off at the first row; the value itself if nothing is left of
  /// the window.
  double mean(double t, double window) const;

 private:
  std::size_t row_before(double t) const;

  std::span<const double> t_, y_;
};

/// @error InvalidInput naming the row where time runs backwards or is no number, or an empty column
Status check_times(std::span<const double> t);

}  // namespace niter::twin
