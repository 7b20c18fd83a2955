#include "niter/io/readers/versastat_par.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "versastat-par";

constexpr std::array<Alias, 7> aliases{{{"E", "E"},
                                        {"I", "I"},
                                        {"Elapsed Time", "t"},
                                        {"E Applied", "E_set"},
                                        {"Frequency", "f"},
                                        {"Z Real", "Z_re"},
                                        {"Z Imag", "Z_im"}}};

constexpr std::array<std::string_view, 9> of_spectra{
    "f", "E Real", "E Imag", "I Real", "I Imag", "Z_re", "Z_im", "Z2 Real", "Z2 Imag"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> techniques{
    {{"Open Circuit", "ocp"},
     {"Chronoamperometry", "ca"},
     {"Chronopotentiometry", "cp"},
     {"Cyclic Voltammetry", "cv"},
     {"Linear Scan Voltammetry", "lsv"},
     {"Potentiodynamic", "lsv"},
     {"Tafel", "lsv"},
     {"Linear Polarization", "lsv"},
     {"Potentiostatic EIS", "eis"},
     {"Galvanostatic EIS", "eis"}}};

using Keys = std::map<std::string, std::string>;

std::optional<double> number(const Keys& keys, const std::string& key) {
  const auto found = keys.find(key);
  return found == keys.end() ? std::nullopt : parse_number(found->second);
}

struct Block {
  std::string name;
  std::span<const TextLine> lines = {};  // between the tags
  bool closed = false;
};

struct Layout {
  Keys common;                     // Action0
  std::vector<Keys> steps;         // of the actions that record, one for each segment number
  std::vector<std::string> names;  // of the columns
  std::vector<std::span<const TextLine>> rows;  // of each segment block
  bool closed = true;
};

std::vector<Block> find_blocks(std::span<const TextLine> lines) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = trim(lines[i].text);
    const bool opens =
        line.size() > 2 && line.front() == '<' && line.back() == '>' && line[1] != '/';
    if (!opens) continue;
    Block block{std::string(line.substr(1, line.size() - 2))};
    const auto closing = fmt::format("</{}>", block.name);
    std::size_t end = i + 1;
    while (end < lines.size() && trim(lines[end].text) != closing) ++end;
    block.closed = end < lines.size();
    block.lines = lines.subspan(i + 1, end - i - 1);
    blocks.push_back(std::move(block));
    i = end;
  }
  return blocks;
}

Keys keys_of(const Block& block) {
  Keys keys;
  for (const auto& line : block.lines) {
    const auto at = line.text.find('=');
    if (at == std::string_view::npos) continue;
    keys.emplace(trim(line.text.substr(0, at)), trim(line.text.substr(at + 1)));
  }
  return keys;
}

// units that the line of names leaves out
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> units{{{"E Real", "V"},
                                                                               {"E Imag", "V"},
                                                                               {"I Real", "A"},
                                                                               {"I Imag", "A"},
                                                                               {"E2 Real", "V"},
                                                                               {"E2 Imag", "V"},
                                                                               {"Z2 Real", "ohm"},
                                                                               {"Z2 Imag", "ohm"},
                                                                               {"Z Real", "ohm"},
                                                                               {"Z Imag", "ohm"}}};

// "E(V), I(A), ...": one name more than there are fields, "0", stands at the end
void read_segment(const Block& block, Layout& layout) {
  constexpr std::string_view mark = "Definition=";
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    const auto line = block.lines[i].text;
    if (!line.starts_with(mark)) continue;
    layout.names = split(line.substr(mark.size()), ',');
    if (trim(layout.names.back()) == "0") layout.names.pop_back();
    layout.rows.push_back(block.lines.subspan(i + 1));
    return;
  }
}

