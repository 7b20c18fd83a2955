// Constants: the defining constants of the SI and what follows from them. Exact, so none has an
// uncertainty.
#pragma once

namespace niter::constants {

/// @source bipm2019, table 1 (the values of CODATA 2018, codata2018 table XXXI)
inline constexpr double elementary_charge = 1.602176634e-19;  // C
inline constexpr double boltzmann = 1.380649e-23;             // J K-1
inline constexpr double avogadro = 6.02214076e23;             // mol-1
inline constexpr double planck = 6.62607015e-34;              // J s
inline constexpr double light_speed = 299792458;              // m s-1

inline constexpr double faraday = elementary_charge * avogadro;  // C mol-1
inline constexpr double gas = boltzmann * avogadro;              // J K-1 mol-1

inline constexpr double ln10 = 2.302585092994046;
inline constexpr double pi = 3.141592653589793;

inline constexpr double celsius_zero = 273.15;      // K
inline constexpr double room_temperature = 298.15;  // K: "25 degC" of the tables
inline constexpr double atmosphere = 101325;        // Pa

}  // namespace niter::constants
