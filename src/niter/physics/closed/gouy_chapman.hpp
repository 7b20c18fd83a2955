// The diffuse double layer at rest: Debye length, Gouy-Chapman, Stern's series, and its version for
// ions that take up space (Bikerman; Kilic, Bazant and Ajdari).
//
// A symmetric electrolyte z:z at a plane whose potential against the bulk is phi. A positive phi
// means a positive charge on the metal.
#pragma once

namespace niter::physics {

/// A dissolved salt of two ions with charges +z and -z.
struct SymmetricSalt {
  double concentration = 0;     // bulk [mol m-3]
  double charge = 1;            // z
  double permittivity = 0;      // relative
  double ion_size = 0;          // lattice spacing a [m]; 0 for points
  double temperature = 298.15;  // K
};

/// Debye length of any electrolyte. lambda_D = sqrt(eps eps0 R T / (2 F^2 I)). [m]
/// @param ionic_strength  I = sum z^2 c / 2 [mol m-3]
/// @param permittivity    relative
/// @source bard2001, sec. 13.3.2
double debye_length(double ionic_strength, double permittivity, double temperature);

/// Fraction of the space that the ions of the bulk would fill. nu = 2 a^3 N_A c. [1]
double packing_fraction(const SymmetricSalt& salt);

/// Charge density of the metal. [C m-2]
///
///     q = 2 z F c lambda_D sgn(phi) sqrt((2/nu) ln(1 + 2 nu sinh^2(u/2))),   u = z F phi / (R T)
///     q = 4 z F c lambda_D sinh(u/2)                                         for points (nu = 0)
///
/// @source kilic2007 (steric), bard2001, sec. 13.3.2 (points)
double double_layer_charge(const SymmetricSalt& salt, double phi);

/// Differential capacitance of the diffuse layer, dq/dphi. [F m-2]
///
///     C = (eps eps0 / lambda_D) sinh|u| / ((1 + 2 nu sinh^2(u/2)) sqrt((2/nu) ln(1 + ...)))
///     C = (eps eps0 / lambda_D) cosh(u/2)                                    for points (nu = 0)
///
/// @source kilic2007, bard2001, sec. 13.3.2
double diffuse_capacitance(const SymmetricSalt& salt, double phi);

/// Compact and diffuse layer in series. 1/C = 1/C_H + 1/C_D. [F m-2]
/// @source bard2001, sec. 13.3.3 (Stern)
double stern_capacitance(double compact, double diffuse);

/// Potential at a distance from the plane, point ions. tanh(u/4) = tanh(u0/4) exp(-x/lambda_D). [V]
/// @param phi       potential of the plane [V]
/// @param distance  x [m], >= 0
/// @source bard2001, sec. 13.3.2
double gouy_chapman_potential(const SymmetricSalt& salt, double phi, double distance);

/// Concentration of an ion where the potential is phi. [mol m-3]
///
///     c = c_bulk exp(-z_i F phi / (R T)) / (1 + 2 nu sinh^2(u/2))
///
/// @param sign  of the ion's charge, +1 or -1
/// @source kilic2007
double double_layer_concentration(const SymmetricSalt& salt, double phi, int sign);

}  // namespace niter::physics
