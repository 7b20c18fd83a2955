// Reader for the wide text that PowerSuite exports from a Parstat: direct current rows and spectrum
// in one table.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: Potential is E, Current is I, Elapsed Time is t, Frequency is f, Zre and Zim are Z_re
/// and Z_im; |Vac| and |Iac| keep their names. Rows with the frequency zero have no impedance.
///
/// Uncertainties: none are in the file; sigma stays empty.
///
/// Layout of the file: a line of names with units in brackets, rows between tabs that end with a
/// tab. Rows with and rows without a frequency are parts of their own.
///
/// Sign: as written; in the file seen a battery discharges at negative current. Im Z as it is.
///
/// Seen from: a test file of impedance.py.
///
/// @error see Reader::read
Reader parstat_text_reader();

}  // namespace niter::io
