// Reader for .par, the files of VersaStudio (Princeton Applied Research, Ametek).
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: E, I, Elapsed Time (t), E Applied (E_set), Frequency (f), Z Real and Z Imag (Z_re,
/// Z_im). All others keep their names. A part without a frequency has no columns of an impedance, a
/// spectrum has no E Applied where it is zero throughout.
///
/// Uncertainties: none are in the file; sigma stays empty. Seven digits are printed.
///
/// Layout of the file: blocks between <Name> and </Name> with lines key=value: Action0 (area,
/// reference electrode, "Measured Open Circuit"), an Action for each step, and Segment1 with a line
/// "Definition=" of names and rows between commas. Each segment number is a part, and a cyclic
/// voltammogram is cut after "Points Per Cycle" rows. An open circuit that was measured and not
/// recorded (no rows) is a part of one row from the header.
///
/// Sign: oxidation positive; Im Z as it is, negative for a capacitor.
///
/// Seen from: VersaSTAT 3F, VersaSTAT 4, PARSTAT 3000A-DX; VersaStudio 2.52 and 2.60.
///
/// @error see Reader::read
Reader versastat_par_reader();

}  // namespace niter::io
