#include "niter/io/readers/chi_layout.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "niter/base/text.hpp"

namespace niter::io {

namespace {

// first of the names that a line of columns begins with
constexpr std::array<std::string_view, 4> first_columns{"Potential/V", "Time/s", "Freq/Hz",
                                                        "Time/sec"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> techniques{
    {{"Cyclic Voltammetry", "cv"},
     {"Linear Sweep Voltammetry", "lsv"},
     {"Staircase Voltammetry", "lsv"},
     {"Tafel Plot", "lsv"},
     {"Chronoamperometry", "ca"},
     {"Amperometric i-t Curve", "ca"},
     {"Bulk Electrolysis with Coulometry", "ca"},
     {"Multi-Potential Steps", "ca"},
     {"Chronopotentiometry", "cp"},
     {"Multi-Current Steps", "cp"},
     {"Open Circuit Potential - Time", "ocp"},
     {"A.C. Impedance", "eis"},
     {"Differential Pulse Voltammetry", "dpv"},
     {"Square Wave Voltammetry", "swv"}}};

// a date begins with the name of a month: "Feb. 1, 2024   13:17:34"
bool is_date(std::string_view line) {
  const auto clock = line.rfind(':');
  return clock != std::string_view::npos && clock >= 5 && line[clock - 3] == ':' &&
         line.find(',') < clock && line.find('=') == std::string_view::npos;
}

void read_technique(std::string_view line, ChiLayout& layout) {
  for (const auto& [title, technique] : techniques) {
    if (line != title) continue;
    layout.title = title;
    layout.technique = technique;
  }
}

}  // namespace

bool is_chi_column_line(std::string_view line) {
  return std::ranges::any_of(first_columns,
                             [&](const auto& first) { return trim(line).starts_with(first); });
}

std::optional<double> ChiLayout::number(const std::string& key) const {
  const auto found = values.find(key);
  return found == values.end() ? std::nullopt : parse_number(found->second);
}

Result<ChiLayout> read_chi_layout(std::span<const TextLine> lines, const std::string& file,
                                  Recording& recording) {
  ChiLayout layout;
  std::size_t i = 0;
  for (; i < lines.size() && !is_chi_column_line(lines[i].text); ++i) {
    const auto line = trim(lines[i].text);
    if (i == 0 && is_date(line)) {
      layout.date = line;
      recording.header.emplace_back("Date", layout.date);
    } else if (i == 1 && !layout.date.empty()) {
      layout.title = line;
      recording.header.emplace_back("Technique", layout.title);
    }
    if (i < 2) read_technique(line, layout);
    const auto equals = line.find(" = ");
    const auto colon = line.find(':');
    const auto at = equals != std::string_view::npos ? equals : i < 2 ? line.npos : colon;
    if (at == std::string_view::npos) continue;
    const std::string key(trim(line.substr(0, at)));
    const auto skip = equals != std::string_view::npos ? 3u : 1u;
    const std::string value(trim(line.substr(std::min(at + skip, line.size()))));
    layout.values.emplace(key, value);
    recording.header.emplace_back(key, value);
  }
  if (i == lines.size()) {
    return fail({Code::InvalidInput,
                 "no line of columns, as \"Potential/V, Current/A\"",
                 {file, static_cast<int>(lines.size()), 0},
                 "is the file cut off before its data?"});
  }
  layout.columns = i;
  return layout;
}

}  // namespace niter::io
