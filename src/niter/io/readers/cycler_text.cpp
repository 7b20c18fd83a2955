#include "niter/io/readers/cycler_text.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"

namespace niter::io {

namespace {

constexpr std::size_t first_lines = 100;  // a header longer than that was not met

// Arbin writes "C" for a degree Celsius, a broken text anything before the C
std::string mended_unit(std::string_view name, std::string unit) {
  const auto key = cycler_key(name);
  const bool thermal = key.find("temp") != std::string::npos || key == "t1" || key == "t2";
  if (thermal && unit.ends_with('C')) return "degC";
  if (unit == "C/s" && key.find("dt/dt") != std::string::npos) return "K/s";
  if (unit == "℃") return "degC";
  return unit;
}

const CyclerName* find_name(const CyclerFormat& format, const std::string& key) {
  const auto found = std::ranges::find(format.names, key, &CyclerName::name);
  return found == format.names.end() ? nullptr : &*found;
}

/// What was found out about the columns and has to be said.
struct Findings {
  std::vector<std::string> unknown;
  std::vector<std::string> assumed;
};

VendorColumn make_column(const CyclerFormat& format, const std::string& header, Findings& said) {
  VendorColumn column{.header = header, .name = header};
  auto parts = split_header(header);
  const auto* name = find_name(format, cycler_key(parts.name));
  if (name == nullptr && (name = find_name(format, cycler_key(header))) != nullptr) {
    parts = {header, {}};
  }
  const bool date = !format.dates.empty() && cycler_key(parts.name) == format.dates;
  if (date) {
    column.kind = FieldKind::Skipped;
  } else if (name != nullptr) {
    column.name = name->word;
    if (column.name == "MD") column.kind = FieldKind::Letter;
    if (column.name == "clock") column.kind = FieldKind::Tolerant;  // a date is text in some files
    column.unit = mended_unit(parts.name, parts.unit);
    if (column.unit.empty() && !name->unit.empty()) {
      column.unit = name->unit;
      said.assumed.push_back(fmt::format("{} in {}", header, name->unit));
    }
  } else {
    const auto unit = mended_unit(parts.name, parts.unit);
    // "mAh/g" is a name, not "mAh" in grams
    const bool bracket = header.ends_with(')') || header.ends_with(']');
    const bool label = header.find(" / ") != std::string::npos;
    if ((bracket || label) && vendor_unit(unit)) {
      column.name = parts.name;
      column.unit = unit;
    }
    column.kind = FieldKind::Tolerant;
    said.unknown.push_back(header);
  }
  return column;
}

// a second column of one meaning keeps its own name, a second one of one name gets a number
void make_unique(std::vector<VendorColumn>& columns) {
  std::set<std::string> names;
  for (auto& column : columns) {
    if (names.contains(column.name)) column.name = column.header;
    std::string unique = column.name;
    for (int k = 2; !names.insert(unique).second; ++k) {
      unique = fmt::format("{} ({})", column.name, k);
    }
    column.name = std::move(unique);
  }
}

// a time that stands there as a clock shows it
void find_clocks(const CyclerText& text, std::vector<VendorColumn>& columns, Findings& said) {
  if (text.rows.empty()) return;
  const auto fields = split_fields(text.rows.front().text, text.dialect);
  for (std::size_t k = 0; k < columns.size() && k < fields.size(); ++k) {
    const bool time = columns[k].name == "t" || columns[k].name == "t_step";
    if (!time || fields[k].text.find(':') == std::string::npos) continue;
    columns[k].kind = FieldKind::Duration;
    columns[k].unit = "s";
    std::erase(said.assumed, fmt::format("{} in s", columns[k].header));
  }
}

std::string started(const CyclerFormat& format, const CyclerText& text) {
  const auto fields = split_fields(text.rows.front().text, text.dialect);
  for (std::size_t k = 0; k < text.headers.size() && k < fields.size(); ++k) {
    if (cycler_key(split_header(text.headers[k]).name) == format.dates) return fields[k].text;
  }
  return {};
}

// what an export names and does not fill
void drop_empty(data::Table& table, Recording& recording) {
  std::vector<std::string> empty;
  std::erase_if(table.columns, [&](const data::Column& column) {
    const bool none = std::ranges::all_of(column.values, [](double v) { return std::isnan(v); });
    if (none) empty.push_back(column.name);
    return none;
  });
  if (empty.empty()) return;
  recording.caveats.push_back(
      fmt::format("columns without any value, left out: {}", join(empty, ", ")));
}

Error no_rows(const CyclerText& text, const VendorFile& file) {
  return {Code::InvalidInput,
          "no rows below the names of the columns",
          {file.source.name, text.line, 0},
          "was nothing recorded, or is the file cut off?"};
}

}  // namespace

std::string cycler_key(std::string_view name) {
  std::string key;
  for (const char c : lower(trim(name))) {
    const bool blank = c == ' ' || c == '_' || c == '\t';
    if (!blank)
      key += c;
    else if (!key.empty() && key.back() != ' ')
      key += ' ';
  }
  return key;
}

std::vector<std::string> cycler_keys(std::string_view line, char delimiter) {
  std::vector<std::string> keys;
  for (const auto& field : split_fields(line, {delimiter, '.'})) {
    keys.push_back(cycler_key(split_header(field.text).name));
  }
  return keys;
}

bool has_keys(std::span<const std::string> keys, std::span<const std::string_view> wanted) {
  return std::ranges::all_of(wanted, [&](std::string_view spellings) {
    const auto any = split(spellings, '|');
    return std::ranges::find_first_of(keys, any) != keys.end();
  });
}

bool contains(std::string_view line, std::string_view words) {
  for (std::size_t at = 0; at <= words.size();) {
    const auto end = std::min(words.find('|', at), words.size());
    if (line.find(words.substr(at, end - at)) != std::string_view::npos) return true;
    at = end + 1;
  }
  return false;
}

Match sniff_names(const Source& source, const CyclerFormat& format) {
  const auto head = head_text(source);
  const auto fits = [&](const TextLine& line) { return format.is_names(line.text); };
  return std::ranges::any_of(split_lines(head), fits) ? Match::Yes : Match::No;
}

Result<CyclerText> find_table(const CyclerFormat& format, std::span<const TextLine> lines,
                              const std::string& file) {
  const auto head = lines.first(std::min(lines.size(), first_lines));
  const auto at =
      std::ranges::find_if(head, [&](const TextLine& line) { return format.is_names(line.text); });
  if (at == head.end()) {
    return fail(
        {Code::InvalidInput,
         fmt::format("no line of names with {}", format.wanted),
         {file, head.empty() ? 1 : head.back().number, 0},
         fmt::format("export it from the software of {} with column headers", format.maker)});
  }
  CyclerText text{
      at->number, {}, lines.subspan(static_cast<std::size_t>(at - head.begin()) + 1), {}, {}};
  text.dialect.delimiter = format.delimiter;
  if (format.delimiter != ',') text.dialect.decimal = find_decimal(text.rows);
  for (auto& field : split_fields(at->text, text.dialect)) {
    text.headers.push_back(std::move(field.text));
  }
  return text;
}

Result<Recording> read_cycler_text(const CyclerFormat& format, const Source& source,
                                   const ReadOptions& options) {
  NITER_TRY(const auto utf8, Utf8Text::of(source.bytes, source.name));
  const auto text = utf8.view();
  const auto lines = split_lines(text);
  NITER_TRY(const auto table, find_table(format, lines, source.name));
  Recording recording{.format = std::string(format.reader),
                      .instrument = std::string(format.maker)};
  const VendorFile file{source, text, options, vendor_provenance(source, format.reader)};
  NITER_OK(add_cycler_part(format, table, file, recording));
  check_last_line(text, recording);
  return recording;
}

void say_conventions(const CyclerFormat& format, data::Table& table) {
  table.provenance.settings["current_sign"] = format.sign;
  table.provenance.settings["cycle_rule"] = format.cycle_rule;
}

Status add_cycler_part(const CyclerFormat& format, const CyclerText& text, const VendorFile& file,
                       Recording& recording) {
  RowBlock block{.lines = text.rows, .dialect = text.dialect, .columns = {}};
  while (!block.lines.empty() && trim(block.lines.front().text).empty()) {
    block.lines = block.lines.subspan(1);
  }
  CyclerText rows = text;
  rows.rows = block.lines;
  if (rows.rows.empty()) return fail(no_rows(text, file));
  Findings said;
  for (std::size_t k = 0; k < text.headers.size(); ++k) {
    const auto& header = text.headers[k];
    block.columns.push_back(
        make_column(format, header.empty() ? fmt::format("column {}", k + 1) : header, said));
  }
  for (const auto k : text.left_out) block.columns[k].kind = FieldKind::Skipped;
  make_unique(block.columns);
  find_clocks(rows, block.columns, said);
  if (!said.assumed.empty()) {
    recording.caveats.push_back(
        fmt::format("these headers have no unit; taken as {} exports them: {}", format.maker,
                    join(said.assumed, ", ")));
  }
  if (!said.unknown.empty()) {
    recording.caveats.push_back(fmt::format(
        "columns of no known meaning, kept under their own names: {}", join(said.unknown, ", ")));
  }
  NITER_TRY(auto table, vendor_table(block, file, recording));
  drop_empty(table, recording);
  if (table.rows() == 0) return fail(no_rows(text, file));
  say_conventions(format, table);
  if (auto start = started(format, rows); !start.empty()) {
    table.provenance.settings["started"] = std::move(start);
  }
  recording.parts.push_back({"cycling", std::string(format.maker) + " record", std::move(table)});
  return {};
}

}  // namespace niter::io
