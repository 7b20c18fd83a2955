// Writer of Gamry Framework data files (.DTA).
#pragma once

#include <string>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/io/writers/run_info.hpp"

namespace niter::io {

/// Columns: T, Vf (V vs. Ref.), Im (A) for CV, LSV, CHRONOA and CHRONOP; T, Vf, Vm for CORPOT;
/// Freq, Zreal, Zimag (signed), Zmod, Zphz, Idc, Vdc for EISPOT and EISGALV. IERange counts the
/// decades of the full scale from 1e-12 A.
///
/// Layout of the file: Latin-1 (the degree of Zphz), CR LF, tabs; "EXPLAIN", "TAG", objects "name,
/// type, value, description"; then tables, whose two header lines are names and units and whose
/// lines begin with a tab. A voltammogram has one table for each cycle. Nothing follows the last
/// table. An overload of the current sets the 5th, one of the potential the 2nd character of Over.
///
/// Read by: gamry-parser (EXPLAIN header, V vs. Ref. and A in a CV, tables to the end),
/// impedance.py and pyimpspec (three lines after ZCURVE, then f, Zreal, Zimag in columns 3 to 5).
///
/// @error as record_rows()
/// @source gamry_parser, impedancepy, pyimpspec, gamry_help (objects, positions of Over)
Result<std::string> to_gamry_dta(const data::Table& table, const RunInfo& run);

}  // namespace niter::io
