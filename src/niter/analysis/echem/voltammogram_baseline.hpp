// The straight baseline under a sweep, how well its points settle it, and their noise.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>

#include "niter/analysis/echem/voltammogram.hpp"
#include "niter/base/result.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::analysis {

/// y = level + slope (E - at). `at` is the mean potential of its points: there the errors of level
/// and slope are independent.
struct SweepBaseline {
  double at = 0;  // [V]
  double level = 0, slope = 0;
  double level_sigma = 0, slope_sigma = 0;  // standard uncertainties
  double noise = 0;                         // standard deviation of one point about the line

  double value(double e) const { return level + slope * (e - at); }
  /// Zero, with the uncertainty of the slope, or of the value at a potential, from the inputs "NAME
  /// level" and "NAME slope": what is read over one baseline is correlated.
  Uncertain slope_error(const std::string& name) const;
  Uncertain error(double e, const std::string& name) const;
};

/// First and one past the last point of a sweep in a stretch; none: the whole sweep.
/// @error InvalidInput for fewer than three points
Result<std::pair<std::size_t, std::size_t>> points_in(const Curve& curve,
                                                      const std::optional<Stretch>& stretch);

/// By ordinary least squares; without a stretch zero current, exactly. The uncertainty comes from
/// the sigma of the points, or from their scatter about the line by Student's t.
///
/// @error InvalidInput for fewer than three points, or all at one potential
/// @source jcgm100, H.3.2
Result<SweepBaseline> baseline_of(const Curve& curve, const std::optional<Stretch>& stretch);

/// The standard uncertainty whose 1.96-fold is the 95 % interval of Student: what the scatter of
/// few points allows.
/// @param degrees  of freedom of the scatter, >= 1  @source jcgm100, G.3.2
double sigma_by_scatter(double scatter, int degrees);

/// Standard deviation of one point of a curve that is smooth from point to point: its third
/// differences y3 - 3 y2 + 3 y1 - y0 are noise alone, of variance 20 sigma2. 0 for fewer than four.
double noise_of_curve(std::span<const double> y);

}  // namespace niter::analysis
