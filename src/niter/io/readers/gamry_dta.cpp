#include "niter/io/readers/gamry_dta.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/readers/gamry_layout.hpp"
#include "niter/io/vendor_table.hpp"

namespace niter::io {

namespace {

constexpr std::string_view name = "gamry-dta";

constexpr std::array<Alias, 8> aliases{{{"T", "t"},
                                        {"Time", "t"},
                                        {"Vf", "E"},
                                        {"Im", "I"},
                                        {"Freq", "f"},
                                        {"Zreal", "Z_re"},
                                        {"Zimag", "Z_im"},
                                        {"Over", "overload"}}};

std::string technique_of(const GamryCurve& curve, const std::string& tag) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> techniques{
      {{"CORPOT", "ocp"},
       {"CV", "cv"},
       {"LSV", "lsv"},
       {"POTENTIODYNAMIC", "lsv"},
       {"CHRONOA", "ca"},
       {"CHRONOP", "cp"},
       {"EISPOT", "eis"},
       {"GALVEIS", "eis"},
       {"EISGALV", "eis"},
       {"HYBRIDEIS", "eis"},
       {"SQUARE_WAVE", "swv"},
       {"DIFF_PULSE", "dpv"}}};
  if (curve.name == "OCVCURVE") return "ocp";
  if (curve.name.starts_with("ZCURVE")) return "eis";
  if (!curve.name.starts_with("CURVE")) return {};
  for (const auto& [word, technique] : techniques) {
    if (tag == word) return std::string(technique);
  }
  return {};
}

std::vector<VendorColumn> columns_of(const GamryCurve& curve, const GamryLayout& layout) {
  const auto tag = layout.text("TAG");
  const bool potential = tag == "CV" || tag == "LSV" || tag == "CHRONOA";
  const bool spectrum = curve.name.starts_with("ZCURVE");
  std::vector<VendorColumn> columns;
  for (std::size_t k = 0; k < curve.names.size(); ++k) {
    auto column =
        vendor_column(curve.names[k], curve.units[k].empty() ? "1" : curve.units[k], aliases);
    if (spectrum && column.name == "Vdc") column.name = "E";
    if (spectrum && column.name == "Idc") column.name = "I";
    if (spectrum && column.name == "Zphz") column.unit = "deg";  // its sign is often destroyed
    if (curve.name == "FRACURVE" && column.name == "V") column.name = "E";
    if (column.name == "t") column.unit = "s";  // FRACURVE says "S"
    if (potential && column.name == "Sig") column.name = "E_set";
    if (tag == "SQUARE_WAVE" && column.name == "Vstep") column.name = "E";
    if (tag == "SQUARE_WAVE" && column.name == "Idif") column.name = "I";
    if (column.unit == "bits") {
      column.unit = "1";
      column.kind = FieldKind::Skipped;
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

std::string_view nth_field(std::string_view line, std::size_t n) {
  std::size_t at = 0;
  for (std::size_t k = 0;; ++k) {
    at = std::min(line.find_first_not_of(" \t", at), line.size());
    const auto end = std::min(line.find_first_of(" \t", at), line.size());
    if (k == n) return line.substr(at, end - at);
    at = end;
  }
}

// flags of one reading: a dot in each place that is clear
double overload_of(std::string_view flags) {
  const auto set = [&](std::size_t i) { return i < flags.size() && flags[i] != '.'; };
  return (set(4) || set(5) ? 1 : 0) + (set(1) ? 2 : 0);
}

void add_overload(const GamryCurve& curve, const std::vector<VendorColumn>& columns,
                  data::Table& table) {
  const auto over =
      std::ranges::find_if(columns, [](const auto& column) { return column.name == "overload"; });
  if (over == columns.end() || table.columns.empty()) return;
  data::Column flags{"overload", Unit(), {}};
  flags.values.reserve(table.rows());
  for (const auto& row : curve.rows) {
    if (flags.values.size() == table.rows()) break;
    if (trim(row.text).empty()) continue;
    const bool clear = row.text.find("\t...........") != std::string_view::npos;
    flags.values.push_back(
        clear ? 0
              : overload_of(nth_field(row.text, static_cast<std::size_t>(over - columns.begin()))));
  }
  table.columns.push_back(std::move(flags));
}

// no temperature without a sensor; the reference electrode that our writer notes
void put_right(const GamryLayout& layout, data::Table& table) {
  const auto notes = layout.text("NOTES");
  constexpr std::string_view mark = "Reference electrode: ";
  const auto said = notes.rfind(mark);
  for (auto& column : table.columns) {
    if (column.name == "Temp") {
      for (double& value : column.values) {
        if (value < 0) value = std::numeric_limits<double>::quiet_NaN();
      }
    }
    if ((column.name == "E" || column.name == "E_set") && said != std::string::npos) {
      const auto rest = std::string_view(notes).substr(said + mark.size());
      column.comment = fmt::format("vs. {}", rest.substr(0, rest.find('\n')));
    }
  }
}

std::map<std::string, std::string> settings_of(const GamryLayout& layout) {
  std::map<std::string, std::string> settings;
  const auto add = [&](const std::string& word, const std::string& key, std::string_view unit) {
    if (const auto value = layout.number(key)) {
      settings[word] = fmt::format("{} {}", shortest(*value), unit);
    }
  };
  add("scan_rate", "SCANRATE", "mV/s");
  add("area", "AREA", "cm2");
  add("open_circuit", "EOC", "V");
  add("amplitude_rms", "VAC", "mV");
  const auto started = fmt::format("{} {}", layout.text("DATE"), layout.text("TIME"));
  if (started.size() > 1) settings["started"] = started;
  settings["technique"] = layout.text("TAG");
  return settings;
}

Result<Part> read_part(const GamryCurve& curve, const GamryLayout& layout, const VendorFile& file,
                       Recording& recording) {
  RowBlock block{.lines = curve.rows,
                 .dialect = {' ', find_decimal(curve.rows)},
                 .columns = columns_of(curve, layout)};
  Part part;
  part.technique = technique_of(curve, layout.text("TAG"));
  part.title = fmt::format("{}, {}", layout.text("TITLE"), curve.name);
  NITER_TRY(part.table, vendor_table(block, file, recording));
  if (file.options.columns.empty()) add_overload(curve, block.columns, part.table);
  put_right(layout, part.table);
  part.table.provenance.settings = settings_of(layout);
  part.table.provenance.settings["table"] = curve.name;
  if (part.technique == "cv" && curve.name.size() > 5) {
    part.table.provenance.settings["cycle"] = curve.name.substr(5);
  }
  return part;
}

// what the header promises and the file does not hold
void check_complete(const GamryLayout& layout, Recording& recording) {
  if (layout.aborted) {
    recording.caveats.push_back("the experiment was aborted by the user");
    return;
  }
  double cycles = 0;
  const GamryCurve* spectrum = nullptr;
  for (const auto& curve : layout.curves) {
    if (curve.name.starts_with("CURVE")) ++cycles;
    if (curve.name.starts_with("ZCURVE")) spectrum = &curve;
  }
  const auto tag = layout.text("TAG");
  if (tag == "CV" && cycles < layout.number("CYCLES").value_or(0)) {
    mark_cut(recording, fmt::format("the header promises {} cycles, the file has {}",
                                    layout.text("CYCLES"), cycles));
  }
  if (tag.find("EIS") == std::string::npos) return;
  if (spectrum == nullptr) return mark_cut(recording, "the file ends before its spectrum");
  const auto last = layout.number("FREQFINAL"), first = layout.number("FREQINIT");
  const auto* const f = recording.parts.back().table.find("f");
  const auto reached = [&](double at) {
    return *first > *last ? at <= 1.05 * *last : at >= *last / 1.05;
  };
  if (last && first && f != nullptr && !f->values.empty() &&
      std::ranges::none_of(f->values, reached)) {
    mark_cut(recording, fmt::format("the spectrum ends before {} Hz, where the header lets it end",
                                    shortest(*last)));
  }
}

Match sniff(const Source& source) {
  const auto head = head_text(source);
  const auto lines = split_lines(head);
  const bool explain =
      lines.size() > 1 && trim(lines[0].text) == "EXPLAIN" && lines[1].text.starts_with("TAG");
  return explain ? Match::Yes : Match::No;
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const std::string text, to_utf8(source.bytes, source.name));
  const auto lines = split_lines(text);
  Recording recording{std::string(name)};
  const GamryLayout layout = read_gamry_layout(lines, recording);
  recording.instrument = trim(fmt::format("Gamry {}", layout.text("PSTAT")));
  const VendorFile file{source, text, options, vendor_provenance(source, name)};
  for (const auto& curve : layout.curves) {
    NITER_TRY(auto part, read_part(curve, layout, file, recording));
    const auto rows = static_cast<double>(part.table.rows());
    if (curve.announced && rows < *curve.announced && !layout.aborted) {
      mark_cut(recording,
               fmt::format("{} promises {} rows and has {}: it was stopped, or the file is cut",
                           curve.name, *curve.announced, rows));
    }
    if (rows > 0) recording.parts.push_back(std::move(part));
  }
  if (recording.parts.empty()) {
    return fail({Code::InvalidInput,
                 "no table with rows",
                 {source.name, static_cast<int>(lines.size()), 0},
                 "is the file cut off before its data?"});
  }
  if (layout.number("CONVENTION").value_or(1) != 1) {
    recording.caveats.push_back(
        "the header's CONVENTION is not 1 (oxidation positive): currents are as written");
  }
  check_complete(layout, recording);
  check_last_line(text, recording);
  return recording;
}

}  // namespace

Reader gamry_dta_reader() {
  return {name, "Gamry Framework, .DTA", "dta", sniff, read};
}

}  // namespace niter::io
