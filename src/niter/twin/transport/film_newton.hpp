// Film with a reacting surface: Newton's method on all film nodes, the surface fluxes and one
// control at once.
#pragma once

#include <span>

#include "niter/base/result.hpp"
#include "niter/math/dense_lu.hpp"
#include "niter/twin/transport/film.hpp"

namespace niter::twin {

/// What happens at x = 0, linear in its arguments about a point.
/// The control v is one more unknown (a potential, a rate); `balance` = 0 is its equation.
struct SurfaceRate {
  ComponentVector flux{};  // N_m made at the surface, mol m-2 s-1
  std::array<double, max_components * max_components>
      by_ratio{};                // d N_m / d ln(c_k / c_k,bulk), row by row
  ComponentVector by_control{};  // d N_m / d v
  double balance = 0;
  ComponentVector balance_by_ratio{};
  double balance_by_control = 0;
};

class Surface {
 public:
  virtual ~Surface() = default;
  /// @param ln_ratio  ln(c_m / c_m,bulk) at the surface
  /// @error whatever keeps the rates from being known there; Newton then shortens its step
  virtual Status rate(std::span<const double> ln_ratio, double control, SurfaceRate& out) = 0;

  /// The last step is below the rounding of ln c and of the control, and yet the rates would still
  /// change: a reaction is so fast that it is all but at equilibrium. Move the rates along the
  /// step; the point itself stays.
  /// @param scale  the multiple of the step that changes the rates by a small but resolvable part
  virtual Status settle(std::span<const double> ln_ratio_step, double control_step,
                        double scale) = 0;
};

struct NewtonOptions {
  double tolerance =
      1e-11;  // of fluxes and charges, over the largest, and of the control's balance
  int max_iterations = 40;
  double log_step = 2.5;       // largest fall of ln c in one step
  double control_step = 0.08;  // largest change of the control in one step
};

/// A point of the coupled problem.
struct CoupledState {
  FilmState film;
  double control = 0;
};

/// How the conditions of the coupled problem move with a parameter p while its point stands still.
struct CoupledSlope {
  ComponentVector flux{};   // d N_m / d p made at the surface
  double balance = 0;       // d balance / d p
  double ln_thickness = 0;  // d ln(thickness of the film) / d p
};

/// Newton with exact derivatives. A step that would raise a concentration is taken in c, where the
/// film is linear; one that would lower it is taken in ln c, so that no concentration can become
/// negative.
class FilmNewton {
 public:
  explicit FilmNewton(FilmModel model);

  const Film& film() const { return film_; }
  CoupledState rest(double control) const { return {film_.rest(), control}; }

  /// Solve from `state`, in place. Returns the number of iterations.
  /// @error NoConvergence, with the residuals left, or the surface's own error
  Result<int> solve(Surface& surface, CoupledState& state, const NewtonOptions& options = {});

  /// Linearise about a solution found before, as solve() leaves it.
  /// @error of the surface; NoConvergence at a singular point
  Status linearise(Surface& surface, const CoupledState& state);

  /// After solve() or linearise(): d state / d p, exactly. With M = N + N d ln L/dp the film moves
  /// as if its thickness had not changed, because only the product of flux and thickness enters.
  void tangent(const CoupledState& state, const CoupledSlope& slope, CoupledState& direction) const;

 private:
  using Vector = std::array<double, max_components + 1>;
  Status close(const CoupledState& state);
  double step(CoupledState& state, const NewtonOptions& options);
  Status settle(Surface& surface, CoupledState& state, double scale);
  void spread(std::span<const double> surface_change, double offset, std::span<double> nodes) const;

  Film film_;
  FilmResponse response_;
  SurfaceRate rate_;
  math::DenseLu closed_;
  std::vector<double> change_;  // of the nodes
  Vector row_size_{};           // by which the rows of the closed system are divided
  Vector solution_{};           // of the closed system: (change of flux, change of control)
};

}  // namespace niter::twin
