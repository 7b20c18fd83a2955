// Calibration: maximum a posteriori parameters of a forward function, with covariance and what the
// data inform.
#pragma once

#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/infer/forward.hpp"

namespace niter::infer {

/// How closely the best start's end is looked at: to 1e-10 of the total, or as it was found, to
/// 1e-5 of it: enough for a comparison of totals.
enum class Finish { Polished, AsFound };

struct CalibrationOptions {
  int starts = 6;                  // `first`, then draws from the prior
  std::vector<double> first = {};  // parameters to start from; empty: the prior mean
  unsigned seed = 1;
  int threads = 2;
  int iterations = 60;            // of each start, at most
  double difference_step = 1e-3;  // of a prior sd, for models without derivatives
  Finish finish = Finish::Polished;
};

struct Direction {            // of the data Jacobian in units of data sigma per prior sd
  double singular_value = 0;  // above 1: the data say more than the prior
  bool informed = false;
  std::vector<double> components;  // per parameter
};

struct Calibration {
  std::vector<double> parameters;    // maximum a posteriori
  std::vector<double> posterior_sd;  // Laplace
  std::vector<double> covariance;    // row-major
  std::vector<double> predictions;
  double chi2_data = 0, chi2_prior = 0;
  std::vector<Direction> directions;  // largest singular value first
  int starts_converged = 0;           // that reached this optimum within 0.1 of its total
  int failed_solves = 0;
};

/// @error NoConvergence if no start ended; Interrupted
Result<Calibration> calibrate(const Problem& problem, const CalibrationOptions& options,
                              const Monitor& monitor = {});

}  // namespace niter::infer
