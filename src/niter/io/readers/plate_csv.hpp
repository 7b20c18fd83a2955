// Reader row for colorimetric assays as plate readers and spreadsheets write them: wells or
// samples line by line, or grids of a plate.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: absorbance; well (100 times the row and the column: H9 is 809; lists of wells and
/// grids); well_kind: 0 blank, 1 standard, 2 control, 3 sample; sample, series and replicate as
/// numbers; c or mass_concentration by the unit of the concentration, "concentration" where it has
/// none. ReadOptions::units gives the unit of "concentration" where the file does not. Names are
/// settings: "sample 3", "series 1".
///
/// Uncertainties: none are in such a file; replicates show them.
///
/// Layout of the file: (1) a header with a column of wells ("well": A1 to P24) and columns of
/// absorbance ("abs.650", "OD 540 nm"), a part for each plate and analysis; (2) a header with
/// "sample" and columns of repeated absorbance ("absorbance 1", "absorbance 2"), one row for each
/// reading; (3) grids: a line of column numbers, then lines that begin with the letter of the row,
/// as BMG, Tecan and BioTek export them. Any line ends, comma, semicolon or tab, decimal comma
/// where the delimiter allows. Words for overflow and NA are missing values.
///
/// Seen from: a microplate reader's list of 96 wells, tables of cuvette readings; grids from
/// memory.
Reader plate_csv_reader();

}  // namespace niter::io
