// Reader row for PalmSens sessions: what PSTrace, MultiTrace and the PalmSens SDK save
// (.pssession).
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: t, E, I, Q; for impedance f, Z_re, Z_im, E, I, E_ac, I_ac and what PSTrace derives
/// ("Z", "minus_phase", "Y", "YRe", "YIm", "Capacitance", ...); "overload" if a value is marked so.
///
/// Uncertainties: none are in such a file.
///
/// Layout of the file: JSON in UTF-16 (or UTF-8). Each measurement has a data set of arrays and the
/// curves that were plotted. Im Z and the phase are stored with their signs turned; currents are in
/// microamperes, oxidation positive. Scans of a voltammogram are parts, as are the spectra of a
/// series. Old files hold only the curves.
///
/// Seen from: PSTrace 5.0 (2017) to 5.11 (2025), PalmSens4, EmStat4S HR.
/// @source palmsens_sdk
Reader palmsens_session_reader();

}  // namespace niter::io
