// Reader for BioLogic's .mpt: what EC-Lab and BT-Lab export as text.
#pragma once

#include "niter/io/reader.hpp"

namespace niter::io {

/// Columns: as of biologic-mpr; what EC-Lab derives (power, resistance, admittance, capacities,
/// permittivity) keeps its name.
///
/// Uncertainties: none are in the file. Most columns are printed with 8 digits (5e-8 of the value),
/// time, charge, energy and mean current with 16.
///
/// Layout of the file: "EC-Lab ASCII FILE" (or "BT-Lab"), the number of header lines, the title of
/// the technique, settings as "key : value", parameters in columns of 20 characters, loops; then
/// names and rows between tabs. The header may be absent, or be three lines. If the number of
/// header lines is wrong the names are looked for. Several exports in one file are read one behind
/// the other. Decimal points or commas; any encoding; signs that were spoiled in names of columns
/// ("cm?") are mended. Time as dates ("Absolute") becomes seconds from the first row.
///
/// Seen from: EC-Lab 11.12 to 11.61, BT-Lab; English and German Windows.
///
/// @error see Reader::read
/// @source yadg; galvani
Reader biologic_mpt_reader();

}  // namespace niter::io
