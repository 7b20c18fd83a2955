// Sampling: draws from the exact posterior of a calibration, for bands that honour what the data
// say.
#pragma once

#include <functional>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/infer/calibrate.hpp"

namespace niter::infer {

struct SampleOptions {
  int draws = 64;  // kept, over all chains
  int thin = 20;   // steps between kept draws: successive ones are nearly independent in ten to
                   // twenty dimensions
  int burn = 150;  // first steps of each chain, dropped
  int chains = 2;  // one thread each
  unsigned seed = 1;
};

struct PosteriorSample {
  std::vector<std::vector<double>> draws;  // in the coordinates of the unknowns
  double acceptance = 0;                   // share of proposals taken; 0.15 to 0.5 is healthy
  double between_chains = 0;  // Gelman-Rubin R-hat of the log posterior; near 1 is healthy
  int failed_solves = 0;      // proposals the model could not solve: not taken
};

/// Random-walk Metropolis from the maximum a posteriori, steps drawn from the Laplace covariance
/// times 2.38^2 / d. A proposal whose forward solve fails has no posterior density and is not
/// taken.
/// @error Interrupted; NoConvergence if the start itself cannot be solved
/// @source roberts1997 (scaling of the random walk), gelman1992 (R-hat)
Result<PosteriorSample> sample_posterior(const std::function<Forward()>& make_forward,
                                         const std::vector<Observation>& data,
                                         const std::vector<Unknown>& unknowns,
                                         const Calibration& calibration,
                                         const SampleOptions& options, const Monitor& monitor = {});

}  // namespace niter::infer
