// Reader for Neware's .nda, binary: records behind a header.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: record, cycle, step, Status (a code), t (sum of the step times), t_step, V, I,
/// Q_charge, Q_discharge, W_charge, W_discharge, clock.
///
/// Uncertainties: none are in the file; sigma stays empty. Resolution: 0.1 mV, 1 ms, and a digit of
/// the current range.
///
/// Layout of the file: "NEWARE", a date, the version at byte 14; settings; records, the first
/// behind four zeros. Versions 29 (BTS 7 and 8) and 130 (BTS 9) are read. BTS 9.0 stores no cycle.
///
/// Sign: positive while charging, as written.
/// Cycles: the number stored with each record, from 1.
///
/// Seen from: a file of navani (29); files of NewareNDA (130), once.
///
/// @error see Reader::read
/// @source newarenda
Reader neware_nda_reader();

}  // namespace niter::io
