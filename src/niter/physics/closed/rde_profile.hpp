// Flow towards a rotating disc: Cochran's solution of von Karman's equations, to rounding.
//
//     F'' = F^2 - G^2 + F' H,   G'' = 2 F G + G' H,   H' = -2 F
//     F(0) = H(0) = 0, G(0) = 1, F(inf) = G(inf) = 0
#pragma once

namespace niter::physics {

/// Slopes at the wall, F'(0) and -G'(0) with its sign, and the suction -H(inf).
/// @source cochran1934 (0.510, -0.616, 0.886); the digits by Taylor steps of 30 figures matched to
/// the outer series
inline constexpr double cochran_a = 0.5102326188672849;
inline constexpr double cochran_b = -0.6159220143993540;
inline constexpr double cochran_suction = 0.8844741102096024;

/// Dimensionless velocities at zeta = x sqrt(omega / nu) from the wall.
struct DiscFlow {
  double radial = 0;  // F: v_r / (r omega)
  double axial = 0;   // H: v_x / sqrt(nu omega); -a zeta^2 + zeta^3/3 + b zeta^4/6 ... at the wall
};

/// Relative error below 1e-12 at every distance: power series at the wall, series in
/// exp(-0.884 zeta) beyond zeta = 0.75.
/// @param zeta  >= 0
/// @source cochran1934
DiscFlow disc_flow(double zeta);

/// Velocity along the axis, negative towards the disc. v_x = sqrt(nu omega) H(x sqrt(omega/nu)).
/// [m s-1]
/// @param distance   x from the disc [m], >= 0
/// @param rotation   omega [rad s-1]
/// @param viscosity  kinematic, nu [m2 s-1]
/// @source cochran1934
/// @valid  laminar, far from the rim
double disc_axial_velocity(double distance, double rotation, double viscosity);

}  // namespace niter::physics
