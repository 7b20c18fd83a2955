// The polarisation curve and the power density of a cell side by side.
#pragma once

#include <optional>

#include "niter/analysis/battery/polarisation_curve.hpp"

namespace niter::analysis {

/// a: V against j; b: P against j with the local fit and the peak.
data::Figure power_figure(const CellCurve& curve, const std::optional<PowerPeak>& peak);

/// Columns j, V, power of the points of discharge.
data::Table power_table(const CellCurve& curve);

}  // namespace niter::analysis
