// Linear least squares: the x that makes A x nearest to b, by orthogonal transformations.
#pragma once

#include <span>
#include <vector>

namespace niter::math {

/// Columns of unknowns and the right-hand side of one problem; storage is kept between problems.
class LeastSquares {
 public:
  /// Start a problem of that size, with rows >= columns >= 1. What columns and right-hand side hold
  /// is not defined until it is written.
  void start(int rows, int columns);
  std::span<double> column(int index);
  std::span<double> right() { return {right_.data(), static_cast<std::size_t>(rows_)}; }

  /// Minimises |A x - b|. Overwrites columns and right-hand side.
  /// @return x, valid until the next start(); empty if the columns are linearly dependent
  /// @source golub2013, algorithm 5.3.2 (Householder)
  std::span<const double> solve();

 private:
  int rows_ = 0, columns_ = 0;
  std::vector<double> matrix_, right_, solution_;  // matrix by columns
};

}  // namespace niter::math
