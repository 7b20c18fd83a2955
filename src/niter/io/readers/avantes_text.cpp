#include "niter/io/readers/avantes_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/number_rows.hpp"
#include "niter/io/part_columns.hpp"

namespace niter::io {

namespace {

constexpr std::string_view reader_name = "avantes-text";
constexpr Dialect names_dialect{';', '.'};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> words{
    {{"wave", "wavelength"},
     {"sample", "counts"},
     {"dark", "counts_dark"},
     {"reference", "counts_reference"},
     {"absorbance", "absorbance"},
     {"transmittance", "transmittance"}}};

// "Wave   ;Sample   ;Dark     ;Reference;Scope"
bool is_name_row(std::string_view line) {
  const auto fields = split_fields(line, names_dialect);
  return fields.size() > 1 && lower(fields[0].text).starts_with("wave");
}

std::string_view bare_unit(std::string_view text) {
  text = trim(text);
  if (text.size() > 1 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
  }
  return text;
}

Result<data::Column> column_of(const std::string& name, std::string_view unit_text,
                               std::vector<double> values, const Where& where) {
  auto unit = Unit::parse(bare_unit(unit_text));
  if (!unit) {
    auto error = unit.error();
    error.where = where;
    return fail(std::move(error));
  }
  const auto small = lower(name);
  const auto* const word =
      std::ranges::find_if(words, [&](const auto& pair) { return small.starts_with(pair.first); });
  return column_in_si(word == words.end() ? small : std::string(word->second), *unit,
                      std::move(values));
}

void add_absorbance(data::Table& table) {
  const auto *const sample = table.find("counts"), *const dark = table.find("counts_dark"),
                    *const reference = table.find("counts_reference");
  if (sample == nullptr || dark == nullptr || reference == nullptr ||
      table.find("absorbance") != nullptr) {
    return;
  }
  std::vector<double> absorbance(table.rows());
  for (std::size_t i = 0; i < absorbance.size(); ++i) {
    const double through = sample->values[i] - dark->values[i];
    const double before = reference->values[i] - dark->values[i];
    absorbance[i] = through > 0 && before > 0 ? -std::log10(through / before)
                                              : std::numeric_limits<double>::quiet_NaN();
  }
  table.columns.push_back({"absorbance", {}, std::move(absorbance), {}, "derived from counts"});
}

Match sniff(const Source& source) {
  const auto head = source.bytes.substr(0, 1024);
  const bool said = head.find("Integration time") != std::string_view::npos &&
                    head.find("spectrometer") != std::string_view::npos;
  return said && head.find("\nWave") != std::string_view::npos ? Match::Yes : Match::No;
}

Result<Recording> read_all(const Source& source) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  auto lines = split_lines(text);
  Recording recording{.format = std::string(reader_name), .instrument = "Avantes"};
  recording.complete = !lines.empty() && trim(lines.back().text).empty() && text.ends_with('\n');
  if (!recording.complete) {
    recording.caveats.emplace_back("the empty line at the end is missing: the file may be cut off");
    if (!text.ends_with('\n') && !lines.empty()) lines.pop_back();  // half a number, perhaps
  }
  const auto names_line =
      std::ranges::find_if(lines, [](const TextLine& line) { return is_name_row(line.text); });
  const auto refuse = [&](std::string what) {
    return fail({Code::InvalidInput,
                 std::move(what),
                 {source.name, lines.empty() ? 1 : lines.back().number, 0},
                 "is the file cut off?"});
  };
  if (lines.end() - names_line < 3)
    return refuse("no row of names with units and numbers below it");

  auto provenance = provenance_of(source, reader_name);
  for (auto line = lines.begin(); line != names_line; ++line) {
    const auto colon = line->text.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string key(trim(line->text.substr(0, colon)));
    const std::string value(trim(line->text.substr(colon + 1)));
    recording.header.emplace_back(key, value);
    provenance.settings[key] = value;
    if (key.find("spectrometer") != std::string::npos) recording.instrument = "Avantes " + value;
  }
  const auto names = split_fields(names_line->text, names_dialect);
  const auto units = split_fields((names_line + 1)->text, names_dialect);
  const std::span rows(names_line + 2, lines.end());
  const auto first =
      std::ranges::find_if(rows, [](const auto& l) { return !trim(l.text).empty(); });
  if (first == rows.end()) return refuse("no rows");

  RowFormat format{.dialect = {';', '.'}};
  if (first->text.find(',') != std::string_view::npos) format.dialect.decimal = ',';
  format.columns = split_fields(first->text, format.dialect).size();
  if (format.columns > std::min(names.size(), units.size())) {
    return refuse("more columns than names or units");
  }
  NITER_TRY(auto numbers, read_number_rows(rows, format, source.name));
  Part part{"spectrum", "", {"", {}, std::move(provenance)}};
  for (std::size_t k = 0; k < format.columns; ++k) {
    NITER_TRY(auto column, column_of(names[k].text, units[k].text, std::move(numbers.columns[k]),
                                     {source.name, (names_line + 1)->number, units[k].column}));
    for (int i = 2; part.table.find(column.name) != nullptr; ++i) {
      column.name = fmt::format("{} {}", lower(names[k].text), i);
    }
    part.table.columns.push_back(std::move(column));
  }
  if (part.table.rows() == 0) return refuse("no rows");
  add_absorbance(part.table);
  recording.parts.push_back(std::move(part));
  return recording;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(auto recording, read_all(source));
  return with_options(std::move(recording), options, source.name);
}

}  // namespace

Reader avantes_text_reader() {
  return {reader_name, "Avantes AvaSoft spectrum, text", "txt", sniff, read};
}

}  // namespace niter::io
