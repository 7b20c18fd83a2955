// Activity coefficients of ions in water at 298.15 K after Davies.
#pragma once

#include <span>

namespace niter::chem {

// Water at 298.15 K and 101.325 kPa. @source wagner2002 (density), fernandez1997 (permittivity)
inline constexpr double water_density = 997.048;      // kg m-3
inline constexpr double water_permittivity = 78.408;  // relative

/// Ionic strength I = 1/2 sum z_i^2 c_i. [mol m-3]
double ionic_strength(std::span<const double> concentrations, std::span<const int> charges);

/// Debye-Hueckel A of log10 gamma, 0.5098 (kg/mol)^1/2 for water at 298.15 K.
///     A = e^3 sqrt(2 N_A rho) / (ln10 8 pi (eps0 eps k_B T)^(3/2))
/// @param density   of the solvent [kg m-3]
/// @source robinson2002, ch. 9 (limiting law), in SI form
double debye_hueckel_a(double temperature = 298.15, double permittivity = water_permittivity,
                       double density = water_density);
/// Debye-Hueckel B, 0.3284 (kg/mol)^1/2 per angstrom at 298.15 K.
///     B = sqrt(2 N_A e^2 rho / (eps0 eps k_B T))
double debye_hueckel_b(double temperature = 298.15, double permittivity = water_permittivity,
                       double density = water_density);

/// log10 of the activity coefficient after Davies.
///     log10 gamma = -A z^2 (sqrt(I)/(1 + sqrt(I)) - 0.3 I)         I in mol/L
/// @param ionic_strength [mol m-3], >= 0
/// @source davies1962, ch. 3; the form used by parkhurst2013
/// @valid  up to about 0.5 mol/L; the molar and molal scales are taken as one (2 % at 0.4 mol/L)
double log10_gamma_davies(int charge, double ionic_strength);

}  // namespace niter::chem
