// Peaks of a distribution of relaxation times, and their areas.
#pragma once

#include <span>
#include <vector>

#include "niter/analysis/impedance/relaxation_times.hpp"

namespace niter::analysis {

/// int gamma d ln tau between two places of the grid, by the trapezium rule.
double peak_area(std::span<const double> tau, std::span<const double> gamma, std::size_t first,
                 std::size_t last);

/// The maxima of gamma with the minima beside them as borders. A maximum that stands out of the
/// higher one of its minima by less than a twentieth of its height belongs to its neighbour, and so
/// does a peak with less than `least` of the largest area: mostly it is a ripple on the tail of
/// that neighbour. The areas add up to the whole.
struct PeakRange {
  std::size_t first = 0, top = 0, last = 0;  // places on the grid
};
std::vector<PeakRange> find_peaks(std::span<const double> tau, std::span<const double> gamma,
                                  double least);

/// The peak of that range: tau at the top of the parabola through the three highest places.
RelaxationPeak peak_of(std::span<const double> tau, std::span<const double> gamma,
                       const PeakRange& range);

}  // namespace niter::analysis
