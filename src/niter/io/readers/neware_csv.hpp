// Reader for the record table that Neware's BTSDA exports as csv.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: DataPoint or Record is record, Total Time t, Time t_step, Cycle Index cycle, Step Index
/// step, Current I, Voltage V, Chg./DChg. Cap. and Energy Q_charge, Q_discharge, W_charge,
/// W_discharge, Power P, T1 T; the Chinese names are understood too. All others keep their names.
///
/// Uncertainties: none are in the file; sigma stays empty.
///
/// Layout of the file: names between commas with the unit in brackets, rows; times as a clock
/// ("26:03:04.100") or in s. The layered export (cycle, step and record rows under each other) is
/// another table: export "record" alone.
///
/// Sign: positive while charging, as written.
/// Cycles: as BTSDA counted them for the export.
///
/// Seen from: no real file. The names are those that PyProBE, cellpy and bdf look for.
///
/// @error see Reader::read
Reader neware_csv_reader();

}  // namespace niter::io
