// Physical constants by their letters of docs/conventions.md, for rooms above units. No other file
// of niter holds a literal physical constant.
#pragma once

#include "niter/units/constants.hpp"

namespace niter::constants {

/// Exact since 2019. @source codata2018, table XXXI
inline constexpr double F = faraday;            ///< Faraday constant, 96485.33212 [C mol-1]
inline constexpr double R = gas;                ///< molar gas constant, 8.314462618 [J mol-1 K-1]
inline constexpr double N_A = avogadro;         ///< Avogadro constant [mol-1]
inline constexpr double k_B = boltzmann;        ///< Boltzmann constant [J K-1]
inline constexpr double h = planck;             ///< Planck constant [J s]
inline constexpr double e = elementary_charge;  ///< elementary charge [C]
inline constexpr double T_ref = room_temperature;  ///< temperature of the tabulated equilibria [K]

/// Vacuum permittivity, the only measured one here: relative uncertainty 1.5e-10. [F m-1]
/// @source codata2018, table XXXI
inline constexpr double eps0 = 8.8541878128e-12;

/// (ln 10) R T / F: the potential of one unit of pH, 0.0591593 V at 298.15 K. [V]
inline constexpr double ph_slope(double temperature) {
  return ln10 * R * temperature / F;
}

}  // namespace niter::constants
