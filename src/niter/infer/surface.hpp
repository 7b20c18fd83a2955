// Surface: a quadratic stand-in for the residuals of a problem, cheap enough to walk on between two
// evaluations of the model. Private to this room.
#pragma once

#include <span>
#include <vector>

#include "niter/infer/laplace.hpp"
#include "niter/infer/moves.hpp"

namespace niter::infer {

/// How a surface goes on beyond where it was fitted.
enum class Tails {
  Quadratic,  // as fitted
  Levelled    // squares of residuals that are improbable grow like their logarithm
};

/// Every residual is a quadratic polynomial of y = shape.whitened(z).
struct Surface {
  Normal shape;
  std::vector<double> coefficients;  // row per residual: 1, then y_k and y_k y_l (l <= k) by k

  static std::size_t terms(std::size_t unknowns) { return (unknowns + 1) * (unknowns + 2) / 2; }
  /// As Posterior::log_density, of the stand-in.
  double log_density(std::span<const double> z, Tails tails) const;
};

/// A point the model was evaluated at.
struct Sighting {
  Point z;
  std::vector<double> residuals;
  double log_density = 0;
};

/// Least squares over the sightings, each weighted by (1 + deficit / d)^-2, deficit = its log
/// density below the best: points that no draw will come near shall not bend the surface. A weak
/// ridge on the quadratic terms decides where the sightings do not.
Surface fit_surface(const Normal& shape, const std::vector<Sighting>& seen);

/// Metropolis steps on the surface with the ensemble's moves; `others` stand still, so the walk as
/// a whole is reversible with respect to the surface's density.
Point walk(const Surface& surface, Tails tails, Point z, std::span<const Point> others, int steps,
           Stream& stream);

}  // namespace niter::infer
