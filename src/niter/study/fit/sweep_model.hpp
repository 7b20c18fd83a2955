// SweepModel: the records of a fit as the forward function of infer, in the coordinates z.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "niter/infer/calibrate.hpp"
#include "niter/infer/forward.hpp"
#include "niter/study/fit/fit.hpp"
#include "niter/study/fit/sweep_run.hpp"

namespace niter::study {

/// One parameter that is kept where it is, for a profile.
struct Held {
  std::size_t parameter = 0;
  double z = 0;
};

class SweepModel {
 public:
  SweepModel(const FitProblem& problem, const Monitor& monitor);

  /// Relative, of the integrator.
  void set_tolerance(double tolerance) { tolerance_ = tolerance; }

  /// @param sigma  of each record [A]
  infer::Problem problem(std::span<const double> sigma, std::optional<Held> held = {});
  /// Sum of squared residuals over sigma. @error of a failed solve
  Result<double> chi2(std::span<const double> z, std::span<const double> sigma);
  const FitProblem& fit() const { return problem_; }
  /// The monitor without its reports.
  const Monitor& only_stop() const { return monitor_; }
  /// Where the search begins, in z.
  std::vector<double> start() const;
  int simulations() const { return simulations_; }
  int with_slopes() const { return with_slopes_; }

 private:
  Result<infer::Prediction> predict(std::span<const double> z, infer::Wanted wanted,
                                    const std::optional<Held>& held);

  const FitProblem& problem_;
  double tolerance_ = 1e-6;
  Monitor monitor_;
  std::vector<SweepGrid> grids_;
  std::atomic<int> simulations_ = 0, with_slopes_ = 0;
};

}  // namespace niter::study
