// What is checked of a power curve: below open circuit, a real maximum, steady steps, P = V j.
#pragma once

#include <optional>
#include <string>

#include "niter/analysis/battery/polarisation_curve.hpp"

namespace niter::analysis {

/// Findings "peak", "below-ocv", "steady-steps", and, where such numbers are given, "stated-power"
/// and "power-column".
void add_power_findings(const CellRecord& record, const CellCurve& curve,
                        const std::optional<PowerPeak>& peak, const PowerOptions& options,
                        const data::Table& table, const std::string& behind, data::Reduction& out);

}  // namespace niter::analysis
