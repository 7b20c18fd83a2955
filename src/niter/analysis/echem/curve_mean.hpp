// Mean of replicate sweeps on a common potential grid, with the band its scatter allows.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/analysis/echem/voltammogram.hpp"
#include "niter/base/result.hpp"
#include "niter/data/figure.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::analysis {

/// A curve on a grid, with the 95 % interval of the mean from the scatter between the replicates.
struct CurveMean {
  std::vector<double> potential;  // rising [V]
  std::vector<double> mean, low, high;
  int replicates = 0;
};

/// The grid covers what all sweeps cover, with the median step of the first; currents are read
/// straight between neighbours.
///
///     low, high = mean -+ t(k-1) s / sqrt(k)
///
/// @error InvalidInput for fewer than two curves, or curves that do not overlap
/// @source jcgm100, 4.2
Result<CurveMean> mean_curve(std::span<const Curve> curves);

/// The band and the mean within it, and what a caption says of them.
std::vector<data::Series> band_series(const CurveMean& mean, const std::string& name, int colour);
std::string band_caption(const CurveMean& mean);

/// Value of a sweep at a potential, straight between neighbours; NaN outside.
double value_at(const Curve& curve, double potential);

struct ChargeOptions {
  Stretch between;
  std::optional<Stretch> baseline = {};  // a line through its currents is subtracted; none: zero
  double rate = 0;                       // magnitude of the sweep rate [V s-1]
  std::string name = "sweep";            // of what its uncertainty rests on, in budgets
};

/// integral of the current over a stretch, trapezium on the raw points with ends read between
/// neighbours, over the sweep rate: a charge, or a charge per area. [A s] or [A s m-2]
///
/// Its uncertainty holds the noise of the points (their sigma, or from third differences) and that
/// of the baseline, which moves the charge as a whole; the rate counts as known.
///
/// @error InvalidInput for a rate that is not positive, fewer than three points in a stretch
/// @source press2007, eq. 4.1.11
Result<Uncertain> sweep_charge(const Curve& curve, const ChargeOptions& options);

}  // namespace niter::analysis
