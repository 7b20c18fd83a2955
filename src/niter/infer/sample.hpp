// Sample: the draws of an ensemble as parameters, and whether they may be trusted.
#pragma once

#include <string>
#include <vector>

#include "niter/infer/ensemble.hpp"

namespace niter::infer {

/// What the sample says about one number: an unknown, or the log of the posterior density.
struct Marginal {
  std::string name;
  double mean = 0, sd = 0;          // in the coordinate of the unknown
  double autocorrelation_time = 0;  // generations
  double r_hat = 0;
  double bulk_size = 0, tail_size = 0;  // independent draws it is worth
};

/// How far a sample may be trusted.
enum class Trust {
  Nothing,  // not yet
  Bands,    // central 90 % intervals and anything nearer the middle
  Tails,    // also the outermost percent on either side
};

struct PosteriorSample {
  std::vector<std::vector<double>> draws;  // in the coordinates of the unknowns
  std::vector<Marginal> marginals;         // per unknown, the log density last
  // the worst of all marginals
  double autocorrelation_time = 0, r_hat = 0, bulk_size = 0, tail_size = 0;
  Tally ensemble_moves, surface_moves;
  long failed_solves = 0, evaluations = 0;
  Trust trust = Trust::Nothing;
  std::string verdict;  // one sentence
};

/// @param unknowns  of the problem the ensemble was started with
PosteriorSample sample_of(const Ensemble& ensemble, const std::vector<Unknown>& unknowns);

}  // namespace niter::infer
