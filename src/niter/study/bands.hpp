// Bands: what the posterior leaves open of the steady curves, profiles and compressions of a study.
#pragma once

#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/study/simulate.hpp"

namespace niter::study {

/// Where efficiency is drawn against the compression of the DFT differences [V vs RHE].
inline constexpr double compression_potential = -1.0;

/// Fill in the bands of what was simulated, from posterior draws of the parameters. Profiles and
/// compressions, which cost as much as all curves, take a third of the draws.
/// @error NoConvergence if hardly any draw can be simulated; Interrupted
Status add_bands(const Model& model, const std::vector<ParameterValues>& draws, int threads,
                 const Monitor& monitor, Simulated& out);

}  // namespace niter::study
