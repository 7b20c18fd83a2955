// record_impedance: an ideal spectrum through an instrument.
#pragma once

#include <cstdint>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/twin/instrument/instrument.hpp"
#include "niter/twin/instrument/record.hpp"

namespace niter::twin {

/// How the spectrum is measured. One of the two amplitudes is set, the other follows from |Z|.
struct ImpedanceOptions {
  double potential_amplitude = 0;  // V, peak: potentiostatic
  double current_amplitude = 0;    // A, peak: galvanostatic
  double area = 0;                 // m2: needed where the ideal spectrum has j and not I
  double periods = 2;              // over which each frequency is measured, >= 1
  double temperature = 298.15;     // K, of the measuring resistor
  ReferenceElectrode reference = {};
};

/// Measured: f, Z_re and Z_im with their noise as sigma, amplitudes E_ac and I_ac, I_range,
/// overload; and t, E, I where the ideal spectrum has them, as means over the measuring time.
///
/// A sine of amplitude A, measured for T = periods/f in noise of one-sided density S, has a
/// real and an imaginary part with the variance S/T each. So both parts of Z have
///
///     sigma^2 = |Z|^2 (S_E/(T A_E^2) + S_I/(T A_I^2)),  S = white + thermal + 1/f + step^2 tau/6
///
/// with the converter's rounding spread over its half sampling rate 1/(2 tau). A gain error of the
/// two channels multiplies Z by (1 + g_E)/(1 + g_I).
///
/// @param ideal  f, Z_re, Z_im [ohm, signed]; optionally t, E, I or j
/// @error NotFound for a missing column; InvalidInput for no or two amplitudes, frequencies and
///        impedances that are not positive, fewer than one period
/// @valid phase errors of the amplifiers near their bandwidth are left out
Result<Recording> record_impedance(const data::Table& ideal, const Instrument& instrument,
                                   const ImpedanceOptions& options, std::uint64_t seed);

}  // namespace niter::twin