Layout read_layout(std::span<const TextLine> lines, Recording& recording) {
  Layout layout;
  for (const auto& block : find_blocks(lines)) {
    layout.closed = layout.closed && block.closed;
    if (block.name.starts_with("Segment")) {
      read_segment(block, layout);
      continue;
    }
    const auto keys = keys_of(block);
    if (block.name == "Instrument") {
      const auto type = keys.find("Type"), firmware = keys.find("Firmware");
      if (type != keys.end()) recording.instrument = type->second;
      if (firmware != keys.end()) recording.instrument += ", firmware " + firmware->second;
    }
    const bool action = block.name.starts_with("Action");
    if (action || block.name == "Application" || block.name == "Instrument" ||
        block.name == "Experiment") {
      for (const auto& [key, value] : keys) {
        recording.header.emplace_back(fmt::format("{}/{}", block.name, key), value);
      }
    }
    if (block.name == "Action0") layout.common = keys;
    if (!action || block.name == "Action0") continue;
    for (double n = number(keys, "Segments").value_or(0); n >= 1 && layout.steps.size() < 10000;
         --n) {
      layout.steps.push_back(keys);
    }
    if (keys.contains("Name") && keys.at("Name") == "Open Circuit" && !keys.contains("Segments")) {
      layout.steps.push_back(keys);
    }
  }
  return layout;
}

std::string technique_of(const std::string& action) {
  for (const auto& [title, technique] : techniques) {
    if (action.starts_with(title)) return std::string(technique);
  }
  return {};
}

std::map<std::string, std::string> settings_of(const Layout& layout, const Keys& step) {
  std::map<std::string, std::string> settings;
  const auto add = [&](const Keys& keys, const std::string& word, const std::string& key,
                       std::string_view unit) {
    if (const auto value = number(keys, key)) {
      settings[word] = fmt::format("{} {}", shortest(*value), unit);
    }
  };
  const auto copy = [&](const Keys& keys, const std::string& word, const std::string& key) {
    const auto found = keys.find(key);
    if (found != keys.end()) settings[word] = found->second;
  };
  add(layout.common, "area", "Working Electrode Area (cm2)", "cm2");
  copy(layout.common, "open_circuit", "Measured Open Circuit");
  copy(layout.common, "reference", "Reference Electrode");
  copy(layout.common, "comment", "Comment");
  copy(step, "technique", "Name");
  add(step, "scan_rate", "Scan Rate (V/s)", "V/s");
  add(step, "potential", "Potential (V),Value", "V");
  add(step, "amplitude_rms", "Amplitude (mV RMS)", "mV");
  return settings;
}

// "Ag, AgCl / KCl (sat'd) (0.1970 Volts)"
std::string scale_of(const Layout& layout) {
  const auto found = layout.common.find("Reference Electrode");
  if (found == layout.common.end() || found->second.starts_with("(unspecified)")) return {};
  return "vs. " + found->second.substr(0, found->second.rfind(" ("));
}

bool all_zero(const data::Column& column) {
  return std::ranges::all_of(column.values, [](double value) { return value == 0; });
}

// one segment, or one cycle of it
Part make_part(const Layout& layout, std::size_t segment, data::Table table) {
  const Keys none;
  const Keys& step = segment < layout.steps.size() ? layout.steps[segment] : none;
  const auto* const f = table.find("f");
  const bool spectrum = f != nullptr && !all_zero(*f);
  std::erase_if(table.columns, [&](const data::Column& column) {
    const bool impedance = std::ranges::find(of_spectra, column.name) != of_spectra.end();
    return spectrum ? column.name == "E_set" && all_zero(column) : impedance;
  });
  Part part;
  part.title = step.contains("Name") ? step.at("Name") : std::string();
  part.technique = spectrum ? "eis" : technique_of(part.title);
  part.title += fmt::format("{}segment {}", part.title.empty() ? "" : ", ", segment);
  part.table = std::move(table);
  part.table.provenance.settings = settings_of(layout, step);
  part.table.provenance.settings["segment"] = fmt::format("{}", segment);
  return part;
}

