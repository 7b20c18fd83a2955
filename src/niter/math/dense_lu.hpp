// DenseLu: small square linear systems on storage that is allocated once and then reused.
#pragma once

#include <span>
#include <vector>

namespace niter::math {

/// LU factors of a small dense matrix, A = P L U with row exchanges by the largest pivot of each
/// column. The caller scales rows and columns; the factors are then as good as the scaling.
/// @source golub2013, algorithm 3.4.1 (outer product form with partial pivoting)
class DenseLu {
 public:
  /// Room for matrices up to `capacity` rows.
  explicit DenseLu(int capacity);

  /// Start a matrix of `size` rows, all zero.
  void clear(int size);
  double& at(int row, int column) {
    return a_[static_cast<std::size_t>(row) * static_cast<std::size_t>(size_) +
              static_cast<std::size_t>(column)];
  }
  std::span<double> row(int index) { return {&at(index, 0), static_cast<std::size_t>(size_)}; }

  /// Replace the matrix by its factors. False if a pivot is zero or not finite: the matrix is
  /// singular.
  bool factor();
  /// Overwrite b with the solution of A x = b. Needs a successful factor().
  void solve(std::span<double> b) const;

  int size() const { return size_; }

 private:
  int size_ = 0;
  std::vector<double> a_;
  std::vector<int> exchange_;  // row exchanged with row k in step k
};

}  // namespace niter::math
