// Writer of CH Instruments text files (.txt, "Convert to Text").
#pragma once

#include <string>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/io/writers/run_info.hpp"

namespace niter::io {

/// Columns: Potential/V, Current/A of sweeps; Time/sec with Current/A of i-t curves or Potential/V
/// of chronopotentiograms and open circuits; Freq/Hz, Z'/ohm, Z"/ohm (signed), Z/ohm, Phase/deg of
/// impedances. A sweep has no time: the scan rate of the header gives it.
///
/// Sign: currents are written anodic positive, as in the real files seen, and the "Header:" line,
/// which is free text, says so. The format itself has no field for the sign.
///
/// Layout of the file: ASCII, CR LF; date, technique, "File:", "Data Source:", "Instrument Model:",
/// "Header:", "Note:", a blank line, "name = value" lines, one "Segment n:" for each direction of a
/// cyclic sweep, column names, a blank line, rows with ", " between numbers. Four digits of a
/// current, three decimals of a potential, no leading zeros in the exponent.
///
/// Read by: impedance.py (rows begin two lines after "Freq/Hz").
///
/// @error as record_rows()
/// @source impedancepy, d3tales (files of a CHI660E, CHI650E and CHI1100B)
Result<std::string> to_chi_txt(const data::Table& table, const RunInfo& run);

}  // namespace niter::io
