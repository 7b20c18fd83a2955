// Posterior: residuals, derivatives and density of a problem in prior coordinates
// z = (p - mean) / sd, in which the prior is a unit normal. Private to this room.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "niter/infer/forward.hpp"

namespace niter::infer {

/// Differences of models without derivatives.
struct Differences {
  double step = 1e-3;  // of a prior sd
  enum class Sides { One, Two } sides = Sides::Two;
};

/// Residuals (prediction - reported) / sigma and their derivatives against z, one row a residual.
struct Linearised {
  std::vector<double> predictions, residuals, jacobian;
};

/// ln of the posterior density up to a constant: -(r'r + z'z) / 2. [1]
double log_density_of(std::span<const double> z, std::span<const double> residuals);

class Posterior {
 public:
  explicit Posterior(const Problem& problem);

  std::size_t size() const { return unknowns_.size(); }
  std::vector<double> parameters(std::span<const double> z) const;

  /// @error of the forward function
  Result<std::vector<double>> predict(std::span<const double> z);
  /// The model's own derivatives, or differences; one-sided where a side fails.
  Result<Linearised> linearise(std::span<const double> z, const Differences& differences);
  /// See log_density_of. @error also for a prediction that is not a number
  Result<double> log_density(std::span<const double> z);

  /// ((prediction - reported) / sigma) each.
  std::vector<double> residuals(const std::vector<double>& predictions) const;

  int failures() const { return failures_; }
  const Error& last_error() const { return last_error_; }

 private:
  Result<Prediction> ask(std::span<const double> z, Wanted wanted);
  Result<std::vector<double>> by_differences(std::span<const double> z,
                                             const std::vector<double>& here,
                                             const Differences& differences);

  Forward forward_;
  const std::vector<Observation>& data_;
  const std::vector<Unknown>& unknowns_;
  int failures_ = 0;
  Error last_error_{Code::NoConvergence, "the forward model never ran"};
};

}  // namespace niter::infer
