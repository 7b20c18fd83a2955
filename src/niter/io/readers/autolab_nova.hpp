// Reader for the text that Autolab's Nova exports: a line of names, then rows.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: WE(1).Potential is E, WE(1).Current is I, Potential applied is E_set, Current applied
/// is I_set, Time is t, Scan is cycle, WE(1).Charge is Q; Frequency is f, Z' and -Z'' are Z_re and
/// Z_im. All others keep their names.
///
/// Uncertainties: none are in the file; sigma stays empty. All digits of a double are printed.
///
/// Layout of the file: names with units in brackets, separated by semicolon, tab, comma or blanks
/// as the user chose, with the decimal mark of Windows. There is no header: technique, scan rate
/// and area are not in the file. Every Scan is a part; a spectrum begins anew where Index does.
///
/// Sign: oxidation positive. The imaginary part is -Z'' unless its name has no minus sign.
///
/// Seen from: files of niter's own writer. The names are those that ixdat and corrosionR look for
/// in texts of Nova 1.11 and 2.1; no real text was at hand.
///
/// @error see Reader::read
Reader autolab_nova_reader();

}  // namespace niter::io
