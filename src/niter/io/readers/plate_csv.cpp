#include "niter/io/readers/plate_csv.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/part_columns.hpp"
#include "niter/io/readers/plate_layouts.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace plate {

std::optional<Well> parse_well(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  Well well;
  std::size_t i = 0;
  for (; i < text.size() && i < 2 && letter(text[i]); ++i) {
    well.row = 26 * well.row + (text[i] & 0x1F);
  }
  const std::size_t digits = text.size() - i;
  if (i == 0 || digits == 0 || digits > 2) return std::nullopt;
  for (; i < text.size(); ++i) {
    if (!digit(text[i])) return std::nullopt;
    well.column = 10 * well.column + (text[i] - '0');
  }
  return well.column > 0 && well.row <= 32 && well.column <= 48 ? std::optional(well)
                                                                : std::nullopt;
}

std::optional<Reading> parse_reading(std::string_view text, const Dialect& dialect) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  constexpr std::array<std::string_view, 6> nothing{"", "na", "n/a", "nan", "-", "null"};
  constexpr std::array<std::string_view, 7> beyond{"ovrflw",  "overflow",     "over", "ovflw",
                                                   "ovrflow", "out of range", "*****"};
  if (const auto number = field_number(text, dialect); number && std::isfinite(*number)) {
    return Reading{*number};
  }
  const auto word = lower(text);
  if (std::ranges::find(nothing, word) != nothing.end()) return Reading{missing};
  if (std::ranges::find(beyond, word) != beyond.end() || word.starts_with('>')) {
    return Reading{missing, true};
  }
  return std::nullopt;
}

}  // namespace plate

namespace {

constexpr std::string_view reader_name = "plate-csv";
constexpr std::array<Dialect, 3> dialects{{{',', '.'}, {';', '.'}, {'\t', '.'}}};

enum class Layout { None, List, Grid };

struct Finding {
  Layout layout = Layout::None;
  std::size_t line = 0;
  Dialect dialect;
};

// the first line that is a header, whatever separates its fields
Finding find_layout(std::span<const TextLine> lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const auto& dialect : dialects) {
      if (lines[i].text.find(dialect.delimiter) == std::string_view::npos) continue;
      const auto fields = split_fields(lines[i].text, dialect);
      if (plate::is_list_header(fields)) return {Layout::List, i, dialect};
      if (!plate::is_grid_header(fields) || i + 1 == lines.size()) continue;
      const auto first = split_fields(lines[i + 1].text, dialect);
      if (trim(first.front().text) == "A") return {Layout::Grid, i, dialect};
    }
  }
  return {};
}

// commas inside numbers, where commas do not separate them
char decimal_of(std::span<const TextLine> lines, char delimiter) {
  if (delimiter == ',') return '.';
  const Dialect comma{delimiter, ','};
  for (const auto& line : lines) {
    if (line.text.find(',') == std::string_view::npos) continue;
    for (const auto& field : split_fields(line.text, comma)) {
      if (field.text.find(',') != std::string::npos && field_number(field.text, comma)) return ',';
    }
  }
  return '.';
}

Match sniff(const Source& source) {
  const auto head = source.bytes.substr(0, 8192);
  const auto text = to_utf8(head, source.name);
  if (!text) return Match::No;
  const auto lines = split_lines(*text);
  const std::size_t enough = 60;
  const auto found = find_layout(std::span(lines).first(std::min(enough, lines.size())));
  return found.layout == Layout::None ? Match::No : Match::Yes;
}

Result<Recording> read_all(const Source& source, const ReadOptions& options) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  const auto lines = split_lines(text);
  auto found = find_layout(lines);
  if (found.layout == Layout::None) {
    return fail({Code::InvalidInput,
                 "neither a list of wells or samples nor a grid of a plate",
                 {source.name, static_cast<int>(lines.size()), 0},
                 "a list has a header with 'well' or 'sample' and a column of absorbance; a grid "
                 "has a line of column numbers above row A"});
  }
  found.dialect.decimal = decimal_of(lines, found.dialect.delimiter);
  const plate::Sheet sheet{lines, found.dialect, source.name, options.units,
                           provenance_of(source, reader_name)};
  Recording recording{.format = std::string(reader_name)};
  if (found.layout == Layout::List) {
    NITER_OK(plate::read_list(sheet, found.line, recording));
  } else {
    NITER_OK(plate::read_grids(sheet, recording));
  }
  if (recording.parts.empty()) {
    return fail({Code::InvalidInput,
                 "a header without readings below it",
                 {source.name, lines[found.line].number, 0},
                 "is the file cut off?"});
  }
  check_last_line(text, recording);
  return recording;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(auto recording, read_all(source, options));
  return with_options(std::move(recording), options, source.name);
}

}  // namespace

Reader plate_csv_reader() {
  return {reader_name, "Plate reader or assay table", "csv txt", sniff, read};
}

}  // namespace niter::io
