// ConstantRows: the part of a cell's equations that is linear with constant coefficients.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "niter/math/block_tridiagonal.hpp"

namespace niter::twin {

/// f = A y + B y', row by row, and A + c B in the storage of a block matrix.
class ConstantRows {
 public:
  ConstantRows() = default;
  /// What is not zero in the two matrices, and below them nothing yet.
  ConstantRows(const math::BlockTridiagonal<double>& a, const math::BlockTridiagonal<double>& b);

  /// A row that has no place in the matrix: y' and these multiples of y.
  struct Term {
    int column = 0;
    double of_state = 0;
  };
  void add_integral(const std::vector<Term>& terms);

  void evaluate(std::span<const double> y, std::span<const double> yp, std::span<double> f) const;
  /// Add A + c B to all blocks, or to the first diagonal block alone.
  void put(double c, math::BlockTridiagonal<double>& m) const;
  void put_first(double c, math::BlockTridiagonal<double>& m) const;

 private:
  struct Entry {
    int column = 0;
    double of_state = 0, of_rate = 0;
  };
  std::vector<int> begin_{0};  // of each row in entries_
  std::vector<Entry> entries_;
  std::vector<std::size_t> position_;  // of the entries in the storage of a matrix
};

}  // namespace niter::twin
