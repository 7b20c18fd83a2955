// Reader for .i2b, the impedance files of Elchemea.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: f, Z_re and Z_im.
///
/// Uncertainties: none are in the file; sigma stays empty.
///
/// Layout of the file: lines of any text, the number of points on a line of its own, and as many
/// rows of three numbers between blanks. Without the ending .i2b such a file is only a Maybe.
///
/// Sign: Im Z as it is, negative for a capacitor.
///
/// Seen from: a test file of pyimpspec.
///
/// @error see Reader::read
Reader elchemea_i2b_reader();

}  // namespace niter::io
