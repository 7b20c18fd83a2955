// Products: which species an electrode makes from its reactant, with how many electrons, and the
// balances they close.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/mechanism/mechanism.hpp"

namespace niter::twin {

/// One product of the reactant, by the half-reaction that water completes.
struct Product {
  std::string name;
  double electrons = 0;  // per particle: NO3- to NH3 8, to N2O 8 (two N), H2 2
  double hydroxide = 0;  // OH- made per particle: NO3- to NH3 9
  double nitrogen = 0;   // N atoms
};

/// The overall chemistry of a mechanism: what is made in which step, per dissolved or gaseous
/// species.
class ProductLedger {
 public:
  /// @error Inconsistent if a product cannot be made from the reactant with water and electrons
  static Result<ProductLedger> make(const Mechanism& mechanism, const std::string& reactant);

  const std::vector<Product>& products() const { return products_; }
  double reactant_nitrogen() const { return reactant_nitrogen_; }
  /// Net production of a product in the order of products() [mol m-2 s-1], and of the reactant
  /// last.
  std::vector<double> production(const std::vector<double>& step_rate) const;

 private:
  std::vector<Product> products_;
  double reactant_nitrogen_ = 0;
  std::vector<std::vector<double>> stoichiometry_;  // per product, the reactant last; per step
};

}  // namespace niter::twin
