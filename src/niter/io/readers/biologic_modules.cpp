#include "niter/io/readers/biologic_modules.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/byte_numbers.hpp"
#include "niter/io/encoding.hpp"
#include "niter/io/text_lines.hpp"

namespace niter::io {

namespace {

constexpr auto little = std::endian::little;
constexpr std::string_view mark = "MODULE";
constexpr std::size_t file_head = 52;

// since EC-Lab 11.50 four bytes of ones stand where the length was, and more follows
constexpr std::size_t names_length = 35, short_head = 51, long_head = 59;
constexpr std::uint32_t newer = 0xFFFFFFFF;

template <Arithmetic T>
std::optional<T> number(const BiologicModule* module, std::size_t at) {
  if (module == nullptr || at > module->bytes.size() || module->bytes.size() - at < sizeof(T))
    return std::nullopt;
  return number_at<T>(module->bytes, at, little);
}

// a text behind its length in one byte
std::string text(const BiologicModule* module, std::size_t at) {
  const auto length = number<std::uint8_t>(module, at);
  if (!length || module->bytes.size() - at - 1 < *length) return {};
  auto utf8 = to_utf8(module->bytes.substr(at + 1, *length), {});
  if (!utf8) return {};
  std::vector<std::string> lines;
  for (const auto& line : split_lines(*utf8)) lines.emplace_back(trim(line.text));
  return join(lines, "; ");
}

// days since 30 December 1899, as Windows counts them
std::optional<std::string> started(const BiologicModule* log) {
  // the place depends on the release
  for (const std::size_t at : {585u, 465u, 469u, 473u}) {
    const auto days = number<double>(log, at);
    constexpr double year_2000 = 36526, year_2100 = 73050;
    if (!days || !(*days > year_2000 && *days < year_2100)) continue;
    using namespace std::chrono;
    const auto milliseconds_of_day =
        static_cast<std::int64_t>(std::llround((*days - std::floor(*days)) * 86400e3));
    const sys_days zero = year{1899} / 12 / 30;
    const auto moment = zero + std::chrono::days(static_cast<int>(std::floor(*days))) +
                        milliseconds(milliseconds_of_day);
    const auto day = floor<std::chrono::days>(moment);
    const year_month_day date{day};
    const auto rest = moment - day;
    const auto seconds = duration_cast<std::chrono::seconds>(rest).count();
    return fmt::format("{:02}/{:02}/{:04} {:02}:{:02}:{:02}.{:03}",
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       static_cast<int>(date.year()), seconds / 3600, seconds / 60 % 60,
                       seconds % 60, (rest - std::chrono::seconds(seconds)).count());
  }
  return std::nullopt;
}

struct Code {
  int number;
  std::string_view text;
};
std::string_view named(std::span<const Code> codes, std::optional<std::uint8_t> number) {
  for (const auto& code : codes) {
    if (number && code.number == *number) return code.text;
  }
  return {};
}

// the codes that were seen beside the words of a .mpt file
constexpr Code area_units[] = {{2, "cm²"}, {3, "mm²"}};
constexpr Code mass_units[] = {{1, "g"}, {2, "mg"}};
// stored in mA.h, shown in another unit
struct ChargeUnit {
  int number;
  std::string_view text;
  double scale;
};
constexpr ChargeUnit charge_units[] = {{0, "A.h", 1e-3}, {1, "mA.h", 1}, {2, "µA.h", 1e3}};
constexpr Code devices[] = {{5, "VMP3"},    {6, "VSP"},     {12, "VMP-300"}, {14, "SP-150"},
                            {16, "SP-300"}, {21, "SP-200"}, {22, "MPG-2"},   {26, "BCS-805"},
                            {27, "SP-240"}, {34, "VSP-3e"}};

void add_settings(const BiologicModule* set, std::map<std::string, std::string>& settings) {
  const auto add = [&](const std::string& key, std::string value) {
    if (!value.empty()) settings[key] = std::move(value);
  };
  const auto add_number = [&](const std::string& key, std::size_t at, std::string_view unit) {
    const auto value = number<float>(set, at);
    if (value && std::isfinite(*value) && !unit.empty())
      settings[key] = fmt::format("{:.3f} {}", *value, unit);
  };
  add("Comments", text(set, 0x007));
  add("Electrode material", text(set, 0x11E));
  add("Electrolyte", text(set, 0x1C0));
  add_number("Mass of active material", 0x107, "mg");
  add_number("Electrode surface area", 0x211, named(area_units, number<std::uint8_t>(set, 0x250)));
  add_number("Characteristic mass", 0x24C, named(mass_units, number<std::uint8_t>(set, 0x251)));
  const auto capacity = number<float>(set, 0x25C);
  const auto shown = number<std::uint8_t>(set, 0x260);
  for (const auto& unit : charge_units) {
    if (capacity && std::isfinite(*capacity) && shown && unit.number == *shown)
      settings["Battery capacity"] = fmt::format("{:.3f} {}", *capacity * unit.scale, unit.text);
  }
  const auto reference = text(set, 0x215);
  const auto against_she = number<float>(set, 0x248);
  if (!reference.empty() && reference != "(unspecified)" && against_she)
    settings["Reference electrode"] = fmt::format("{} ({:.3f} V)", reference, *against_she);
}

}  // namespace

const BiologicModule* BiologicModules::find(std::string_view name) const {
  const auto found = std::ranges::find(modules, name, &BiologicModule::name);
  return found == modules.end() ? nullptr : &*found;
}

BiologicModules biologic_modules(std::string_view bytes) {
  BiologicModules found;
  std::size_t at = file_head;
  while (at < bytes.size()) {
    const auto rest = bytes.substr(at);
    if (!rest.starts_with(mark) || rest.size() < mark.size() + short_head) {
      found.cut = true;
      break;
    }
    const auto head = rest.substr(mark.size());
    const bool is_newer = number_at<std::uint32_t>(head, names_length, little) == newer;
    const std::size_t head_length = is_newer ? long_head : short_head;
    if (head.size() < head_length) {
      found.cut = true;
      break;
    }
    const std::size_t length_at = is_newer ? names_length + 4 : names_length;
    BiologicModule module;
    module.name = trim(head.substr(0, 10));
    module.announced = number_at<std::uint32_t>(head, length_at, little);
    module.version = number_at<std::uint32_t>(head, length_at + 4, little);
    module.date = head.substr(head_length - 8, 8);
    module.bytes = head.substr(head_length, module.announced);
    found.cut = found.cut || module.cut();
    at += mark.size() + head_length + module.bytes.size();
    found.modules.push_back(std::move(module));
  }
  if (bytes.size() <= file_head) found.cut = true;
  return found;
}

int biologic_technique_number(const BiologicModules& modules) {
  return number<std::uint8_t>(modules.find("VMP Set"), 0).value_or(0);
}

std::map<std::string, std::string> biologic_settings(const BiologicModules& modules) {
  std::map<std::string, std::string> settings;
  if (const auto* const set = modules.find("VMP Set")) {
    add_settings(set, settings);
    settings["date"] = set->date;
  }
  const auto* const log = modules.find("VMP LOG");
  if (log == nullptr) return settings;
  if (const auto when = started(log)) settings["Acquisition started on"] = *when;
  if (const auto channel = number<std::uint8_t>(log, 9))
    settings["channel"] = fmt::format("{}", *channel + 1);
  const auto add = [&](const std::string& key, std::size_t place) {
    auto value = text(log, place);
    if (!value.empty()) settings[key] = std::move(value);
  };
  add("EC-Lab version", 0x3B7);
  add("firmware", 0x3C5);
  const auto device = named(devices, number<std::uint8_t>(log, 0x3CE));
  const auto serial = text(log, 0x3CF);
  if (!serial.empty()) {
    settings["Device"] =
        device.empty() ? fmt::format("SN {}", serial) : fmt::format("{} (SN {})", device, serial);
  }
  return settings;
}

std::vector<std::size_t> biologic_loops(const BiologicModules& modules) {
  const auto* const loop = modules.find("VMP loop");
  std::vector<std::size_t> rows;
  const auto count = number<std::uint32_t>(loop, 0);
  if (!count) return rows;
  // the last one is the number of rows
  for (std::size_t k = 1; k + 1 < *count; ++k) {
    const auto row = number<std::uint32_t>(loop, 4 + 4 * k);
    if (!row || *row == 0) break;
    rows.push_back(*row);
  }
  std::ranges::sort(rows);
  return rows;
}

std::vector<std::string> biologic_analog_names(const BiologicModules& modules) {
  const auto* const external = modules.find("VMP ExtDev");
  return {text(external, 0x36), text(external, 0x63)};
}

}  // namespace niter::io
