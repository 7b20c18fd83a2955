// Laplace: the normal approximation of a posterior at its maximum. Private to this room.
#pragma once

#include <span>
#include <vector>

#include "niter/infer/calibrate.hpp"
#include "niter/infer/posterior.hpp"

namespace niter::infer {

/// Values, covariance and informed directions at z. With J the data Jacobian in units of data sigma
/// per prior sd, the Hessian of half the total is J'J + 1 in prior coordinates.
/// @source bishop2006, eq. 3.50-3.51
Calibration describe(const Problem& problem, const std::vector<double>& z, const Linearised& at);

/// A normal distribution in prior coordinates: z = centre + root y, y a unit normal.
struct Normal {
  std::vector<double> centre;
  std::vector<double> root;  // lower triangular, row-major

  std::vector<double> at(std::span<const double> y) const;
  std::vector<double> whitened(std::span<const double> z) const;
};
Normal laplace(const Problem& problem, const Calibration& calibration);

}  // namespace niter::infer
