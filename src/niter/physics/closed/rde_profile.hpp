// Flow towards a rotating disc: Cochran's solution of von Karman's equations.
#pragma once

namespace niter::physics {

/// Slopes at the wall: F'(0) and G'(0).
/// @source cochran1934 (0.510, -0.616); digits by integration here
inline constexpr double cochran_a = 0.510232618867;
inline constexpr double cochran_b = -0.615922014399;

}  // namespace niter::physics
