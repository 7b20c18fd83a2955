#include "niter/io/readers/maccor_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/readers/cycler_text.hpp"

namespace niter::io {

namespace {

constexpr std::array<CyclerName, 16> names{{{"rec", "record"},
                                            {"cycle", "cycle"},
                                            {"cycle c", "cycle"},
                                            {"step", "step"},
                                            {"test time", "t"},
                                            {"testtime", "t"},
                                            {"step time", "t_step"},
                                            {"steptime", "t_step"},
                                            {"capacity", "Q", "Ah"},
                                            {"cap.", "Q", "Ah"},
                                            {"energy", "W", "Wh"},
                                            {"ener.", "W", "Wh"},
                                            {"current", "I", "A"},
                                            {"voltage", "V", "V"},
                                            {"temp 1", "T", "degC"},
                                            {"md", "MD"}}};

bool has_names(std::string_view line, char delimiter) {
  static constexpr std::array<std::string_view, 4> wanted{"rec", "step", "current", "voltage"};
  return contains(line, "urrent") && has_keys(cycler_keys(line, delimiter), wanted);
}
bool tabs(std::string_view line) {
  return has_names(line, '\t');
}
bool commas(std::string_view line) {
  return has_names(line, ',');
}

constexpr CyclerFormat tabbed{
    .reader = "maccor-text",
    .maker = "Maccor",
    .names = names,
    .is_names = tabs,
    .wanted = "Rec, Step, Current and Voltage between tabs or commas",
    .delimiter = '\t',
    .dates = "dpt time",
    .sign = "Maccor writes magnitudes: turned where MD is D, so positive while charging",
    .cycle_rule = "as the procedure counts cycles"};

CyclerFormat with_commas() {
  auto format = tabbed;
  format.is_names = commas;
  format.delimiter = ',';
  return format;
}

// seconds of the day in "06/05/2021 11:23:46" or "23-Nov-23 3:56:11 PM"
std::optional<double> clock_of(std::string_view date) {
  const auto colon = date.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const auto begin = date.find_last_of(' ', colon) + 1;
  const auto parts = split(date.substr(begin, date.find(' ', colon) - begin), ':');
  double sum = 0;
  for (const auto& part : parts) {
    const auto number = parse_number(part);
    if (!number) return std::nullopt;
    sum = sum * 60 + *number;
  }
  return parts.size() == 3 ? std::optional(sum) : std::nullopt;
}

std::optional<std::size_t> index_of(const CyclerText& table, std::string_view key,
                                    std::string_view other) {
  for (std::size_t k = 0; k < table.headers.size(); ++k) {
    const auto own = cycler_key(split_header(table.headers[k]).name);
    if (own == key || own == other) return k;
  }
  return std::nullopt;
}

// what one unit of the column Test Time is in the clock of the rows: the first pair of rows within
// a day that fits s, min or h decides
std::string_view time_unit(const CyclerText& table) {
  const auto time = index_of(table, "test time", "testtime");
  const auto date = index_of(table, "dpt time", "dpt time");
  constexpr std::size_t enough = 200;
  std::optional<std::pair<double, double>> first;
  for (const auto& line : table.rows.first(std::min(enough, table.rows.size()))) {
    const auto fields = split_fields(line.text, table.dialect);
    if (!time || !date || fields.size() <= std::max(*time, *date)) continue;
    const auto t = field_number(fields[*time].text, table.dialect);
    const auto clock = clock_of(fields[*date].text);
    if (!t || !clock) continue;
    if (!first) first.emplace(*t, *clock);
    const double ran = *t - first->first, passed = *clock - first->second;
    constexpr double whole = 10;  // the clock shows whole seconds
    if (!(passed >= whole && ran > 0)) continue;
    constexpr double near = 0.2;
    if (std::abs(passed / ran - 1) < near) return "s";
    if (std::abs(passed / ran - 60) < near * 60) return "min";
    if (std::abs(passed / ran - 3600) < near * 3600) return "h";
    return {};
  }
  return {};
}

// times whose header and rows do not say their unit
void find_time_unit(CyclerText& table, const ReadOptions& options, Recording& recording) {
  const auto time = index_of(table, "test time", "testtime");
  if (options.units.contains("t") || !time || table.rows.empty() ||
      !split_header(table.headers[*time]).unit.empty())
    return;
  auto rows = table.rows;
  while (!rows.empty() && trim(rows.front().text).empty()) rows = rows.subspan(1);
  if (rows.empty()) return;
  const auto fields = split_fields(rows.front().text, table.dialect);
  if (*time < fields.size() && fields[*time].text.find(':') != std::string::npos) return;
  const auto unit = time_unit(table);
  recording.caveats.push_back(
      unit.empty() ? "the unit of the times is not said and cannot be found from the dates: they "
                     "are left out; state the units of t and t_step"
                   : fmt::format("the unit of the times is not said; by the dates of the rows it "
                                 "is {}",
                                 unit));
  for (const auto key : {time, index_of(table, "step time", "steptime")}) {
    if (!key) continue;
    if (unit.empty())
      table.left_out.push_back(*key);
    else
      table.headers[*key] += fmt::format(" ({})", unit);
  }
}

double* values_of(data::Table& table, std::string_view name) {
  const auto found = std::ranges::find(table.columns, name, &data::Column::name);
  return found == table.columns.end() ? nullptr : found->values.data();
}

// letters into numbers, magnitudes into currents
void turn_discharge(data::Table& table, Recording& recording) {
  double* const mode = values_of(table, "MD");
  double* const current = values_of(table, "I");
  if (mode == nullptr || current == nullptr) {
    if (current != nullptr) {
      recording.caveats.push_back(
          "no column MD: a discharge cannot be told from a charge, currents are as written");
      table.provenance.settings["current_sign"] = "as written: the file has no column MD";
    }
    return;
  }
  const std::size_t rows = table.rows();
  const bool is_signed = std::any_of(current, current + rows, [](double i) { return i < 0; });
  std::size_t turned = 0;
  for (std::size_t k = 0; k < rows; ++k) {
    const bool discharge = mode[k] == 'D';
    if (discharge && !is_signed && current[k] != 0) {
      current[k] = -current[k];
      ++turned;
    }
    mode[k] = discharge ? -1 : mode[k] == 'C' ? 1 : mode[k] == 'R' ? 0 : std::nan("");
  }
  std::ranges::find(table.columns, "MD", &data::Column::name)->comment =
      "1 charge, -1 discharge, 0 rest";
  if (is_signed) {
    table.provenance.settings["current_sign"] = "positive while charging, as this file writes it";
  } else if (turned > 0) {
    recording.caveats.push_back(
        fmt::format("currents are magnitudes: turned in {} rows of mode D, so that a current is "
                    "positive while charging",
                    turned));
  }
}

void read_head(std::span<const TextLine> lines, const CyclerText& table, Recording& recording) {
  for (const auto& line : lines.first(static_cast<std::size_t>(table.line - 1))) {
    const auto fields = split_fields(line.text, table.dialect);
    for (std::size_t k = 0; k + 1 < fields.size(); k += 2) {
      recording.header.emplace_back(fields[k].text, fields[k + 1].text);
    }
  }
}

Match sniff(const Source& source) {
  return std::max(sniff_names(source, tabbed), sniff_names(source, with_commas()));
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const auto utf8, Utf8Text::of(source.bytes, source.name));
  const auto text = utf8.view();
  const auto lines = split_lines(text);
  auto found = find_table(tabbed, lines, source.name);
  if (!found) found = find_table(with_commas(), lines, source.name);
  NITER_TRY(auto table, std::move(found));
  Recording recording{.format = std::string(tabbed.reader), .instrument = "Maccor"};
  read_head(lines, table, recording);
  find_time_unit(table, options, recording);
  const VendorFile file{source, text, options, vendor_provenance(source, tabbed.reader)};
  NITER_OK(add_cycler_part(tabbed, table, file, recording));
  turn_discharge(recording.parts.front().table, recording);
  check_last_line(text, recording);
  return recording;
}

}  // namespace

Reader maccor_text_reader() {
  return {tabbed.reader, "Maccor, text", "txt csv", sniff, read};
}

}  // namespace niter::io
