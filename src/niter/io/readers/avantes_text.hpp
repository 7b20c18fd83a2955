// Reader row for spectra that Avantes' AvaSoft exports as text (Raw8.txt).
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: wavelength, counts (of the sample), counts_dark, counts_reference, and derived from
/// these
///
///     absorbance = -log10((sample - dark) / (reference - dark))
///
/// which is missing where a difference is not positive. Other columns keep their names.
///
/// Uncertainties: none are in such a file; counts are means over several scans and pixels, so they
/// do not scatter like counts.
///
/// Layout of the file: lines "name [unit]: value", a row of names, a row of units, an empty line,
/// rows separated by semicolons; an empty line at the end, without which the file is taken as cut.
///
/// Seen from: AvaSoft 8, raw data.
Reader avantes_text_reader();

}  // namespace niter::io
