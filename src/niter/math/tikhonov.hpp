// Least squares with a penalty for roughness, for all weights of the penalty at once.
#pragma once

#include <span>
#include <vector>

namespace niter::math {

/// What one weight of the penalty gives, without bounds on x.
struct Regularised {
  double misfit = 0;       // |A x - b|^2
  double roughness = 0;    // x'Mx
  double parameters = 0;   // trace of A (A'A + lambda M)^-1 A': how many the data determine
  double determinant = 0;  // ln det(A'A + lambda M)
};

/// min |A x - b|^2 + lambda x'Mx.
///
/// A'A and M are made diagonal together, once: with B = A'A + s M, V'BV = 1 and V'A'AV = theta,
///
///     x(lambda) = V d / (theta + (1 - theta) lambda/s),   d = V'A'b
///
/// @source golub2013, sec. 8.7.2 (symmetric-definite eigenvalue problem)
class Tikhonov {
 public:
  /// @param gram     A'A, n times n
  /// @param moments  A'b, n
  /// @param square   b'b
  /// @param penalty  M, n times n, positive semidefinite; A'A + M must be positive definite
  Tikhonov(std::span<const double> gram, std::span<const double> moments, double square,
           std::span<const double> penalty);
  /// False if A'A + M is not positive definite to working precision; then nothing else may be
  /// asked.
  bool valid() const { return !theta_.empty(); }

  Regularised at(double lambda) const;
  std::vector<double> solution(double lambda) const;

 private:
  double square_ = 0, balance_ = 1, determinant_ = 0;  // balance: s; determinant: ln det B
  std::vector<double> theta_, moments_, vectors_;      // moments: d; vectors: V by columns
};

}  // namespace niter::math
