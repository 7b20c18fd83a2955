#include "niter/io/readers/versastat_par.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/readers/versastat_layout.hpp"
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

std::string technique_of(const std::string& action) {
  for (const auto& [title, technique] : techniques) {
    if (action.starts_with(title)) return std::string(technique);
  }
  return {};
}

std::map<std::string, std::string> settings_of(const VersastatLayout& layout,
                                               const VersastatKeys& step) {
  std::map<std::string, std::string> settings;
  const auto add = [&](const VersastatKeys& keys, const std::string& word, const std::string& key,
                       std::string_view unit) {
    if (const auto value = versastat_number(keys, key)) {
      settings[word] = fmt::format("{} {}", shortest(*value), unit);
    }
  };
  const auto copy = [&](const VersastatKeys& keys, const std::string& word,
                        const std::string& key) {
    const auto found = keys.find(key);
    if (found != keys.end()) settings[word] = found->second;
  };
  add(layout.common, "area", "Working Electrode Area (cm2)", "cm2");
  copy(layout.common, "open_circuit", "Measured Open Circuit");
  copy(layout.common, "reference", "Reference Electrode");
  copy(layout.common, "comment", "Comment");
  if (!layout.started.empty()) settings["started"] = layout.started;
  copy(step, "technique", "Name");
  add(step, "scan_rate", "Scan Rate (V/s)", "V/s");
  add(step, "potential", "Potential (V),Value", "V");
  add(step, "amplitude_rms", "Amplitude (mV RMS)", "mV");
  return settings;
}

// "Ag, AgCl / KCl (sat'd) (0.1970 Volts)"
std::string scale_of(const VersastatLayout& layout) {
  const auto found = layout.common.find("Reference Electrode");
  if (found == layout.common.end() || found->second.starts_with("(unspecified)")) return {};
  return "vs. " + found->second.substr(0, found->second.rfind(" ("));
}

bool all_zero(const data::Column& column) {
  return std::ranges::all_of(column.values, [](double value) { return value == 0; });
}

// one segment, or one cycle of it
Part make_part(const VersastatLayout& layout, std::size_t segment, data::Table table) {
  const VersastatKeys none;
  const VersastatKeys& step = segment < layout.steps.size() ? layout.steps[segment] : none;
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

void add_parts(const VersastatLayout& layout, const data::Table& table,
               std::span<const double> segments, Recording& recording) {
  std::size_t first = 0;
  double cycle = 1;
  for (std::size_t k = 1; k <= segments.size(); ++k) {
    const auto segment = static_cast<std::size_t>(std::max(0.0, segments[first]));
    const bool cyclic =
        segment < layout.steps.size() && layout.steps[segment].contains("Points Per Cycle");
    const double points =
        cyclic ? versastat_number(layout.steps[segment], "Points Per Cycle").value_or(0) : 0;
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
void add_open_circuit(const VersastatLayout& layout, const VendorFile& file, Recording& recording) {
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

Status read_rows(const VersastatLayout& layout, std::span<const TextLine> rows,
                 const VendorFile& file, Recording& recording) {
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
  const VersastatLayout layout = read_versastat_layout(lines, recording);
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
