// Reader for .DTA files of Gamry Framework: a header ("explain") and tables of curves.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: Vf is E, Im is I, T and Time are t, Freq is f, Zreal and Zimag are Z_re and Z_im, Vdc
/// and Idc of a spectrum are E and I; Sig of a controlled potential is E_set; Over is overload (1
/// current, 2 potential, 3 both). Of a square wave the step Vstep is E and the difference Idif is
/// I. All others keep their names. A temperature below absolute zero (no sensor) is a missing
/// value.
///
/// Uncertainties: none are in the file; sigma stays empty. Six digits are printed.
///
/// Layout of the file: "EXPLAIN"; lines KEY, TYPE, VALUE, description between tabs; tables begin
/// with NAME, "TABLE" and mostly the number of rows, then names, units and rows that begin with a
/// blank. Several tables: OCVCURVE (the open circuit before the run), CURVE or CURVE1, CURVE2 ...
/// (one for each cycle), ZCURVE. Each is a part. Numbers have a decimal comma where Windows had.
///
/// Sign: the header's CONVENTION; 1 is oxidation positive. Any other is read as written, with a
/// caveat.
///
/// Seen from: REF600, REF3000, Framework 6 to 7.8.
///
/// @error see Reader::read
/// @source gamry_help, overload places
Reader gamry_dta_reader();

}  // namespace niter::io
