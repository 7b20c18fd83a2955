// Continuation: reach an operating point from its neighbour, or from rest, in steps Newton can
// take.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/cell/reacting_surface.hpp"
#include "niter/twin/transport/film_newton.hpp"

namespace niter::twin {

/// Where the potentiostat's potential sits on the U_w scale.
struct PotentialScale {
  double water_at_zero = 0;      // U_w at E = 0 V vs RHE(bulk) and j = 0 [V]
  double series_resistance = 0;  // ohm m2
};

enum class Held { Potential, Current };

/// A solved operating point, with all that is needed to go on from it.
struct SolvedPoint {
  CoupledState state;
  CoupledState direction;  // d state / d applied, of the last solve under potential control
  bool has_direction = false;
  SurfaceState surface;
  double applied = 0;  // V vs RHE(bulk)
  Held held = Held::Potential;
};

/// How a solved point moves with a parameter p while what is held stays.
struct SolvedSlope {
  CoupledState direction;         // d state / d p
  std::vector<double> step_rate;  // mol m-2 s-1 per p
};

class Continuation {
 public:
  Continuation(FilmModel film, ReactingSurface surface, PotentialScale scale);

  /// Newton from the last solution, extrapolated, with steps halved when it fails; cold from a
  /// potential where hardly any current flows if there is no last solution, or if no step from it
  /// succeeds.
  /// @return Newton iterations spent @error NoConvergence, saying how far it came; the next call
  /// starts cold
  Result<int> to_potential(double applied);
  /// @param current_density  A m-2, oxidation positive, not zero
  Result<int> to_current(double current_density);

  /// Exact derivatives of the last solution, one for each parameter (see ReactingSurface::slope):
  /// one more factorisation for all, two solves for each.
  /// @error NotFound without a solution; NoConvergence at a singular point
  Result<std::vector<SolvedSlope>> slopes(std::span<const ModelSlope> parameters);

  const std::optional<SolvedPoint>& last() const { return last_; }
  const Film& film() const { return newton_.film(); }
  const ReactingSurface& surface() const { return surface_; }

  /// Take over a solution of a film of the same shape as the start of the next solve.
  void start_from(std::optional<SolvedPoint> other) {
    last_ = std::move(other);
    before_.has_direction = false;
  }

 private:
  Status rest(double applied);
  Status walk(double applied);
  Status step_to(double applied, int max_iterations);
  Status solve_current(double current_density);
  Status approach_current(double current_density);
  void predict(double applied);
  void hold(Held what, double value);

  FilmNewton newton_;
  ReactingSurface surface_;
  PotentialScale scale_;
  std::optional<SolvedPoint> last_;
  SolvedPoint before_;  // the solution before the last, if it has a direction
  SolvedPoint trial_;
  int iterations_ = 0;
};

}  // namespace niter::twin
