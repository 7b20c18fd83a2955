// Draws of a normal distribution of many variables, some of which may not be negative.
#pragma once

#include <random>
#include <span>
#include <vector>

#include "niter/math/nonnegative.hpp"

namespace niter::math {

/// Exact Hamiltonian Monte Carlo: between the walls a particle moves as a set of oscillators, whose
/// motion and next hit are known in closed form; at a wall its velocity is turned.
///
///     x(t) = mean + A sin t + B cos t,    A from the covariance anew for every draw, t to pi/2
///     wall i:  A -= 2 A_i/C_ii C_(,i)     (C: covariance)
///
/// No step is refused and nothing is to be tuned.
/// @source pakman2014
class TruncatedNormal {
 public:
  /// Density ~ exp(-(x'Px/2 - c'x)) where the bounds hold.
  /// @param precision  P, n times n, symmetric and positive definite
  /// @param start      n; what is not positive where it is bounded is moved inside
  TruncatedNormal(std::span<const double> precision, std::span<const double> c,
                  std::span<const Bound> bounds, std::span<const double> start, unsigned seed);
  /// False if P is not positive definite to working precision; then nothing may be drawn.
  bool valid() const { return !covariance_.empty(); }

  /// The next draw, in memory of this object. Empty if it met walls too often: the mean lies so far
  /// outside the bounds that the particle does not come on.
  std::span<const double> next();
  /// Walls met so far: the work that was done.
  long walls() const { return walls_; }

 private:
  // Time to the next wall and its number, -1 if none is met before `limit`.
  std::pair<double, int> next_wall(double limit, int last) const;

  std::vector<double> covariance_, root_, mean_;  // root: F with F F' = C, by columns
  std::vector<Bound> bounds_;
  std::vector<double> x_, velocity_;
  long walls_ = 0;
  std::mt19937_64 random_;
  std::normal_distribution<double> normal_;
};

}  // namespace niter::math
