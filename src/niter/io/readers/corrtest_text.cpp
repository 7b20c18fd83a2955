#include "niter/io/readers/corrtest_text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "corrtest-text";

constexpr std::array<Alias, 10> aliases{{{"E", "E"},
                                         {"Potential", "E"},
                                         {"i", "I"},
                                         {"I", "I"},
                                         {"Current", "I"},
                                         {"T", "t"},
                                         {"Time", "t"},
                                         {"Freq", "f"},
                                         {"Z'", "Z_re"},
                                         {"Z''", "Z_im"}}};

// of ID_CV and its like, and of the words of CorrWare
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> techniques{
    {{"ID_CV", "cv"},
     {"Cyclic Volta", "cv"},
     {"ID_LSV", "lsv"},
     {"Linear Sweep", "lsv"},
     {"ID_OCP", "ocp"},
     {"ID_EIS", "eis"},
     {"ID_GalSquareWave", "cp"}}};

struct Layout {
  std::size_t names = 0, rows = 0;  // lines
  std::string technique, title;
  std::map<std::string, std::string> values;
};

void read_line(std::string_view line, Layout& layout, Recording& recording) {
  for (const auto& [mark, technique] : techniques) {
    if (!layout.technique.empty() || !line.starts_with(mark)) continue;
    layout.technique = technique;
    layout.title = line.substr(0, line.find_first_of(",\t"));
  }
  // "Cyclic Voltammetry,Init E(V):-1,Scan Rate(mV/s):10" or one key
  for (const auto& item : split(line, ',')) {
    const auto colon = item.find(':');
    if (colon == std::string::npos) continue;
    const std::string key(trim(std::string_view(item).substr(0, colon)));
    const std::string value(trim(std::string_view(item).substr(colon + 1)));
    if (key.empty() || value.empty()) continue;
    layout.values.emplace(key, value);
    recording.header.emplace_back(key, value);
  }
}

Result<Layout> read_layout(std::span<const TextLine> lines, const std::string& file,
                           Recording& recording) {
  Layout layout;
  const bool packed = !lines.empty() && lines[0].text.starts_with("CSStudioFile");
  if (packed) {
    const auto parts = split(lines[0].text, ',');
    if (parts.size() > 1) read_line(parts[1], layout, recording);
    layout.names = 1;
    layout.rows = 2;
    recording.caveats.push_back("the settings in the first line are packed and were not read");
  } else {
    while (layout.rows < lines.size() && trim(lines[layout.rows].text) != "End Comments") {
      read_line(trim(lines[layout.rows].text), layout, recording);
      ++layout.rows;
    }
    layout.names = layout.rows == 0 ? 0 : layout.rows - 1;
    ++layout.rows;
  }
  if (layout.rows >= lines.size()) {
    return fail({Code::InvalidInput,
                 "no rows below the names of the columns",
                 {file, static_cast<int>(lines.size()), 0},
                 "is the file cut off before its data?"});
  }
  return layout;
}

std::vector<VendorColumn> columns_of(std::string_view line) {
  std::vector<VendorColumn> columns;
  for (const auto& field : split_fields(line, {' ', '.'})) {
    auto column = vendor_column(field.text, {}, aliases);
    const auto unit = vendor_unit(column.unit);
    if (column.name == "I" && unit && unit->same_dimension(Unit::of("A m-2"))) column.name = "j";
    if (unit && unit->same_dimension(Unit::of("ohm m2"))) {
      if (column.name == "Z_re") column.name = "z_re";
      if (column.name == "Z_im") column.name = "z_im";
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

// takes "0 CYCLE" off the rows that end with it; the first rows of the next cycles
std::vector<std::size_t> take_cycles(std::span<TextLine> rows) {
  std::vector<std::size_t> bounds;
  std::size_t row = 0;
  for (auto& line : rows) {
    if (trim(line.text).empty()) continue;
    ++row;
    auto text = trim(line.text);
    if (!text.ends_with("CYCLE")) continue;
    text = trim(text.substr(0, text.size() - 5));
    const auto blank = text.find_last_of(" \t");
    line.text = trim(text.substr(0, blank == text.npos ? 0 : blank));
    bounds.push_back(row);
  }
  return bounds;
}

void add_parts(const Layout& layout, const data::Table& table, std::vector<std::size_t> bounds,
               Recording& recording) {
  const bool cycles = !bounds.empty();
  if (bounds.empty() || bounds.back() < table.rows()) bounds.push_back(table.rows());
  std::size_t first = 0;
  for (const auto bound : bounds) {
    const auto last = std::min(bound, table.rows());
    if (last <= first) continue;
    Part part{layout.technique, layout.title, rows_of(table, first, last)};
    if (cycles) {
      const auto number = recording.parts.size() + 1;
      part.title = fmt::format("{}, cycle {}", layout.title, number);
      part.table.provenance.settings["cycle"] = fmt::format("{}", number);
    }
    recording.parts.push_back(std::move(part));
    first = last;
  }
}

Match sniff(const Source& source) {
  const auto head = head_text(source);
  return head.starts_with("CORRW ASCII") || head.starts_with("CSStudioFile,") ? Match::Yes
                                                                              : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  auto lines = split_lines(text);
  Recording recording{std::string(name)};
  NITER_TRY(const auto layout, read_layout(lines, source.name, recording));
  const auto rows = std::span(lines).subspan(layout.rows);
  const bool ended = text.ends_with('\n') || text.ends_with('\r');
  auto bounds = take_cycles(rows);
  RowBlock block{.lines = rows, .dialect = {' ', find_decimal(rows)}, .columns = {}};
  block.columns = columns_of(lines[layout.names].text);
  const VendorFile file{source, text, options, vendor_provenance(source, name)};
  // half of "0 CYCLE" on a line without its end is no number of the table
  if (!ended && !rows.empty()) block.lines = block.lines.first(rows.size() - 1);
  NITER_TRY(auto table, vendor_table(block, file, recording));
  if (table.rows() == 0) {
    return fail({Code::InvalidInput,
                 "no whole row",
                 {source.name, lines.back().number, 0},
                 "is the file cut off?"});
  }
  check_last_line(text, recording);
  const auto setting = [&](const std::string& word, const std::string& key, std::string_view unit) {
    const auto found = layout.values.find(key);
    if (found != layout.values.end()) {
      table.provenance.settings[word] = found->second + std::string(unit);
    }
  };
  setting("scan_rate", "Scan Rate(mV/s)", " mV/s");
  setting("area", "Surface Area", " cm2");
  setting("open_circuit", "Open Circuit Potential (V)", " V");
  const auto polarity = layout.values.find("Polarity");
  if (polarity != layout.values.end() && polarity->second != "0") {
    recording.caveats.push_back("the header's Polarity is not 0: check which current is positive");
  }
  add_parts(layout, table, std::move(bounds), recording);
  return recording;
}

}  // namespace

Reader corrtest_text_reader() {
  return {name, "Corrtest CS Studio and CorrWare, text", "cor txt", sniff, read};
}

}  // namespace niter::io
