// The credible band of a distribution of relaxation times. Private to relaxation_times.
#pragma once

#include <span>

#include "niter/analysis/impedance/relaxation_peaks.hpp"
#include "niter/analysis/impedance/relaxation_system.hpp"
#include "niter/analysis/impedance/relaxation_times.hpp"

namespace niter::analysis {

/// The minimum of x'Hx/2 - c'x within its bounds.
struct SolvedSystem {
  std::span<const double> h, moments, x;  // H, c and x
};

/// Band, and standard deviations of resistances and peaks, from draws of the posterior with lambda
/// and noise held.
/// @param ranges  those of result.peaks
/// @return false where the sampler does not come on: then nothing is written
bool write_posterior(const RelaxationSystem& system, const SolvedSystem& solved,
                     const RelaxationOptions& options, std::span<const PeakRange> ranges,
                     RelaxationTimes& result);

}  // namespace niter::analysis
