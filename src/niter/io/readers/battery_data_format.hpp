// Reader for the Battery Data Format (BDF) of the Battery Data Alliance: csv with agreed names.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: Test Time is t, Unix Time clock, Voltage V, Current I, Cycle Count cycle, Step Count
/// step, Step Time t_step, Record Index record, Charging/Discharging Capacity and Energy Q_charge,
/// Q_discharge, W_charge, W_discharge, Net Capacity Q, Net Energy W, Power P, Internal Resistance
/// R, Ambient Temperature T, Frequency f, Real and Imaginary Impedance Z_re and Z_im. All others
/// keep their names.
///
/// Uncertainties: none are in the file; sigma stays empty.
///
/// Layout of the file: names between commas, either labels ("Test Time / s") or the names for
/// machines ("test_time_second", "current_ampere"), rows.
///
/// Sign: positive while charging, as the format asks.
/// Cycles: Cycle Count, with any first number.
///
/// Seen from: no file of an instrument; names from the ontology of the format.
///
/// @error see Reader::read
/// @source bdf
Reader battery_data_format_reader();

}  // namespace niter::io
