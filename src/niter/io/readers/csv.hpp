// Reader for delimited text with a header: what instruments and spreadsheets export as csv, txt or
// dat.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"

namespace niter::io {

/// What the file does not say by itself.
struct CsvOptions {
  /// Word of the vocabulary -> header in the file, with or without its unit: {"I", "<I>/mA"}. Only
  /// these columns are read. Empty: all columns, each under its own name.
  std::map<std::string, std::string> columns = {};
  /// Name of a column of the result -> unit, where the file has none or a wrong one.
  std::map<std::string, std::string> units = {};
};

/// Columns: delimiter (comma, semicolon, tab, blanks) and decimal mark are found from the numbers.
///
/// Layout of the file: lines that begin with '#' or '%' are comments; what stands before the first
/// row of numbers is the header. Its last lines with as many fields as there are columns are:
/// names; or names and units; or names, units and comments (as Origin imports). A unit may also
/// stand in the name: "I/mA", "I (mA)", "I [mA]". What follows "vs." or stands as RHE behind a unit
/// ("V vs. RHE", "V RHE") is the scale of the potential and goes to the comment. Without a header
/// the columns are "column 1" and so on. Common names are understood: time is t, current and <I>
/// are I.
///
/// Uncertainties: none are in such a file.
///
/// An empty field is a missing value (NaN). Values are stored in SI.
///
/// @error InvalidInput with file, line and column: no numbers, a field that is no number, a row
/// that is too short
///        or too long, text that is not UTF-8, Latin-1 or ASCII; NotFound for a column that is not
///        there, with the nearest; Unit for a unit that does not fit the word
/// @source rfc4180
Result<data::Table> read_csv(std::string_view bytes, const std::string& file,
                             const CsvOptions& options = {});

}  // namespace niter::io
