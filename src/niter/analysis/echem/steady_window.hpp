// The steady end of a record, and what disturbs a record: gaps, interruptions, jumps, bubbles.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "niter/analysis/echem/serial_correlation.hpp"
#include "niter/base/result.hpp"
#include "niter/data/finding.hpp"

namespace niter::analysis {

/// From `first` to the last point of the record.
struct SteadyWindow {
  bool found = false;  // false: the last fifth, which drifts more than allowed
  std::size_t first = 0;
  double start = 0, end = 0;  // [s]
  SerialMean mean;
  SerialLine line;    // against t - start
  double change = 0;  // slope times duration
};

/// The earliest of 50 evenly spaced starts from which on, to the end, a straight line changes by no
/// more than `allowed`; at least the last fifth of the time remains.
///
/// @param allowed  in the unit of y, or with `relative` as a share of the mean of the window
/// @error InvalidInput with fewer than ten points, or times that do not grow
struct Allowed {
  double value = 0;
  bool relative = false;
};
Result<SteadyWindow> find_steady(std::span<const double> t, std::span<const double> y,
                                 Allowed allowed);
/// The same numbers for a stated stretch of time.
Result<SteadyWindow> steady_between(std::span<const double> t, std::span<const double> y,
                                    double from, double to);

/// Noise of one reading from the differences of neighbours: 1.4826 median|d| / sqrt(2).
/// @source press2007, sec. 15.7 (median deviation)
double reading_noise(std::span<const double> y);

/// Places where something happened, by time.
struct Disturbances {
  std::vector<std::pair<double, double>> gaps;           // no point for five usual intervals [s]
  std::vector<std::pair<double, double>> interruptions;  // current below 1/1000 of the usual
  std::vector<double> steps;  // level changes for good between two points [s]
  std::vector<double> rises;  // sudden recoveries of a current that fell slowly: bubbles leaving
  std::vector<double> falls;  // the opposite
  bool sawtooth = false;      // three rises or more, and thrice as many as falls
};

/// A step is a difference of neighbours above eight times the noise, by which the medians of five
/// points on either side differ too; at least twice the median difference around, so that a fast
/// decay has none. A rise is such a difference towards larger magnitude whose
/// medians do not keep it: what is gained is lost again before the next.
///
/// @source identity: the stated rules
Disturbances find_disturbances(std::span<const double> t, std::span<const double> y);

/// One finding for each kind that occurs, with times.
std::vector<data::Finding> disturbance_findings(const Disturbances& found);

}  // namespace niter::analysis
