// Balances: what a cell holds against what its steps made, what left it and what charge passed.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "niter/twin/cell/cell_system.hpp"

namespace niter::twin {

/// One balance: change of content minus everything that came in, over the largest term.
struct Balance {
  std::string of;  // "OH-", "NO3-", "NO*", "charge"
  double relative = 0;
};

/// The books of a run between two moments at which hands change the cell.
///
///     content_m(t) - content_m(t0) = sum_j nu_jm xi_j - left_m (+ anode)      per component m
///     Gamma (theta(t) - theta(t0)) = sum_j nu_j xi_j                          per adsorbate
///     integral of I = -F sum_j n_j xi_j + q(t) - q(t0)                        charge
///
/// A component that homogeneous reactions with rates make counts as what it is made of: its books
/// are theirs. At rest hardly any charge moves; it is weighed against a monolayer's.
class Balances {
 public:
  Balances(const CellSystem& system, std::span<const double> y);

  std::vector<Balance> at_state(std::span<const double> y) const;

 private:
  const CellSystem* system_;
  std::vector<double> start_;
  std::vector<std::vector<double>> kept_;  // per component, of which others it is counted in
};

}  // namespace niter::twin
