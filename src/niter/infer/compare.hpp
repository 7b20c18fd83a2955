// Compare: several models of the same data, by what they fit, what they pay for it, and what they
// say about numbers they did not see.
#pragma once

#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/infer/criteria.hpp"
#include "niter/infer/identifiability.hpp"

namespace niter::infer {

struct Variant {
  std::string name;
  Problem problem;
  // Numbers never fitted, of the same unknowns; one a problem, so that one the model cannot reach
  // hides no other.
  std::vector<Problem> held_out;
};

/// A number the model did not see, and what it says about it.
struct Foretold {
  std::string name;
  double reported = 0, sigma = 0;
  double predicted = 0;
  double sd = 0;             // of the prediction, by the parameters' uncertainty (Laplace)
  std::string failure = {};  // why there is no prediction; empty if there is one

  /// (predicted - reported) over the width of both. [1]
  double off() const;
  /// ln of the predictive density at the reported number.
  double ln_density() const;
};

struct Assessment {
  std::string name;
  std::vector<Unknown> unknowns;
  Calibration calibration;
  Criteria criteria;
  Identifiability identifiability;
  std::vector<Foretold> left_out;  // each number predicted by a fit of all others
  std::vector<Foretold> held_out;

  /// (fitted - reported) / sigma of the number that left_out[i] is about. [1]
  double pull(std::size_t i) const;
};

struct CompareOptions {
  CalibrationOptions search;
  std::size_t numbers = 0;  // of the data that are reported numbers, first in order; the others are
                            // statements, which are never left out
};

/// @error of the first variant that cannot be calibrated, naming it; Interrupted
Result<std::vector<Assessment>> compare(const std::vector<Variant>& variants,
                                        const CompareOptions& options, const Monitor& monitor = {});

}  // namespace niter::infer
