// The numbers an electrochemist asks of a fitted circuit. Private to the room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "niter/analysis/impedance/circuit_fit.hpp"
#include "niter/data/reduction.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// Series resistance, arcs, polarisation resistance, then every parameter; see reduce_eis().
/// @param area    the named ones are per area
/// @param label   stands before the inputs of the uncertainties
/// @param behind  stands behind the ids where there are several spectra
std::vector<data::Measure> eis_measures(const CircuitFit& fit, const std::optional<Quantity>& area,
                                        const std::string& label, const std::string& behind);

}  // namespace niter::analysis
