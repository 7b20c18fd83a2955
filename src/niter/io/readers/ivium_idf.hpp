// Reader row for the data files of IviumSoft: one data set (.idf) or several (.ids).
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: impedance Z_re, Z_im, f; voltammetry E, I; transients t, I, E (chronopotentiometry
/// t, E, I). Other methods keep "column 1" and so on, with a caveat. t if there is one time per
/// row.
///
/// Uncertainties: none are in such a file; numbers have six figures.
///
/// Layout of the file: 16 NULs, then blocks of lines "Key=value", each behind its length as four
/// bytes, then the data objects: a name, columns, rows, and the rows as text; at the end two
/// lengths of zero. A file of several data sets repeats all of it. Only "primary_data" is read, not
/// the oscillograms of each frequency.
///
/// Seen from: an IviumStat with HiSens, impedance (.idf and .ids).
/// @source pyimpspec
Reader ivium_idf_reader();

}  // namespace niter::io
