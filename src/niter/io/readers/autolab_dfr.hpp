// Reader for .dfr, the data of Eco Chemie's FRA program for Autolab.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: f, Z_re and Z_im. The other six numbers of a point are not understood and left out.
///
/// Uncertainties: none are in the file; sigma stays empty.
///
/// Layout of the file: a line "VERSION8.0", the number of points, a number; then nine lines for
/// each point: frequency, Z', -Z'', six more; then lines of settings and two dates.
///
/// Sign: -Z'' is written; Z_im is its opposite.
///
/// Seen from: a test file of pyimpspec.
///
/// @error see Reader::read
Reader autolab_dfr_reader();

}  // namespace niter::io
