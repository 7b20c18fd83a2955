// DaeIntegrator: variable-order, variable-step BDF for index-1 systems (SUNDIALS IDAS), with events
// and forward sensitivities.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/math/dae/problem.hpp"

namespace niter::math {

/// Per unknown: how it is treated.
struct DaeUnknown {
  double tolerance = 1e-9;    // absolute, in its own unit
  bool controlled = true;     // its local error bounds the step; others follow from those that do
  bool not_negative = false;  // a step after which it is below -tolerance is refused
};

struct DaeOptions {
  double relative_tolerance = 1e-6;
  int max_order = 5;
  double first_step = 0;       // s; 0: chosen by the integrator
  long max_steps = 2'000'000;  // from one start to the next
  /// Share of the local error that the nonlinear iteration may leave. 0.33 is the default of IDAS.
  double newton_share = 0.33;
  /// Factor anew in every iteration instead of when the step changes: worth it where a
  /// factorisation costs no more than a residual.
  bool fresh_jacobian = false;
};

struct DaeStatistics {
  long steps = 0, residuals = 0, set_ups = 0, error_failures = 0, newton_failures = 0;
  int order = 0;
  double step = 0;
};

/// The formulas of order 1 and 2 are L-stable, the higher ones stiffly stable: what decays fast in
/// truth decays in the solution.
/// @source hindmarsh2005 (SUNDIALS), brenan1996 (variable-coefficient BDF for DAE)
class DaeIntegrator {
 public:
  /// @param problem  must outlive the integrator
  /// @error NoConvergence if the library refuses the set-up
  static Result<DaeIntegrator> make(DaeProblem& problem, std::vector<DaeUnknown> unknowns,
                                    const DaeOptions& options);
  ~DaeIntegrator();
  DaeIntegrator(DaeIntegrator&&) noexcept;
  DaeIntegrator& operator=(DaeIntegrator&&) noexcept;

  /// Start at a point, order one. @param first_step [s], 0: chosen
  Status start(double t, std::span<const double> y, std::span<const double> yp, double first_step);
  /// dy/dp and dy'/dp of every parameter at the next start. Not called: zero at the first start, at
  /// a later one what they have come to.
  void set_sensitivities(std::vector<std::vector<double>> s,
                         std::vector<std::vector<double>> rates);
  enum class Stop { Step, End, Event };
  /// One step, never beyond `end`. @error NoConvergence with the library's reason in words
  Result<Stop> step(double end);

  double time() const;
  /// End of the last step: beyond time() if that stands at an event inside of it.
  double front() const;
  double last_step() const;
  int last_order() const;
  std::span<const double> y() const;
  std::span<const double> yp() const;
  /// Inside the last step: the solution (derivative 0) or its first derivative at t.
  void interpolate(double t, int derivative, std::span<double> out) const;
  /// Sensitivity dy/dp inside the last step.
  void interpolate_sensitivity(double t, int parameter, std::span<double> out) const;
  /// After a failed step: the unknown that would have to be negative however short the step, or -1.
  int negative() const;
  /// After Stop::Event: per event function, -1, 0 or 1 (direction of the change of sign).
  std::span<const int> events() const;
  DaeStatistics statistics() const;

 private:
  DaeIntegrator();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace niter::math
