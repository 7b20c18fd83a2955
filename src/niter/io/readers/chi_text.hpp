// Reader for the texts of CH Instruments ("Convert to Text", csv): CV, LSV, i-t, CP, OCPT, A.C.
// impedance and pulses.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: Potential is E, Current is I, Time is t, Charge is Q, Freq is f, Z' and Z" are Z_re and
/// Z_im. All others keep their names.
///
/// Uncertainties: none are in the file; sigma stays empty. Potentials of a sweep are printed to 1
/// mV, currents to four digits.
///
/// Layout of the file: date, technique, "Instrument Model:" and more with a colon; parameters
/// "Scan Rate (V/s) = 0.1"; results of segments; a line of names with units ("Potential/V,
/// Current/A") and rows, separated by comma or tab. Older exports begin with the parameters. A
/// voltammogram is cut into its cycles (two segments each) where the potential turns.
///
/// Sign: the file does not say it, unless its lines "Header:" or "Note:" hold "cathodic positive"
/// or "anodic positive". Then the current is turned if need be; else it is as written, with a
/// caveat. On all real files seen oxidation is positive.
///
/// Seen from: CHI650E, CHI660E, CHI1100B.
///
/// @error see Reader::read
Reader chi_text_reader();

}  // namespace niter::io
