// FluxModes: net rates as exact combinations of the smallest ones, so that balances never cancel.
#pragma once

#include <span>
#include <vector>

namespace niter::twin {

/// Row reduction of the stoichiometric matrix S (species x reactions, small integers) with pivots
/// chosen by size.
///
/// A change of the coverages n_i per time is dn_i/dt = sum_j S_ij r_j. With the largest rates as
/// pivots,
///
///     r_p = sum_i transform(p, i) dn_i/dt - sum_f weight(p, f) r_f          (p dependent, f free)
///
/// holds exactly, and at steady state the first sum is zero. The greedy choice is a basis of least
/// weight: every free rate that enters r_p is no larger than r_p, so the sum loses no digits
/// however far the rates lie apart. (A set of independent columns is a matroid; greedy choice by
/// size is optimal, edmonds1971.)
class FluxModes {
 public:
  /// `stoichiometry`: row-major, species x reactions.
  void reset(std::vector<double> stoichiometry, int species, int reactions);
  /// Choose pivots in descending order of `size` (one per reaction, > 0).
  void choose(std::span<const double> size);
  /// The present choice still loses at most about one digit at these sizes.
  bool suits(std::span<const double> size) const;

  int rank() const { return rank_; }
  const std::vector<int>& free() const { return free_; }            // reactions
  const std::vector<int>& dependent() const { return dependent_; }  // reactions, one per row
  /// Row of a dependent reaction, -1 if it is free.
  int row_of(int reaction) const { return row_of_[static_cast<std::size_t>(reaction)]; }
  double weight(int row, int reaction) const { return at(row, reaction); }
  double transform(int row, int species) const { return at(row, reactions_ + species); }

  /// Set the dependent rates from the free ones, for dn/dt = 0.
  void close(std::span<double> rates) const;

 private:
  double at(int row, int column) const {
    return table_[static_cast<std::size_t>(row) * static_cast<std::size_t>(width_) +
                  static_cast<std::size_t>(column)];
  }
  void eliminate(int pivot_row, int column);

  int species_ = 0, reactions_ = 0, width_ = 0, rank_ = 0;
  std::vector<double> stoichiometry_;
  std::vector<double> table_;  // [S | 1] reduced; row k belongs to dependent_[k]
  std::vector<int> order_, row_of_, free_, dependent_;
  bool chosen_ = false;
};

}  // namespace niter::twin
