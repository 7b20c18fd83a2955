// SurfaceKinetics: the steady state of a mechanism at given potential and concentrations beside the
// surface.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/mechanism/mechanism.hpp"

namespace niter::twin {

/// Rates of one steady state and, as a workspace, the start of the next solve: no allocation after
/// the first.
struct SurfaceState {
  std::vector<double> ln_coverage;  // per adsorbate, the free site last
  std::vector<double> step_rate;    // net, mol m-2 s-1 of geometric area, forward positive
  std::vector<double> flux;    // per Mechanism::solution, mol m-2 s-1, positive into the solution
  double current_density = 0;  // A m-2, oxidation positive
  // Exact derivatives, by the implicit function theorem. Row i of dflux: d flux_i / d ln a_k for
  // every solution species k, then d flux_i / d U_w.  Row-major, (n_solution) x (n_solution + 1).
  // dcurrent alike, one row.
  std::vector<double> dflux;
  std::vector<double> dcurrent;
  int iterations = 0;
  bool warm = false;  // ln_coverage and step_rate hold a solution to start from
};

class SurfaceKinetics {
 public:
  explicit SurfaceKinetics(const Mechanism& mechanism);
  ~SurfaceKinetics();
  SurfaceKinetics(SurfaceKinetics&&) noexcept;
  SurfaceKinetics& operator=(SurfaceKinetics&&) noexcept;

  const Mechanism& mechanism() const;
  /// Particles of a species of Mechanism::solution that one turnover of a step makes.
  int turnover(std::size_t step, std::size_t species) const;

  /// The steady state reached from `state` (or, cold, from the free surface by pseudo-transient
  /// continuation).
  /// @param water_potential  U_w [V]: RHE scale at a_OH = 1, U_w = U_SHE + 0.828
  /// @param ln_activity      ln(c / 1 M) per Mechanism::solution
  /// @param derivatives      also fill dflux and dcurrent
  /// @error NoConvergence with the residual left; never a number
  Status solve(double water_potential, std::span<const double> ln_activity, SurfaceState& state,
               bool derivatives) const;

  /// A steady state of interacting adsorbates, without derivatives: for the start of a cell, which
  /// solves them exactly from there. Without interactions the state of solve().
  /// @error NoConvergence with what still moves
  Status settle(double water_potential, std::span<const double> ln_activity,
                SurfaceState& state) const;

  /// A small change of what a steady state depends on: of ln k of every step, both ways, at
  /// constant composition and potential; of ln a of every species of Mechanism::solution; of U_w.
  /// What is empty does not move.
  struct Change {
    std::span<const double> ln_forward = {}, ln_reverse = {}, ln_activity = {};
    double potential = 0;
  };
  /// How the net rate of every step follows, exactly, from the solution just found by solve().
  /// [mol m-2 s-1]
  void respond(const Change& change, std::span<double> step_rate) const;

  /// Every distinct steady state found from a free surface and from each adsorbate's full surface
  /// in turn. More than one stable one means multiplicity: the caller says so.
  struct Branch {
    SurfaceState state;
    bool stable = false;  // all eigenvalues of the coverage Jacobian have negative real part
  };
  Result<std::vector<Branch>> all_steady_states(double water_potential,
                                                std::span<const double> ln_activity) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace niter::twin
