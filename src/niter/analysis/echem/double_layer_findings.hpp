// Findings about a double-layer capacitance: what makes the slope another thing than a capacitance.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "niter/analysis/echem/double_layer.hpp"
#include "niter/data/finding.hpp"

namespace niter::analysis {

/// In the order: linearity, intercept, scan rates, series resistance, current beside the double
/// layer, specific capacitance, sweeps left out. Linearity and resistance are always judged, the
/// others speak when there is something to say.
///
/// @param unused  sweeps left out, one text each
std::vector<data::Finding> double_layer_findings(const DoubleLayerResult& result,
                                                 const DoubleLayerOptions& options,
                                                 std::span<const std::string> unused);

}  // namespace niter::analysis
