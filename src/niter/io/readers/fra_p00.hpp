// Reader row for impedance spectra in ".P00" text files of a frequency response analyser.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: f, Z_re, Z_im (sign turned), t, E and I; by the names in the file.
///
/// Uncertainties: none are in such a file; numbers have five figures.
///
/// Layout of the file: "Procedure : title", times and currents of start and end, notes, a row of
/// names ("f/Hz", "Z'/Ohm", "-Z''/Ohm", "time/s", "Edc/V", "Idc/A") separated by tabs, the number
/// of rows, and the rows, each closed by a tab. The file does not name its maker; words and columns
/// are those of Autolab's FRA software.
///
/// Seen from: the test file of pyimpspec.
/// @source pyimpspec
Reader fra_p00_reader();

}  // namespace niter::io
