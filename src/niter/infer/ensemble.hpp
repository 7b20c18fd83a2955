// Ensemble: draws from the posterior of a problem by walkers that learn from each other where to
// go, over many threads, stopped and gone on with at will.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/infer/calibrate.hpp"
#include "niter/infer/forward.hpp"
#include "niter/infer/surface.hpp"

namespace niter::infer {

struct SampleOptions {
  int samples = 10000;          // kept, over all walkers; 0: none
  int thin = 2;                 // of so many generations one is kept
  int burn = 20;                // generations dropped at the beginning
  int walkers_per_unknown = 4;  // below 2 an ensemble cannot span the parameters twice
  double surface_share = 0.8;   // of the proposals that come from a walk on the response surface
  int threads = 2;
  unsigned seed = 1;
};

/// How proposals of one kind fared.
struct Tally {
  long proposed = 0, taken = 0;
  double share() const {
    return proposed > 0 ? static_cast<double>(taken) / static_cast<double>(proposed) : 0;
  }
};

/// Where the walkers stand after a whole generation. Prior coordinates.
struct Standing {
  long generation = 0;
  std::vector<Point> walkers;
  std::vector<double> log_density;
  Tally ensemble_moves, surface_moves;
  long failed_solves = 0;  // proposals the model could not solve: not taken
  long evaluations = 0;    // of the model, learning included
};

/// All that a run needs to go on.
struct Ensemble {
  unsigned seed = 1;
  int thin = 1, burn = 0;
  double surface_share = 0;
  std::vector<std::string> unknowns;
  Surface surface;
  Standing now;
  std::vector<std::vector<Point>> kept;  // per kept generation, the walkers
  std::vector<std::vector<double>> kept_log_density;

  std::size_t samples() const { return kept.size() * now.walkers.size(); }
};

/// Learn the response surface and place the walkers on it: from draws of the Laplace approximation,
/// the surface fitted to all that was seen, the walkers moved on it, again. A walker the model
/// cannot solve is drawn half way towards the maximum until it can.
/// @error NoConvergence if the maximum itself cannot be solved; Interrupted
Result<Ensemble> start_ensemble(const Problem& problem, const Calibration& calibration,
                                const SampleOptions& options, const Monitor& monitor = {});

/// Go on until `samples` are kept (rounded up to whole generations). Half of the walkers move at a
/// time, each by one proposal: seen from the other half, either a differential or a stretch move,
/// or the end of a walk on the response surface, which is taken with
///     min(1, p(y) s(x) / (p(x) s(y)))    p the posterior density, s that of the surface
/// so that the sample is of p however poor the surface is. A proposal whose forward solve fails has
/// no posterior density and is not taken. The course depends on the seed alone, not on the threads.
/// @param after  called after every whole generation, to keep what has been reached
/// @error Interrupted: the ensemble is as it was after its last whole generation; call again to go
/// on as if nothing had happened. What `after` says
/// @source goodman2010, foremanmackey2013 (halves in turn), terbraak2006, christen2005 (the ratio)
Status advance(Ensemble& ensemble, const Problem& problem, int samples, int threads,
               const Monitor& monitor = {},
               const std::function<Status(const Ensemble&)>& after = {});

/// Whether an ensemble read from a file belongs to this problem: its unknowns have the same names,
/// its walkers the same densities. @error Inconsistent
Status check_belongs(const Ensemble& ensemble, const Problem& problem, int threads,
                     const Monitor& monitor = {});

}  // namespace niter::infer
