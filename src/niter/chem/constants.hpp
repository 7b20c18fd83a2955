// Physical constants: the only literal physical constants in niter. Exact SI values, or CODATA 2018
// where measured.
#pragma once

/// Letters as in docs/conventions.md.
/// @source codata2018: table XXXI (k_B, N_A, h, e are exact by definition of the SI; eps0 has a
///         relative standard uncertainty of 1.5e-10)
namespace niter::constants {

inline constexpr double N_A = 6.02214076e23;      ///< Avogadro constant [mol-1]
inline constexpr double e = 1.602176634e-19;      ///< elementary charge [C]
inline constexpr double k_B = 1.380649e-23;       ///< Boltzmann constant [J K-1]
inline constexpr double h = 6.62607015e-34;       ///< Planck constant [J s]
inline constexpr double F = N_A * e;              ///< Faraday constant, 96485.33212 [C mol-1]
inline constexpr double R = N_A * k_B;            ///< molar gas constant, 8.314462618 [J mol-1 K-1]
inline constexpr double eps0 = 8.8541878128e-12;  ///< vacuum permittivity [F m-1]
inline constexpr double T_ref = 298.15;  ///< temperature of every tabulated equilibrium [K]
inline constexpr double ln10 = 2.302585092994046;  ///< natural logarithm of ten
inline constexpr double pi = 3.141592653589793;

/// (ln 10) R T / F: the potential of one unit of pH [V], 0.0591593 V at 298.15 K.
inline constexpr double ph_slope(double temperature) {
  return ln10 * R * temperature / F;
}

}  // namespace niter::constants
