// Calibration: maximum a posteriori parameters of a forward function, with covariance and what the
// data inform.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"

namespace niter::infer {

/// A number the forward function predicts, and what was reported for it.
struct Observation {
  std::string name;
  double reported = 0;
  double sigma = 0;
};

/// A parameter in the coordinate in which its prior is normal (ln for a log-normal one).
struct Unknown {
  std::string name;
  double prior_mean = 0;
  double prior_sd = 1;
};

/// Predictions, in the order of the observations. @error any: a failed solve becomes a finite
/// penalty, never a number
using Forward = std::function<Result<std::vector<double>>(std::span<const double> parameters)>;

struct CalibrationOptions {
  int starts = 6;  // the prior mean, then draws from the prior
  unsigned seed = 1;
  int threads = 2;
  double difference_step = 1e-3;  // of a prior sd, central differences
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

/// @param forward  one function per thread is made by calling `make_forward`
/// @error NoConvergence if no start ended; Interrupted
Result<Calibration> calibrate(const std::function<Forward()>& make_forward,
                              const std::vector<Observation>& data,
                              const std::vector<Unknown>& unknowns,
                              const CalibrationOptions& options, const Monitor& monitor = {});

}  // namespace niter::infer
