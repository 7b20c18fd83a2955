// SteadyStateSolver: coverages and net rates at which nothing accumulates on the surface, for any
// reaction network.
#pragma once

#include <span>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/math/dense_lu.hpp"
#include "niter/twin/mechanism/flux_modes.hpp"
#include "niter/twin/mechanism/network.hpp"

namespace niter::twin {

/// A steady state, and the start of the next solve.
struct SteadyState {
  std::vector<double> ln_coverage;  // per species; -inf for one that nothing can form
  std::vector<double> rate;         // net, per reaction, per site and time
  double residual = 0;              // largest relative defect of a rate law or a site balance
  int iterations = 0;
  bool warm = false;  // the members hold a solution to start from
};

/// Solves S r = 0, sum of coverages = 1 per site type, and r_j = f_j - b_j with
///
///     f_j = k_f prod theta^reactants,   b_j = k_b prod theta^products
///
/// in the unknowns (ln theta_i, r_j) together: the rate law is used as ln f_j = ln(b_j + r_j)
/// (mirrored for r_j < 0), so a step close to equilibrium ties the coverages and leaves its net
/// rate to the balances; nothing is the small difference of large numbers. Globalisation is
/// pseudo-transient continuation: implicit Euler from a given surface with a step that grows
/// without bound; rate constants may span 1e-100 to 1e40 (docs/methods/microkinetics.md).
/// @source kelley1998 (pseudo-transient continuation); reference cases of Medford et al.
/// (medford2015) One solver serves one thread.
class SteadyStateSolver {
 public:
  /// @error Inconsistent: see check(Network)
  static Result<SteadyStateSolver> make(Network network);

  const Network& network() const { return network_; }

  /// @param ln_forward, ln_reverse  ln of the rate constants, activities of the solution included;
  /// -inf: no such way
  /// @param state   warm: Newton from it, falling back on a cold start; else cold
  /// @param covered the species that covers the surface at a cold start; -1: the free surface
  /// @error NoConvergence with the defect left; Inconsistent if the active reactions leave a
  /// coverage undetermined
  Status solve(std::span<const double> ln_forward, std::span<const double> ln_reverse,
               SteadyState& state, int covered = -1);

  /// Exact change of the solution just found, by the implicit function theorem, for a change of ln
  /// k.
  void respond(std::span<const double> d_ln_forward, std::span<const double> d_ln_reverse,
               std::span<double> d_ln_coverage, std::span<double> d_rate);

  /// True if every small disturbance of the coverages of the solution just found decays.
  bool stable();

 private:
  explicit SteadyStateSolver(Network network);

  struct Law {  // one rate law at the present point, linear in d ln theta and dr
    double ln_forward = 0, ln_reverse = 0;
    double forward = 0, reverse = 0;  // gross rates
    double scale = 1;                 // the coefficient of dr is -1 / scale
    double forward_weight = 0, reverse_weight = 0;
    double defect = 0;
  };
  enum class Form { Logarithm, Difference };

  Status activate(int covered);
  void start(int covered);
  void evaluate();
  void compare(Form form);
  void choose_modes();
  double defect() const;
  bool step(double inverse_time);
  void assemble(double inverse_time);
  void expand(double inverse_time);
  void move_rates(double fraction);
  void keep_sites();
  bool newton(int limit);
  bool march();
  void store(SteadyState& state) const;
  double exponent(const std::vector<Network::Term>& terms) const;

  Network network_;
  std::vector<double> stoichiometry_;  // species x reactions

  // the part that is active: species that can be formed and reactions that can go
  std::vector<char> finite_;  // pattern of finite rate constants the activation was made for
  int covered_ = -2;          // and its start
  std::vector<int> species_, reactions_;
  std::vector<int> position_;  // of a species among the active ones, -1 if absent
  FluxModes modes_;
  std::vector<double> active_stoichiometry_;

  std::span<const double> ln_forward_, ln_reverse_;
  std::vector<double> x_, theta_, rate_, size_, dx_, drate_, rhs_, site_sum_;
  std::vector<Law> laws_;
  std::vector<double> accumulation_;  // S r per active species
  math::DenseLu lu_;
  int iterations_ = 0;
  bool factored_ = false;  // lu_ belongs to the present point at steady state
};

}  // namespace niter::twin
