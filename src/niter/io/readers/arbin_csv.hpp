// Reader for the csv that Arbin's MITS Pro exports: a line of names, then rows.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: Test Time is t, Step Time t_step, Cycle Index cycle, Step Index step, Current I,
/// Voltage V, Charge/Discharge Capacity and Energy Q_charge, Q_discharge, W_charge, W_discharge,
/// Power P, Internal Resistance R, (Aux) Temperature T, Data Point record. All others keep their
/// names.
///
/// Uncertainties: none are in the file; sigma stays empty.
///
/// Layout of the file: names between commas, "Test Time (s)" or "Test_Time" without a unit (then
/// A, V, s, A h, W h, degC, ohm: MITS Pro's own), rows.
///
/// Sign: positive while charging, as written.
/// Cycles: Cycle_Index as the schedule counts it; a capacity is reset where the schedule says so.
///
/// Seen from: files of PyProBE (MITS Pro 8) and beep (MITS Pro 7, without units).
///
/// @error see Reader::read
Reader arbin_csv_reader();

}  // namespace niter::io
