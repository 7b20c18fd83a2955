// DaeProblem: a system F(t, y, y') = 0 with its exact linearisation, as an integrator needs it.
#pragma once

#include <cstddef>
#include <span>

namespace niter::math {

/// Index-1 differential-algebraic system. One object serves one integration at a time.
class DaeProblem {
 public:
  virtual ~DaeProblem() = default;

  virtual int size() const = 0;
  /// f = F(t, y, y'). False where the model does not hold (a negative argument, a full cell): the
  /// integrator then shortens its step.
  virtual bool residual(double t, std::span<const double> y, std::span<const double> yp,
                        std::span<double> f) = 0;
  /// Factor J = dF/dy + c dF/dy'. False if it is singular.
  virtual bool set_up(double t, std::span<const double> y, std::span<const double> yp,
                      double c) = 0;
  /// Overwrite b with the solution of J x = b, J from the last set_up().
  virtual void solve(std::span<double> b) = 0;

  /// Number of parameters whose sensitivities s = dy/dp are integrated beside y.
  virtual int parameters() const { return 0; }
  /// The pass over parameters that follows belongs to this point.
  virtual void begin_sensitivities(double, std::span<const double>, std::span<const double>) {}
  /// f = dF/dy s + dF/dy' s' + dF/dp of one parameter, at the point of begin_sensitivities().
  virtual void sensitivity(int /*parameter*/, std::span<const double> /*s*/,
                           std::span<const double> /*sp*/, std::span<double> /*f*/) {}

  /// Number of event functions; an integration stops where one changes its sign.
  virtual int events() const { return 0; }
  virtual void event_values(double, std::span<const double>, std::span<double>) {}
};

}  // namespace niter::math
