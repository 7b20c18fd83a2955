#include "niter/io/readers/fra_p00.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/number_rows.hpp"
#include "niter/io/part_columns.hpp"

namespace niter::io {

namespace {

constexpr std::string_view reader_name = "fra-p00";
constexpr Dialect tabs{'\t', '.'};

struct Name {
  std::string_view text, word, unit;
  double sign = 1;
};
constexpr std::array<Name, 6> names{{{"f/Hz", "f", "Hz"},
                                     {"Z'/Ohm", "Z_re", "ohm"},
                                     {"-Z''/Ohm", "Z_im", "ohm", -1},
                                     {"time/s", "t", "s"},
                                     {"Edc/V", "E", "V"},
                                     {"Idc/A", "I", "A"}}};

bool is_name_row(std::string_view line) {
  return trim(line).starts_with("f/Hz") && line.find("-Z''/Ohm") != std::string_view::npos;
}

Match sniff(const Source& source) {
  const auto head = source.bytes.substr(0, 4096);
  if (!trim(head).starts_with("Procedure")) return Match::No;
  const auto at = head.find("f/Hz");
  return at != std::string_view::npos && is_name_row(head.substr(at, 200)) ? Match::Yes : Match::No;
}

data::Column column_of(const std::string& text, std::vector<double> values) {
  const auto* const name = std::ranges::find(names, text, &Name::text);
  if (name == names.end()) return {text, {}, std::move(values)};
  for (double& value : values) value *= name->sign;
  return {std::string(name->word), Unit::of(name->unit), std::move(values)};
}

Result<Recording> read_all(const Source& source) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  const auto lines = split_lines(text);
  const auto refuse = [&](int line, std::string what) {
    return fail(
        {Code::InvalidInput, std::move(what), {source.name, line, 0}, "is the file cut off?"});
  };
  const auto row = std::ranges::find_if(lines, [](const auto& l) { return is_name_row(l.text); });
  const int last = lines.empty() ? 1 : lines.back().number;
  if (lines.end() - row < 3) return refuse(last, "no row of names with numbers below it");
  const auto count = parse_number(trim((row + 1)->text));
  if (!count) return refuse((row + 1)->number, "the number of rows is wanted here");

  Recording recording{.format = std::string(reader_name)};
  for (auto line = lines.begin(); line != row; ++line) {
    const auto colon = line->text.find(" : ");
    if (colon != std::string_view::npos) {
      recording.header.emplace_back(trim(line->text.substr(0, colon)),
                                    trim(line->text.substr(colon + 3)));
    } else if (!trim(line->text).empty()) {
      recording.header.emplace_back("", trim(line->text));
    }
  }
  const auto fields = split_fields(row->text, tabs);
  auto rows = std::span(row + 2, lines.end());
  // a last line without its end may be half a number
  if (!text.ends_with('\n') && !text.ends_with('\r')) rows = rows.first(rows.size() - 1);
  RowFormat format{.dialect = tabs, .columns = fields.size()};
  if (!rows.empty() && rows.front().text.find(',') != std::string_view::npos) {
    format.dialect.decimal = ',';
  }
  NITER_TRY(auto numbers, read_number_rows(rows, format, source.name));
  const auto found = numbers.columns.front().size();
  if (found == 0) return refuse(last, "no rows");
  if (static_cast<double>(found) != *count) {
    recording.complete = static_cast<double>(found) > *count;
    recording.caveats.push_back(fmt::format("{} rows are stated, {} are there", *count, found));
  }
  Part part;
  part.technique = "eis";
  for (const auto& [key, value] : recording.header) {
    if (key == "Procedure") part.title = value;
  }
  part.table = {part.title, {}, provenance_of(source, reader_name)};
  for (std::size_t k = 0; k < fields.size(); ++k) {
    auto column = column_of(fields[k].text, std::move(numbers.columns[k]));
    for (int i = 2; part.table.find(column.name) != nullptr; ++i) {
      column.name = fmt::format("{} {}", fields[k].text, i);
    }
    part.table.columns.push_back(std::move(column));
  }
  for (const auto& [key, value] : recording.header) {
    if (!key.empty()) part.table.provenance.settings[key] = value;
  }
  recording.parts.push_back(std::move(part));
  return recording;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(auto recording, read_all(source));
  return with_options(std::move(recording), options, source.name);
}

}  // namespace

Reader fra_p00_reader() {
  return {reader_name, "Frequency response analyser, .P00 text", "P00", sniff, read};
}

}  // namespace niter::io
