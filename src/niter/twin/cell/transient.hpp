// Transient: a CellSystem integrated through a sequence of drives, sampled where the caller wants.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/math/dae/integrator.hpp"
#include "niter/twin/cell/cell_system.hpp"

namespace niter::twin {

struct TransientOptions {
  double relative_tolerance = 1e-6;  // of concentrations and coverages
  int max_order = 5;
  double newton_share = 0.33;
  long max_steps = 200'000;  // from one start to the next
};

class Transient {
 public:
  /// @param system  must outlive this object
  /// @param y       state at time t; algebraic unknowns are made to fit the drive
  /// @param slopes  dy/dp there of every parameter that the system follows; empty: zero
  /// @error NoConvergence if no consistent start is found
  static Result<Transient> begin(CellSystem& system, double t, std::vector<double> y,
                                 const TransientOptions& options,
                                 std::vector<std::vector<double>> slopes = {});

  enum class Stop { End, Event };
  using Sample = std::function<void(double t, std::span<const double> y)>;

  /// Integrate to `end` under the drive imposed on the system, calling `sample` at the given times
  /// (ascending, inside). The drive may differ from the one before in slope, not in value: what a
  /// potentiostat does is continuous. At such a corner the integrator starts anew.
  /// @error NoConvergence with time, potential and what failed; BeyondLimit, naming it, if
  /// something would have to fall below zero
  Result<Stop> run(double end, std::span<const double> times, const Sample& sample,
                   const Monitor& monitor = {});
  /// From now on `sample` finds only these unknowns at its time, the others at the end of the step:
  /// interpolating a whole state costs more than a step of a small cell. Empty: all.
  void watch(std::vector<int> unknowns);

  /// Start again: from a state that a hand has changed (electrolyte refreshed, sample taken), under
  /// another kind of control, or with other event functions.
  Status restart(std::vector<double> y);

  double time() const { return origin_ + integrator_.time(); }
  std::span<const double> y() const { return integrator_.y(); }
  std::span<const int> events() const { return integrator_.events(); }
  /// After BeyondLimit: the unknown that would have to fall below zero, or -1.
  int used_up() const { return integrator_.negative(); }
  /// Of all starts together.
  math::DaeStatistics statistics() const;
  double last_step() const { return integrator_.last_step(); }
  /// Inside `sample`: d y/dp of a parameter that the system follows, at the sampled time.
  void sensitivity(double t, int parameter, std::span<double> out) const {
    integrator_.interpolate_sensitivity(t - origin_, parameter, out);
  }

 private:
  Transient(CellSystem& system, math::DaeIntegrator integrator)
      : system_(&system),
        integrator_(std::move(integrator)),
        work_(static_cast<std::size_t>(system.size())) {}

  CellSystem* system_;
  math::DaeIntegrator integrator_;  // its time begins at zero with every start
  double origin_ = 0;               // of that time on the clock of the drive
  Drive driven_;                    // what the steps since the start followed
  void remember();
  void differentiate();
  void interpolate(double t);

  std::vector<double> work_;
  std::vector<int> watched_;
  // the last steps of the watched unknowns, newest first
  static constexpr int most_points = 6, unknown_degree = -1;
  int points_ = 0;
  std::array<double, most_points> step_times_{};
  std::array<std::vector<double>, most_points> step_values_;
  int degree_ = unknown_degree;  // of the polynomial through them, once it is asked for
  std::array<std::vector<double>, most_points> differences_;
  math::DaeStatistics before_;  // of the starts before the last
};

}  // namespace niter::twin
