// Reader for the text that Maccor's MIMS exports: a few lines of head, names, rows.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: Rec is record, Cycle or Cycle C cycle, Step step, Test Time t, Step Time t_step,
/// Current I, Voltage V, Capacity Q, Energy W, Temp 1 T; MD is kept as 1 charge, -1 discharge, 0
/// rest. All others keep their names.
///
/// Uncertainties: none are in the file; sigma stays empty.
///
/// Layout of the file: lines of keys and values, names between tabs or commas ("Rec", "Cycle P",
/// "Step", ...), often an empty line, rows. Times are a clock ("0d 00:05:0.15"), or numbers whose
/// unit is not said: it is found from the clock times of the rows (column DPT Time).
///
/// Sign: Maccor writes magnitudes. The current of rows in mode D (discharge) is turned, so that it
/// is positive while charging; a file whose currents have signs already is left as it is. A
/// discharge without the column MD cannot be seen, and a caveat says so.
/// Cycles: as the procedure counts them. Capacity and energy are magnitudes.
///
/// Seen from: texts of ecdh (2023) and cellpy (Maccor #4, 2021).
///
/// @error see Reader::read
Reader maccor_text_reader();

}  // namespace niter::io
