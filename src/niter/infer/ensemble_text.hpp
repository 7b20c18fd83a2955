// The text of an ensemble: what a stopped run is gone on from.
#pragma once

#include <string>
#include <string_view>

#include "niter/base/result.hpp"
#include "niter/infer/ensemble.hpp"

namespace niter::infer {

/// JSON with every number in its shortest exact form: read back, the ensemble goes on as if nothing
/// had happened, bit by bit.
std::string to_text(const Ensemble& ensemble);

/// @error InvalidInput with file, line and column; Inconsistent if its parts do not fit each other
Result<Ensemble> ensemble_from_text(std::string_view text, const std::string& file_name);

}  // namespace niter::infer
