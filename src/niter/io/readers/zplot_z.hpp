// Reader for .z and .z60, the impedance files of Scribner's ZPlot and ZView, which Nova, CS Studio
// and others write too.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: Freq is f, Z'(a) and Z''(b) are Z_re and Z_im, Time is t; Ampl and Bias (in V, in A if
/// the header says that the current is controlled), GD, Err and Range keep their names.
///
/// Uncertainties: none are in the file; sigma stays empty. ZPlot prints five digits of Z.
///
/// Layout of the file: either "ZPLOT2 ASCII", a tree of keys with colons, the names of the columns,
/// "End Comments" and rows between tabs; or a quoted title ("Z60W Data File: Version 1.1"), six
/// more texts, a line of six numbers that ends with the limits of frequency, the number of points,
/// the names in one quoted text, and rows between commas.
///
/// Sign: Im Z as it is, negative for a capacitor.
///
/// Seen from: ZPlot 3.2c, Nova (Z60W), pyimpspec, niter's own writer.
///
/// @error see Reader::read
Reader zplot_z_reader();

}  // namespace niter::io
