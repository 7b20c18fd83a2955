// Rows of numbers under a header that is already understood, at the speed of the characters.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/io/delimited.hpp"
#include "niter/io/text_lines.hpp"

namespace niter::io {

/// What the fields of a column are.
enum class FieldKind {
  Number,
  Skipped,   // not read, all NaN
  Tolerant,  // what is no number is missing, and counted
  Duration,  // a time as a clock shows it: "0d 01:05:54.41", "26:03:04", in s; or a number
  Letter,    // the code of its first character; empty: missing
};

/// How the rows are written.
struct RowFormat {
  Dialect dialect = {};
  std::size_t columns = 0;
  std::vector<FieldKind> kinds = {};               // empty: numbers
  std::span<const std::string_view> missing = {};  // words that stand for no value: "XXX", "---"
};

struct NumberRows {
  std::vector<std::vector<double>> columns;  // as written, not in SI; missing values are NaN
  std::vector<std::size_t> unreadable;  // in each column: fields of Tolerant that are no numbers
  bool cut = false;                     // the last line was shorter than a row and was left out
};

/// Read every line as a row; empty lines, and those of delimiters alone, are passed over. A field
/// that is empty is a missing value. A row may end with one delimiter more.
///
/// @error InvalidInput with file, line and column: a field that is no number, a row of another
///        length. A last line that is too short is no error: it is the mark of a cut file.
Result<NumberRows> read_number_rows(std::span<const TextLine> lines, const RowFormat& format,
                                    const std::string& file);

}  // namespace niter::io
