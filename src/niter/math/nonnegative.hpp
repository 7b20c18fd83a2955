// The least value of a convex quadratic function whose arguments may not be negative.
#pragma once

#include <span>
#include <vector>

namespace niter::math {

/// Which arguments are bounded below by zero.
enum class Bound : char { Free, Nonnegative };

/// Minimises x'Hx/2 - c'x with x_i >= 0 where it is bounded. Non-negative least squares has H = A'A
/// and c = A'b.
///
/// Block principal pivoting finds the arguments that are not zero: a guess is solved, and all
/// arguments that break a sign condition change sides at once. Where that makes no progress the
/// active-set method of Lawson and Hanson goes on from the guess; every step of it lessens the
/// function.
///
/// @param h  n times n, symmetric and positive definite
/// @param bounds  n
/// @return x, empty if H is not positive definite to working precision
/// @source portugal1994 (block pivoting); lawson1995, chapter 23 (active set)
std::vector<double> nonnegative_minimum(std::span<const double> h, std::span<const double> c,
                                        std::span<const Bound> bounds);

}  // namespace niter::math
