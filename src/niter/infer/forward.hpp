// Forward: a model seen from outside: parameters in, the predicted numbers out, with their
// derivatives if the model knows them.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

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

struct Prediction {
  std::vector<double> values;    // in the order of the observations
  std::vector<double> jacobian;  // d value / d parameter, one row a value; empty: not known
};

/// What a caller needs; a model without derivatives ignores it and leaves `jacobian` empty.
enum class Wanted { Values, Jacobian };

/// Predictions at given parameters. They may depend on nothing else, not on what was asked before:
/// a solver that starts warm has to start from the same place every time, or a sample depends on
/// the number of threads.
/// @error any: a failed solve is a step not taken, never a number
using Forward = std::function<Result<Prediction>(std::span<const double> parameters, Wanted)>;

/// What is to be inferred, from what.
struct Problem {
  std::function<Forward()> make_forward;  // called once a thread
  std::vector<Observation> data;
  std::vector<Unknown> unknowns;
};

}  // namespace niter::infer
