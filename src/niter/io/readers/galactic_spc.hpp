// Reader row for Galactic's SPC format: GRAMS, Thermo, and many spectrometers (.spc).
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: abscissa and ordinate by the codes or labels in the header: wavenumber, wavelength,
/// shift, f, t; absorbance, transmittance, counts, intensity; else the words of the format.
///
/// Uncertainties: none are in such a file. Ordinates stored as integers are multiples of
/// 2^(exponent-32), or 2^(exponent-16).
///
/// Layout of the file: a header of 512 bytes (version 4B little end first, 4C big end first) or of
/// 256 (4D, old); abscissas if they are not evenly spaced; for each subfile a header of 32 bytes,
/// its own abscissas if it has some, and ordinates as scaled integers of 2 or 4 bytes or as floats;
/// a log. In the old form the two halves of an integer are exchanged. Each subfile is a part.
///
/// Seen from: GRAMS and instruments of the 1990s to 2010s; UV/Vis, FT-IR, NIR, Raman, NMR, MS.
/// @source spc_sdk
Reader galactic_spc_reader();

}  // namespace niter::io
