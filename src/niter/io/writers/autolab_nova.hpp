// Writer of Autolab Nova text exports (.txt).
#pragma once

#include <string>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/io/writers/run_info.hpp"

namespace niter::io {

/// Columns: Time (s), WE(1).Potential (V), WE(1).Current (A), Index; sweeps begin with Potential
/// applied (V) and have Scan; impedances are Index, Frequency (Hz), Z' (Ω), -Z'' (Ω), Z (Ω), -Phase
/// (°), Time (s): the imaginary part and the phase with their signs turned.
///
/// Layout of the file: UTF-8, CR LF, one line of names, semicolons, decimal point, no header: what
/// the run was stands in the side file of the truth only. Nova exports the columns a user chooses;
/// numbers are written to the last digit.
///
/// Read by: ixdat (semicolons; Time (s), WE(1).Potential (V) and WE(1).Current (A) by name).
///
/// @error as record_rows()
/// @source ixdat; the names of the impedance columns as in public readers of Nova 2.1 exports
/// @valid no file of Nova itself was at hand to compare with
Result<std::string> to_autolab_nova(const data::Table& table, const RunInfo& run);

/// Writer of the ZView file that Autolab software exports impedances to.
///
/// Columns: frequency, amplitude, bias, time, Z' and Z'' (signed), and three more; amplitude, bias
/// and time are zero as in the file seen.
///
/// Layout of the file: UTF-8 with byte order mark; a quoted title, seven empty quoted lines, a line
/// of settings, the number of rows, quoted names, rows with commas.
///
/// Read by: impedance.py (a line with "Freq", then f, Z' and Z'' in columns 1, 5 and 6).
///
/// @error as record_rows(); InvalidInput if the run is no impedance
/// @source impedancepy (exampleDataAutolab.txt)
Result<std::string> to_autolab_zview(const data::Table& table, const RunInfo& run);

}  // namespace niter::io
