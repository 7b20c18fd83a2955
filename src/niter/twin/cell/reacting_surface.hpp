// ReactingSurface: a mechanism's steady state as the surface condition of the film, at a potential
// or at a current.
#pragma once

#include <string>
#include <vector>

#include "niter/twin/cell/cell_model.hpp"
#include "niter/twin/cell/electrolyte.hpp"
#include "niter/twin/mechanism/surface_kinetics.hpp"
#include "niter/twin/transport/film_newton.hpp"

namespace niter::twin {

/// The control is U_w. Its balance is one of
///     potentiostat:  U_w - (E + E_RHE,bulk + (ln10 RT/F) pKw - j R_s) = 0    [V]
///     galvanostat:   (j - j_wanted) / |j_wanted| = 0
/// so that iR makes U_w less negative than applied when j < 0.
class ReactingSurface : public Surface {
 public:
  /// How species of the mechanism act on the film's components.
  ReactingSurface(SurfaceKinetics kinetics, const Electrolyte& electrolyte);

  /// @param resting_water  U_w at j = 0 [V]
  void control_potential(double resting_water, double series_resistance);
  void control_current(double current_density);

  Status rate(std::span<const double> ln_ratio, double control, SurfaceRate& out) override;

  Status settle(std::span<const double> ln_ratio_step, double control_step, double scale) override;

  /// What a parameter does at the point of the last rate(), composition and control held there.
  /// Rate constants, film thickness and series resistance may move; U is U_w.
  CoupledSlope slope(const ModelSlope& parameter);
  /// How the net rates of all steps move with a parameter while that point moves along `direction`.
  /// [mol m-2 s-1 per p]
  void step_rate_slopes(const ModelSlope& parameter, const CoupledState& direction,
                        std::span<double> step_rate);

  const SurfaceKinetics& kinetics() const { return kinetics_; }
  /// Of the last call to rate().
  const SurfaceState& state() const { return state_; }
  std::span<const double> ln_activity() const { return ln_activity_; }
  /// Start the next solve from these coverages; cold if they are not `warm`.
  void start_from(const SurfaceState& state) { state_ = state; }

 private:
  SurfaceKinetics::Change rate_constants(const ModelSlope& parameter);

  SurfaceKinetics kinetics_;
  SurfaceState state_, ahead_;
  std::vector<std::vector<FilmPart>>
      parts_;  // per dissolved species of the mechanism; empty: not in the film
  std::vector<double> ln_activity_bulk_, ln_activity_;
  std::vector<double> by_forward_, by_reverse_, by_activity_, by_rate_;  // of slopes, a workspace
  bool galvanostatic_ = false;
  double resting_water_ = 0, series_resistance_ = 0, wanted_ = -1;
  double control_ = 0;  // of the last call to rate()
};

}  // namespace niter::twin
