// Reader for an impedance as delimited text: frequency, real and imaginary part (or modulus and
// phase) under any of the usual names, or without names.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: the frequency is f, real and imaginary part are Z_re and Z_im (z_re and z_im where
/// their unit holds an area); from modulus and phase they are computed. t, E and I are known by
/// their names, all others keep theirs.
///
/// Uncertainties: none are in the file; sigma stays empty.
///
/// Layout of the file: one line of names, perhaps a line of units, rows. Names are known in
/// English, German and Chinese, with or without a unit, which else is Hz, ohm and degree: "f",
/// "freq/Hz", "Z'", "Zre", "Re(Z)/Ohm", "real", "-Im(Z)", "Z''", "|Z|", "Phase(Z)/deg", "频率".
/// Lines that begin with # or % are comments. A frequency that turns back begins a new part.
/// Without names: three columns, the first positive, monotonic, over a decade and more and evenly
/// spaced in its logarithm. Such a file is a Maybe, as is one whose names do not speak of Z.
///
/// Sign: a minus sign before a name turns its column. Without names the third column is Im Z as
/// written, with a caveat.
///
/// Seen from: impedance.py, pyimpspec, pyDRTtools, bayes-drt, AutoEIS, PowerSuite.
///
/// @error see Reader::read
Reader impedance_csv_reader();

}  // namespace niter::io
