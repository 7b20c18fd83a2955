// Reader for the text that Basytec's battery test software exports: a head of lines with "~",
// names, rows.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: Time is t, t-Step t_step, Line step, Cyc-Count cycle, DataSet record, U V, I I, P P, Ah
/// Q, Wh W, Ah-Cyc-Charge and Ah-Cyc-Discharge Q_charge and Q_discharge, Wh-... W_charge and
/// W_discharge, T1 T, R-DC R. All others keep their names.
///
/// Uncertainties: none are in the file; sigma stays empty.
///
/// Layout of the file: "~Resultfile from Basytec Battery Test System", lines "~Key: value", the
/// line of names "~Time[s]", rows between tabs.
///
/// Sign: positive while charging, as written.
/// Cycles: Cyc-Count of the test plan; Ah-Cyc counters begin anew with it.
///
/// Seen from: a text of PyProBE's tests, not kept beside niter.
///
/// @error see Reader::read
Reader basytec_text_reader();

}  // namespace niter::io
