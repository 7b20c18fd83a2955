// Text of a battery cycler: what the exports of Arbin, Neware, Maccor, Basytec, Novonix and the
// Battery Data Format share: a line of names, rows below it, a sign of the current.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

/// What a maker calls a column, and what it is.
struct CyclerName {
  std::string_view name;       // without unit, as cycler_key() gives it
  std::string_view word;       // of the vocabulary, or the name it gets
  std::string_view unit = {};  // taken where the header has none
};

/// What the files of one maker have in common.
struct CyclerFormat {
  std::string_view reader;
  std::string_view maker;
  std::span<const CyclerName> names;
  bool (*is_names)(std::string_view line);  // the line of names
  std::string_view wanted;                  // for the error: what stands in it
  char delimiter = ',';
  std::string_view dates = {};  // key of the column whose first field says when the run began
  std::string_view sign;        // of the current, and what was done to it
  std::string_view cycle_rule;  // who counts cycles, and how
};

/// The part of a file that is a table.
struct CyclerText {
  int line = 0;  // of the names
  std::vector<std::string> headers;
  std::span<const TextLine> rows;
  Dialect dialect;
  std::vector<std::size_t> left_out = {};  // columns whose unit nobody knows
};

/// A name in small letters, underscores and runs of blanks as one blank: "Test_Time": "test time".
std::string cycler_key(std::string_view name);
/// The keys of a line of names, units taken off.
std::vector<std::string> cycler_keys(std::string_view line, char delimiter);
/// All of the wanted keys are there. Several spellings of one are separated by "|".
bool has_keys(std::span<const std::string> keys, std::span<const std::string_view> wanted);
/// One of the words stands in the line: a quick look before its fields are cut out.
bool contains(std::string_view line, std::string_view words);

/// Yes if a line of names stands in the head of the file.
Match sniff_names(const Source& source, const CyclerFormat& format);

/// Where the names are. @error InvalidInput: they are not there
Result<CyclerText> find_table(const CyclerFormat& format, std::span<const TextLine> lines,
                              const std::string& file);

/// Rows as one part "cycling", in SI. A time may be a clock's ("0d 01:05:54.4") or a number. A
/// column of no known meaning keeps its name and is reported; text is left out and reported; so is
/// a unit that was taken because the header has none.
///
/// @error InvalidInput with file, line and column; for a table without rows
Status add_cycler_part(const CyclerFormat& format, const CyclerText& text, const VendorFile& file,
                       Recording& recording);

/// A file that is nothing but names and rows behind any lines. @error as the two above
Result<Recording> read_cycler_text(const CyclerFormat& format, const Source& source,
                                   const ReadOptions& options);

/// Sign and cycle rule into the settings of a part, so that every result can tell them.
void say_conventions(const CyclerFormat& format, data::Table& table);

}  // namespace niter::io
