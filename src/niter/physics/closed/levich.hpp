// Limiting current of a rotating disc, and what kinetics leave of it (Koutecky-Levich). Magnitudes.
#pragma once

namespace niter::physics {

/// Coefficient of the Levich equation for an infinite Schmidt number.
///
///     (a / 3)^(1/3) / Gamma(4/3) = 0.620451,   a = 0.510233 (physics/closed/rde_profile.hpp)
///
/// @source newman1966; cochran1934 (a)
double levich_coefficient();

/// Newman's divisor for a finite Schmidt number. [1]
///
///     1 + 0.2980 Sc^(-1/3) + 0.14514 Sc^(-2/3)
///
/// @param schmidt  Sc = nu / D
/// @source newman1966
/// @valid  Sc > 100 (below 0.1 %)
double levich_schmidt_divisor(double schmidt);

/// A disc that turns in a liquid of known viscosity.
struct RotatingDisc {
  double rotation = 0;   // omega [rad s-1]
  double viscosity = 0;  // kinematic, nu [m2 s-1]
};

/// Limiting current density of a rotating disc. [A m-2]
///
///     j = 0.620451 n F c D^(2/3) nu^(-1/6) omega^(1/2) / (1 + 0.2980 Sc^(-1/3) + 0.14514
///     Sc^(-2/3))
///
/// @source levich1962, newman1966
/// @valid  laminar flow, no migration
double levich_current_density(double n, double c, double diffusion, const RotatingDisc& disc);

/// Thickness of the stagnant film with the same limiting current: delta = n F D c / j. [m]
double levich_film(double diffusion, const RotatingDisc& disc);

/// Current density of a first-order reaction under mixed control. 1/j = 1/j_kinetic + 1/j_limit.
/// [A m-2]
/// @source koutecky1958
/// @valid  first order in the reactant, irreversible: exact there
double koutecky_levich(double kinetic, double limit);

}  // namespace niter::physics