void add_parts(const Layout& layout, const data::Table& table, std::span<const double> segments,
               Recording& recording) {
  std::size_t first = 0;
  double cycle = 1;
  for (std::size_t k = 1; k <= segments.size(); ++k) {
    const auto segment = static_cast<std::size_t>(std::max(0.0, segments[first]));
    const bool cyclic =
        segment < layout.steps.size() && layout.steps[segment].contains("Points Per Cycle");
    const double points =
        cyclic ? number(layout.steps[segment], "Points Per Cycle").value_or(0) : 0;
    const bool full = points > 0 && static_cast<double>(k - first) >= points;
    const bool next = k == segments.size() || segments[k] != segments[first];
    if (!next && !full) continue;
    auto part = make_part(layout, segment, rows_of(table, first, k));
    if (cyclic) {
      part.title += fmt::format(", cycle {}", cycle);
      part.table.provenance.settings["cycle"] = fmt::format("{}", cycle);
    }
    recording.parts.push_back(std::move(part));
    cycle = next ? 1 : cycle + 1;
    first = k;
  }
}

// the potential that was measured before a run, where nothing was recorded
void add_open_circuit(const Layout& layout, const VendorFile& file, Recording& recording) {
  const auto found = layout.common.find("Measured Open Circuit");
  if (found == layout.common.end()) return;
  const auto blank = found->second.find(' ');
  const auto value = parse_number(found->second.substr(0, blank));
  const auto unit =
      blank == std::string::npos ? Unit::parse("V") : Unit::parse(found->second.substr(blank + 1));
  if (!value || !unit || !unit->same_dimension(Unit::of("V"))) return;
  data::Table table{file.source.name, {}, file.provenance};
  table.columns.push_back({"E", *unit, {unit->to_si(*value)}, {}, scale_of(layout)});
  Part part = make_part(layout, 0, std::move(table));
  part.technique = "ocp";
  part.title = "Measured Open Circuit";
  recording.parts.push_back(std::move(part));
  recording.caveats.push_back(
      "the file has no rows; its one value is the open circuit in the header");
}

Status read_rows(const Layout& layout, std::span<const TextLine> rows, const VendorFile& file,
                 Recording& recording) {
  RowBlock block{.lines = rows, .dialect = {',', '.'}, .columns = {}};
  for (const auto& title : layout.names) {
    auto column = vendor_column(title, {}, aliases);
    for (const auto& [header, unit] : units) {
      if (column.header == header) column.unit = unit;
    }
    if (column.name == "E" || column.name == "E_set") column.comment = scale_of(layout);
    block.columns.push_back(std::move(column));
  }
  // the number of the segment is read beside the columns that the user wants
  const ReadOptions all;
  const VendorFile whole{file.source, file.text, all, file.provenance};
  NITER_TRY(auto table, vendor_table(block, whole, recording));
  if (table.rows() == 0) return {};
  const auto* const number_of = table.find("Segment #");
  const auto segments =
      number_of != nullptr ? number_of->values : std::vector<double>(table.rows(), 0.0);
  std::erase_if(table.columns, [](const auto& column) { return column.name == "Segment #"; });
  if (!file.options.columns.empty() || !file.options.units.empty()) {
    NITER_TRY(table, vendor_table(block, file, recording));
  }
  add_parts(layout, table, segments, recording);
  return {};
}

Match sniff(const Source& source) {
  const auto head = head_text(source);
  const bool versa =
      trim(head).starts_with("<Application>") && head.find("Name=VersaStudio") != std::string::npos;
  return versa ? Match::Yes : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  const auto lines = split_lines(text);
  Recording recording{std::string(name)};
  const Layout layout = read_layout(lines, recording);
  const VendorFile file{source, text, options, vendor_provenance(source, name)};
  for (const auto& rows : layout.rows) NITER_OK(read_rows(layout, rows, file, recording));
  if (!layout.closed) mark_cut(recording, "a block of the file has no end: the file is cut there");
  check_last_line(text, recording);
  if (recording.parts.empty() && !layout.rows.empty() && layout.closed) {
    add_open_circuit(layout, file, recording);
  }
  if (recording.parts.empty()) {
    return fail({Code::InvalidInput,
                 layout.rows.empty() ? "no block of a segment" : "no rows in any segment",
                 {source.name, static_cast<int>(lines.size()), 0},
                 "is the file cut off before its data?"});
  }
  return recording;
}

}  // namespace

Reader versastat_par_reader() {
  return {name, "VersaStudio, .par", "par", sniff, read};
}

}  // namespace niter::io
