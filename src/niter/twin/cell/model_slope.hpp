// ModelSlope: how the numbers of a cell move with one parameter, and how its states follow,
// exactly.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/cell/cell_system.hpp"
#include "niter/twin/mechanism/mechanism.hpp"

namespace niter::twin {

/// Slopes of every step's rate constants with the parameters of a mechanism, by name, in the
/// parameter's own unit. Rate constants and free energies are linear in the parameters, so the
/// differences taken here are the derivatives.
/// @error what Mechanism::with says; InvalidInput for a parameter that moves the formal potential
/// or the reorganisation energy of a Marcus-Hush step: the rate is not linear in it
Result<std::map<std::string, ModelSlope>> parameter_slopes(const Mechanism& mechanism,
                                                           const std::vector<std::string>& names);

/// Degree of rate control asks for the rates of one step, both ways: ln k_f and ln k_b moved alike.
ModelSlope both_ways(const CellModel& model, int step);

/// Sensitivities of a steady state, by the implicit function theorem:
///     dy/dp = -(dF/dy)^-1 dF/dp
/// One factorisation serves all parameters.
class SteadySensitivity {
 public:
  /// @param y  a steady state of the system under its drive at time t
  /// @error NoConvergence where the state is a singular point
  static Result<SteadySensitivity> at(CellSystem& system, double t, std::span<const double> y);

  struct Answer {
    double current_density = 0, potential = 0;  // d I/dp, d U/dp
    std::vector<double> step_rate;              // d r_j/dp
    std::vector<double> state;                  // d y/dp
  };
  Answer to(const ModelSlope& slope);

 private:
  SteadySensitivity(CellSystem& system, double t, std::span<const double> y)
      : system_(&system), t_(t), y_(y.begin(), y.end()) {}
  CellSystem* system_;
  double t_;
  std::vector<double> y_;
};

}  // namespace niter::twin
