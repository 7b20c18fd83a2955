// Writer of BioLogic EC-Lab text files (.mpt).
#pragma once

#include <string>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/io/writers/run_info.hpp"

namespace niter::io {

/// Columns: those of EC-Lab 11.2 to 11.4 for OCV, LSV, CV, CA, CP, PEIS and GEIS, without the ones
/// of a second electrode. `Ewe/V`, currents in mA, charges in C and mA.h, -Im(Z) with its sign
/// turned, capacities Cs = -1/(2 pi f Im Z) and Cp = -Im Z/(2 pi f |Z|^2) in microfarad.
///
/// Layout of the file: Latin-1, CR LF, tabs; "EC-Lab ASCII FILE", the number of header lines (the
/// line of column names included), the technique, settings "name : value", the parameters in
/// columns of 20 characters, a blank line, the column names closed by a tab. Numbers have 8 or 16
/// digits and an exponent of three. The range is a code: 9 is 1 A, 14 is 10 microampere, then the
/// low current ranges 22 to 25. An overload sets `error`.
///
/// Read by: yadg (technique after the second blank line, "Cycle Definition" before the parameters,
/// no parameter twice, names closed by a tab), galvani (CR LF, known column names), pyimpspec and
/// impedance.py (frequency, Re and -Im first), ixdat ("Acquisition started on" month first).
///
/// @error as record_rows()
/// @source yadg, galvani, pyimpspec, impedancepy, ixdat
Result<std::string> to_biologic_mpt(const data::Table& table, const RunInfo& run);

}  // namespace niter::io
