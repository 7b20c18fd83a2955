// Reader for the texts of Corrtest (.cor, and the txt of CS Studio), whose older form is that of
// Scribner's CorrWare.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: E and Potential are E; i, I and Current are j where their unit is a current per area,
/// else I; T and Time are t; Freq is f; Z' and Z'' are Z_re and Z_im, or z_re and z_im where their
/// unit holds an area.
///
/// Uncertainties: none are in the file; sigma stays empty. Six digits are printed.
///
/// Layout of the file: "CORRW ASCII", keys with colons, names with units, "End Comments", rows
/// between blanks; the last row of a cycle ends with its number and "CYCLE". Or "CSStudioFile", the
/// kind of experiment and packed settings (which are not read) between commas, then names and rows.
/// Each cycle is a part. Texts are UTF-8 or GBK. (.z60 files are ZView's: see zplot_z.hpp.)
///
/// Sign: as written; a caveat if "Polarity" is not 0. Im Z as it is.
///
/// Seen from: no real file was at hand. The layout is that of the printed example of zrzrv5/CORRECT
/// (Corrtest 5.1) and of the tests of public readers of CS Studio 6.
///
/// @error see Reader::read
Reader corrtest_text_reader();

}  // namespace niter::io
