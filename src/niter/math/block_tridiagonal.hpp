// BlockTridiagonal: linear systems whose blocks, of any sizes, couple to their neighbours only, as
// a chain of cells makes them.
#pragma once

#include <algorithm>
#include <complex>
#include <span>
#include <vector>

namespace niter::math {

/// Block LU from the last block to the first (block Thomas algorithm), partial pivoting inside a
/// block with rows compared by their largest entry, so that rows may carry different units.
///
///     D_i <- D_i - U_i D_(i+1)^-1 L_(i+1)
///
/// Stable where every block is well conditioned once its neighbour is eliminated, as in diffusion.
/// Storage is allocated once; Scalar is double or std::complex<double>.
/// @source golub2013, section 4.5.1 (block tridiagonal LU)
template <class Scalar>
class BlockTridiagonal {
 public:
  explicit BlockTridiagonal(std::vector<int> sizes);

  int blocks() const { return static_cast<int>(sizes_.size()); }
  int size() const { return offsets_.back(); }
  int block_size(int i) const { return sizes_[static_cast<std::size_t>(i)]; }
  /// Index of the first unknown of a block.
  int offset(int i) const { return offsets_[static_cast<std::size_t>(i)]; }

  void clear();
  /// Take over a matrix of the same shape.
  template <class Other>
  void assign(const BlockTridiagonal<Other>& other) {
    std::copy(other.data_.begin(), other.data_.end(), data_.begin());
  }
  /// Row-major blocks: rows of block i against the columns of block i, i-1 and i+1.
  Scalar* diagonal(int i) { return data_.data() + diagonal_[static_cast<std::size_t>(i)]; }
  Scalar* lower(int i) { return data_.data() + lower_[static_cast<std::size_t>(i)]; }
  Scalar* upper(int i) { return data_.data() + upper_[static_cast<std::size_t>(i)]; }
  /// The same by the number of the columns' block, i or a neighbour.
  Scalar* block(int i, int columns) {
    return columns == i ? diagonal(i) : columns < i ? lower(i) : upper(i);
  }
  const Scalar* diagonal(int i) const {
    return data_.data() + diagonal_[static_cast<std::size_t>(i)];
  }
  const Scalar* lower(int i) const { return data_.data() + lower_[static_cast<std::size_t>(i)]; }
  const Scalar* upper(int i) const { return data_.data() + upper_[static_cast<std::size_t>(i)]; }

  /// Where an entry stands in storage(), for entries that are written again and again.
  std::size_t position(int block, int row, int column_block, int column) const {
    const auto i = static_cast<std::size_t>(block);
    const std::size_t start = column_block == block  ? diagonal_[i]
                              : column_block < block ? lower_[i]
                                                     : upper_[i];
    return start + static_cast<std::size_t>(row * block_size(column_block) + column);
  }
  std::span<Scalar> storage() { return data_; }
  std::span<const Scalar> storage() const { return data_; }

  /// y = A x, before factor().
  void multiply(std::span<const Scalar> x, std::span<Scalar> y) const;
  /// Replace the matrix by its factors. False if a pivot is zero or not finite.
  bool factor();
  /// The same if nothing but the first diagonal block was written anew since the last factor().
  bool factor_first();
  /// Overwrite b with the solution of A x = b. Needs a successful factor().
  void solve(std::span<Scalar> b) const;

 private:
  template <class>
  friend class BlockTridiagonal;
  void eliminate_next(int i);
  bool factor_block(int i);
  void solve_block(int i, Scalar* rows, int columns) const;
  bool factor_pair(int i);

  std::vector<int> sizes_, offsets_;
  std::vector<std::size_t> diagonal_, lower_, upper_;
  std::vector<Scalar> data_;
  std::vector<int> exchange_;  // row exchanged with row k of a block
};

extern template class BlockTridiagonal<double>;
extern template class BlockTridiagonal<std::complex<double>>;

}  // namespace niter::math
