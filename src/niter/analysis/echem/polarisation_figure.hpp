// The curves of a polarisation, their mean and spread, and how the Tafel slope depends on the
// window.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "niter/analysis/echem/curve_mean.hpp"
#include "niter/analysis/echem/tafel.hpp"
#include "niter/data/figure.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

struct PolarisationCurve {
  std::string name;
  std::vector<double> potential, current;  // [V], [A m-2] or [A]
  std::optional<double> onset;             // [V]
  std::optional<TafelLine> tafel;
};

/// The curve, or the mean of several with its standard uncertainty from the scatter between them.
data::Table curve_table(const PolarisationCurve& curve, const std::optional<CurveMean>& mean,
                        const data::Column& potential, bool per_area);

/// a: curves with the onset, and the mean of several in its band; b: E against log10 |j| with the
/// Tafel line of the first curve; c: slope of windows half a decade wide along the curve.
/// @param scale  "vs. RHE; 90 % of iR out", or empty
data::Figure polarisation_figure(const std::vector<PolarisationCurve>& curves,
                                 const std::optional<CurveMean>& mean, const std::string& scale,
                                 bool per_area);

}  // namespace niter::analysis
