// ElectrodeRates: the net rates of all electrode steps at one place, with exact derivatives.
#pragma once

#include <span>
#include <vector>

#include "niter/twin/cell/cell_model.hpp"

namespace niter::twin {

/// Mass action on concentrations and coverages,
///
///     r = k_f prod c^nu prod theta^nu - k_b prod c^nu prod theta^nu
///     ln k = constant + slope U + sum_k g_k theta_k       (Frumkin interactions g)
///
/// times S(eta)/S(0) for steps with Marcus-Hush-Chidsey kinetics (physics/marcus_hush.hpp). Rates
/// in mol m-2 s-1, per geometric area.
class ElectrodeRates {
 public:
  explicit ElectrodeRates(const CellModel& model);

  int steps() const { return steps_; }
  /// Columns of a row of derivatives: species, then adsorbates, then U.
  int columns() const { return species_ + adsorbates_ + 1; }

  /// @param potential  U at the place of reaction [V]
  void evaluate(double potential, std::span<const double> c, std::span<const double> theta);
  /// The same with derivatives.
  void linearise(double potential, std::span<const double> c, std::span<const double> theta);

  std::span<const double> rate() const { return rate_; }
  /// Gross rates of the last call, forward and reverse.
  std::span<const double> forward() const { return forward_; }
  std::span<const double> reverse() const { return reverse_; }
  const double* derivative(int step) const { return derivative_.data() + step * columns(); }

 private:
  struct Gross;
  void constants(std::size_t step, double potential, std::span<const double> theta, Gross& forward,
                 Gross& reverse) const;

  const CellModel* model_;
  int steps_, species_, adsorbates_;
  double thermal_;                    // F/RT
  std::vector<double> ln_at_formal_;  // ln S(0) of the steps with Marcus-Hush kinetics
  std::vector<double> rate_, forward_, reverse_, derivative_;
};

}  // namespace niter::twin
