#include "niter/io/vendor_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"

namespace niter::io {

namespace {

constexpr std::size_t head_bytes = 8192;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
// what programs under Windows print where there is no number
constexpr std::array<std::string_view, 8> no_numbers{"1.#QNAN", "-1.#IND", "1.#INF", "-1.#INF",
                                                     "n/a",     "N/A",     "---",    "***"};

bool unterminated(std::string_view text, std::string_view line) {
  return !text.empty() && line.data() + line.size() == text.data() + text.size();
}

bool is_option(const VendorColumn& column, const std::string& wanted) {
  return column.header == wanted || column.name == wanted ||
         split_header(column.header).name == wanted;
}

// which columns are wanted, under which names
Result<std::vector<std::pair<std::size_t, std::string>>> chosen(const RowBlock& block,
                                                                const VendorFile& file) {
  std::vector<std::pair<std::size_t, std::string>> wanted;
  std::vector<std::string> headers;
  for (std::size_t k = 0; k < block.columns.size(); ++k) {
    const auto& column = block.columns[k];
    if (column.kind == FieldKind::Skipped) continue;
    headers.push_back(column.header);
    if (file.options.columns.empty()) wanted.emplace_back(k, column.name);
  }
  for (const auto& [word, header] : file.options.columns) {
    const auto found = std::ranges::find_if(block.columns, [&asked = header](const auto& column) {
      return column.kind != FieldKind::Skipped && is_option(column, asked);
    });
    if (found == block.columns.end()) {
      const auto near = nearest(header, headers);
      return fail({Code::NotFound,
                   fmt::format("no column '{}'", header),
                   {file.source.name, block.lines.empty() ? 0 : block.lines.front().number, 0},
                   near ? fmt::format("did you mean '{}'?", *near)
                        : fmt::format("columns here: {}", join(headers, ", "))});
    }
    wanted.emplace_back(static_cast<std::size_t>(found - block.columns.begin()), word);
  }
  return wanted;
}

Result<Unit> unit_of(const VendorColumn& from, data::Column& column, const VendorFile& file,
                     Recording& recording) {
  const data::Word* const word = data::find_word(column.name);
  const auto stated = file.options.units.find(column.name);
  if (stated != file.options.units.end()) {
    NITER_TRY(auto unit, vendor_unit(stated->second));
    if (word != nullptr && !unit.same_dimension(Unit::of(word->unit))) {
      return fail({Code::Unit,
                   fmt::format("'{}' is no unit of {}", stated->second, word->meaning),
                   {file.source.name},
                   fmt::format("{} is in {} or a multiple", column.name, word->unit)});
    }
    return unit;
  }
  if (from.unit.empty()) return word != nullptr ? Unit::of(word->unit) : Unit();
  std::string scale;
  auto unit = vendor_unit(from.unit, &scale);
  if (!scale.empty() && column.comment.empty()) column.comment = scale;
  const bool fits = unit && (word == nullptr || unit->same_dimension(Unit::of(word->unit)));
  if (fits) return unit;
  const Unit instead = word != nullptr ? Unit::of(word->unit) : Unit();
  const auto caveat = fmt::format(
      "column '{}': '{}' is no unit {}; its numbers are taken as {}", from.header, from.unit,
      word != nullptr ? fmt::format("of {}", word->meaning) : "known", instead.text());
  if (std::ranges::find(recording.caveats, caveat) == recording.caveats.end()) {
    recording.caveats.push_back(caveat);
  }
  return instead;
}

// the last row of the block, if its line has no end
void drop_doubtful(const RowBlock& block, std::string_view text, NumberRows& rows) {
  if (block.lines.empty() || rows.columns.empty() || rows.columns.front().empty()) return;
  const auto line = block.lines.back().text;
  const bool closed = block.dialect.delimiter != ' ' && line.ends_with(block.dialect.delimiter);
  if (rows.cut || closed || trim(line).empty() || !unterminated(text, line)) return;
  const auto& last = block.columns.back();
  if (data::find_word(last.name) == nullptr) {
    rows.columns.back().back() = nothing;
    return;
  }
  for (auto& column : rows.columns) column.pop_back();
}

// a column that may hold anything: text is left out, text among numbers is missing; both are said
bool is_text(const VendorColumn& from, const NumberRows& rows, std::size_t k,
             Recording& recording) {
  const std::size_t bad = rows.unreadable[k];
  if (bad == 0) return false;
  const bool only = std::ranges::all_of(rows.columns[k], [](double v) { return std::isnan(v); });
  recording.caveats.push_back(
      only
          ? fmt::format("column '{}' holds text: it is left out", from.header)
          : fmt::format("column '{}': {} fields are no numbers and are missing", from.header, bad));
  return only;
}

}  // namespace

std::string head_text(const Source& source) {
  auto head = source.bytes.substr(0, head_bytes);
  if (head.size() < source.bytes.size()) {
    // whole lines: no character is cut
    const auto end = head.find_last_of("\r\n");
    if (end != std::string_view::npos) head = head.substr(0, end + 1);
    const auto encoding = find_encoding(head);
    const bool wide = encoding == Encoding::Utf16Little || encoding == Encoding::Utf16Big;
    if (wide) head = source.bytes.substr(0, (head.size() + 1) / 2 * 2);
  }
  auto text = to_utf8(head, source.name);
  return text ? *std::move(text) : std::string();
}

VendorColumn vendor_column(std::string_view header, std::string_view unit,
                           std::span<const Alias> aliases) {
  VendorColumn column{.header = std::string(trim(header)), .name = {}, .unit = std::string(unit)};
  column.name = column.header;
  if (unit.empty()) {
    auto parts = split_header(header);
    column.name = std::move(parts.name);
    column.unit = std::move(parts.unit);
  }
  for (const auto& alias : aliases) {
    if (alias.name != column.name) continue;
    column.name = alias.word;
    column.sign = alias.sign;
    break;
  }
  return column;
}

data::Provenance vendor_provenance(const Source& source, std::string_view reader) {
  return {source.name, sha256(source.bytes),
          fmt::format("{} reader, niter {}", reader, NITER_VERSION)};
}

Result<data::Table> vendor_table(const RowBlock& block, const VendorFile& file,
                                 Recording& recording) {
  RowFormat format{.dialect = block.dialect,
                   .columns = block.columns.size(),
                   .kinds = std::vector(block.columns.size(), FieldKind::Skipped),
                   .missing = no_numbers};
  NITER_TRY(const auto wanted, chosen(block, file));
  for (const auto& [k, name] : wanted) format.kinds[k] = block.columns[k].kind;
  NITER_TRY(auto rows, read_number_rows(block.lines, format, file.source.name));
  drop_doubtful(block, file.text, rows);
  if (rows.cut) {
    mark_cut(recording, fmt::format("line {} is shorter than a row: the file is cut there",
                                    block.lines.back().number));
  }

  data::Table table;
  table.title = file.source.name;
  table.provenance = file.provenance;
  for (const auto& [k, name] : wanted) {
    const auto& from = block.columns[k];
    if (is_text(from, rows, k, recording)) continue;
    data::Column column;
    // a second column of the same meaning keeps the name it has in the file
    column.name = table.find(name) == nullptr ? name : from.header;
    column.comment = from.comment;
    NITER_TRY(column.unit, unit_of(from, column, file, recording));
    column.values = std::move(rows.columns[k]);
    const double scale = column.unit.scale() * from.sign;
    const double offset = column.unit.to_si(0);
    if (scale != 1 || offset != 0) {
      for (double& value : column.values) value = value * scale + offset;
    }
    table.columns.push_back(std::move(column));
  }
  return table;
}

Result<data::Table> with_options(data::Table table, const ReadOptions& options,
                                 const std::string& file) {
  if (options.columns.empty()) return table;
  std::vector<data::Column> kept;
  for (const auto& [word, header] : options.columns) {
    const auto* const found = table.find(header);
    if (found == nullptr) {
      std::vector<std::string> names;
      for (const auto& column : table.columns) names.push_back(column.name);
      return fail({Code::NotFound,
                   fmt::format("no column '{}'", header),
                   {file},
                   fmt::format("columns here: {}", join(names, ", "))});
    }
    kept.push_back(*found);
    kept.back().name = word;
  }
  table.columns = std::move(kept);
  return table;
}

void mark_cut(Recording& recording, std::string reason) {
  recording.complete = false;
  if (std::ranges::find(recording.caveats, reason) == recording.caveats.end()) {
    recording.caveats.push_back(std::move(reason));
  }
}

void check_last_line(std::string_view text, Recording& recording) {
  if (!text.empty() && text.back() != '\n' && text.back() != '\r') {
    mark_cut(recording, "the last line has no end: the file may be cut there");
  }
}

data::Table rows_of(const data::Table& table, std::size_t first, std::size_t last) {
  data::Table part{table.title, {}, table.provenance};
  for (const auto& column : table.columns) {
    const auto at = column.values.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = column.values.begin() + static_cast<std::ptrdiff_t>(last);
    part.columns.push_back({column.name, column.unit, {at, end}, {}, column.comment});
  }
  return part;
}

char find_decimal(std::span<const TextLine> lines) {
  constexpr std::size_t enough = 50;
  for (const auto& line : lines.first(std::min(enough, lines.size()))) {
    if (line.text.find(',') != std::string_view::npos) return ',';
  }
  return '.';
}

}  // namespace niter::io
