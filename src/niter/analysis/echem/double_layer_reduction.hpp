// The double-layer capacitance as a row of the techniques: its result in the common form.
#pragma once

#include <span>

#include "niter/analysis/echem/double_layer.hpp"
#include "niter/data/reduction.hpp"

namespace niter::analysis {

/// @error as double_layer_capacitance
Result<data::Reduction> reduce_double_layer(std::span<const data::Table> tables,
                                            const DoubleLayerOptions& options);

}  // namespace niter::analysis
