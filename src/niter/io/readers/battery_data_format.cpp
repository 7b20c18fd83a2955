#include "niter/io/readers/battery_data_format.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/readers/cycler_text.hpp"

namespace niter::io {

namespace {

constexpr std::array<CyclerName, 21> names{{{"test time", "t", "s"},
                                            {"unix time", "clock", "s"},
                                            {"voltage", "V", "V"},
                                            {"current", "I", "A"},
                                            {"cycle count", "cycle"},
                                            {"step count", "step"},
                                            {"step time", "t_step", "s"},
                                            {"record index", "record"},
                                            {"charging capacity", "Q_charge", "Ah"},
                                            {"discharging capacity", "Q_discharge", "Ah"},
                                            {"charging energy", "W_charge", "Wh"},
                                            {"discharging energy", "W_discharge", "Wh"},
                                            {"net capacity", "Q", "Ah"},
                                            {"net energy", "W", "Wh"},
                                            {"power", "P", "W"},
                                            {"internal resistance", "R", "ohm"},
                                            {"ambient temperature", "T", "degC"},
                                            {"temperature t1", "T", "degC"},
                                            {"frequency", "f", "Hz"},
                                            {"real impedance", "Z_re", "ohm"},
                                            {"imaginary impedance", "Z_im", "ohm"}}};

// the names for machines end with the unit in words
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> unit_words{
    {{"_second", "s"},
     {"_volt", "V"},
     {"_ampere", "A"},
     {"_ah", "Ah"},
     {"_wh", "Wh"},
     {"_watt", "W"},
     {"_ohm", "ohm"},
     {"_celsius", "degC"},
     {"_hertz", "Hz"},
     {"_degree", "deg"},
     {"_pa", "Pa"}}};

// "test_time_second" as the label "test time / s"
std::string as_label(const std::string& header) {
  if (header.find('_') == std::string::npos) return header;
  for (const auto& [word, unit] : unit_words) {
    if (!header.ends_with(word)) continue;
    return fmt::format("{} / {}",
                       cycler_key(std::string_view(header).substr(0, header.size() - word.size())),
                       unit);
  }
  return header;
}

bool is_names(std::string_view line) {
  if (!contains(line, "oltage")) return false;
  const auto fields = split_fields(line, {',', '.'});
  const auto has = [&](std::string_view label, std::string_view name) {
    return std::ranges::any_of(
        fields, [&](const Field& field) { return field.text == label || field.text == name; });
  };
  return has("Voltage / V", "voltage_volt") &&
         (has("Test Time / s", "test_time_second") || has("Unix Time / s", "unix_time_second"));
}

constexpr CyclerFormat format{.reader = "battery-data-format",
                              .maker = "Battery Data Format",
                              .names = names,
                              .is_names = is_names,
                              .wanted =
                                  "\"Test Time / s\" and \"Voltage / V\", or "
                                  "test_time_second and voltage_volt, between commas",
                              .sign = "positive while charging, as the Battery Data Format asks",
                              .cycle_rule = "Cycle Count of the file, with any first number"};

Match sniff(const Source& source) {
  return sniff_names(source, format);
}

Result<Recording> read(const Source& source, const ReadOptions& options) {
  NITER_TRY(const auto utf8, Utf8Text::of(source.bytes, source.name));
  const auto text = utf8.view();
  const auto lines = split_lines(text);
  NITER_TRY(auto table, find_table(format, lines, source.name));
  for (auto& header : table.headers) header = as_label(header);
  Recording recording{.format = std::string(format.reader)};
  const VendorFile file{source, text, options, vendor_provenance(source, format.reader)};
  NITER_OK(add_cycler_part(format, table, file, recording));
  if (recording.parts.front().table.find("f") != nullptr) recording.parts.front().technique = "eis";
  check_last_line(text, recording);
  return recording;
}

}  // namespace

Reader battery_data_format_reader() {
  return {format.reader, "Battery Data Format, csv", "csv", sniff, read};
}

}  // namespace niter::io
