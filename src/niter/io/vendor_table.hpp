// Vendor table: what the readers of vendors' texts share: the head that a sniff looks at, the
// columns of a file by niter's words, and a table from rows of numbers.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/io/delimited.hpp"
#include "niter/io/number_rows.hpp"
#include "niter/io/reader.hpp"
#include "niter/io/recording.hpp"
#include "niter/io/text_lines.hpp"
#include "niter/io/vendor_units.hpp"

namespace niter::io {

/// The first whole lines of a text of any encoding as UTF-8, at most 8 kB of bytes; empty for a
/// binary file.
std::string head_text(const Source& source);

/// What a vendor calls a column, and what it is.
struct Alias {
  std::string_view name;  // in the file, without unit
  std::string_view word;  // of the vocabulary, or the name it keeps
  double sign = 1;        // -1: the vendor writes it turned
};

/// One field of a row.
struct VendorColumn {
  std::string header;  // as it stands in the file
  std::string name;
  std::string unit = {};  // as it stands in the file; empty: that of the word
  double sign = 1;
  std::string comment = {};            // scale of a potential
  FieldKind kind = FieldKind::Number;  // Skipped: text, or nothing worth keeping
};
VendorColumn vendor_column(std::string_view header, std::string_view unit,
                           std::span<const Alias> aliases);

/// Rows of a file and what their fields are.
struct RowBlock {
  std::span<const TextLine> lines;
  Dialect dialect;
  std::vector<VendorColumn> columns;
};

/// A file that is being read: its bytes, its text as UTF-8, what the user said.
struct VendorFile {
  const Source& source;
  std::string_view text;
  const ReadOptions& options;
  data::Provenance provenance;  // of every part; a part adds its settings
};
data::Provenance vendor_provenance(const Source& source, std::string_view reader);

/// A table in SI from rows. A unit that is not one, or not one of its word, does not stop the
/// reading: the column keeps its numbers (in the word's unit, if it has a word) and a caveat says
/// so. "1.#QNAN", "n/a", "---" and their like are missing values. A last line without its end is
/// doubtful: its last number may be cut, so the row is left out, or, where that number is of no
/// word of the vocabulary, the number alone.
///
/// @error InvalidInput as read_number_rows; NotFound and Unit for options that do not fit
Result<data::Table> vendor_table(const RowBlock& block, const VendorFile& file,
                                 Recording& recording);

/// A table that was not read by vendor_table, as the options want it. @error as vendor_table
Result<data::Table> with_options(data::Table table, const ReadOptions& options,
                                 const std::string& file);

/// Mark the recording as cut, with the reason.
void mark_cut(Recording& recording, std::string reason);
/// Mark it if the text does not end with a line end.
void check_last_line(std::string_view text, Recording& recording);

/// The rows [first, last) of a table, with its provenance.
data::Table rows_of(const data::Table& table, std::size_t first, std::size_t last);

/// Decimal comma if one stands in the first lines.
char find_decimal(std::span<const TextLine> lines);

}  // namespace niter::io
