// What is checked of a power curve: below open circuit, a real maximum, steady steps, P = V j.
#pragma once

#include <optional>
#include <vector>

#include "niter/analysis/battery/polarisation_curve.hpp"

namespace niter::analysis {

/// Findings "peak", "below-ocv", "steady-steps", and, where such numbers are given, "stated-power"
/// and "power-column".
std::vector<data::Finding> power_findings(const CellRecord& record, const CellCurve& curve,
                                          const std::optional<PowerPeak>& peak,
                                          const PowerOptions& options, const data::Table& table);

}  // namespace niter::analysis
