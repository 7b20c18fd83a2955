// Reader for the csv of Novonix UHPC cyclers: a summary, the protocol, rows.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: Run Time is t, Step Time t_step, Cycle Number cycle, Step Number step, Current I,
/// Potential V, Capacity Q, Energy W, Temperature T, Power P. All others keep their names.
///
/// Uncertainties: none are in the file; sigma stays empty.
///
/// Layout of the file: [Summary] ... [End Summary] with "Key: value", [Protocol] with one line of
/// JSON, [Data], names between commas, rows. Mass and area of the summary are what somebody typed,
/// often 1: they stay in the header and are not used.
///
/// Sign: positive while charging, as written; Capacity and Energy have the sign of the current.
/// Cycles: Cycle Number of the protocol.
///
/// Seen from: a file of PyProBE (UHPC Control 2.13).
///
/// @error see Reader::read
Reader novonix_csv_reader();

}  // namespace niter::io
