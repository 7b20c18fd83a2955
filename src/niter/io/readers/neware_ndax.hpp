// Reader for Neware's .ndax: a zip archive of binary .ndc files and XML.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: record, cycle, step, Status (a code), t (sum of the step times), t_step, V, I,
/// Q_charge, Q_discharge, W_charge, W_discharge, clock; temperatures of auxiliary channels T, and
/// "T 2" and so on.
///
/// Uncertainties: none are in the file; sigma stays empty. Resolution: 0.1 mV, 1 ms and a digit of
/// the current range (version 5); floats (14, 17).
///
/// Layout of the file: zip; data.ndc with records in pages of 4096 bytes. Version 5 holds all
/// there; 11, 14, 16 and 17 hold voltage and current there, times and counters of some records in
/// data_runInfo.ndc, cycles and kinds of steps in data_step.ndc. Auxiliary channels of versions
/// other than 14 and 17 are not read, and a caveat says so. TestInfo.xml and VersionInfo.xml say
/// when and by what.
///
/// Sign: positive while charging, as written.
/// Cycles: the number stored with each record, from 1.
///
/// Seen from: files of navani (version 5) and NewareNDA (version 14; 16 and 17 once). Version 11
/// was not seen: its layout is that of NewareNDA.
///
/// @error see Reader::read; a zip archive beyond the bounds of unzip()
/// @source newarenda
Reader neware_ndax_reader();

}  // namespace niter::io
