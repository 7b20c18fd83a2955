#include "niter/io/vendor_units.hpp"

#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::io {

namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// what vendors write where a unit should be, in small letters
std::string unit_spelling(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> spellings{
      {{"ohms", "ohm"},
       {"volts", "V"},
       {"volt", "V"},
       {"amps", "A"},
       {"sec", "s"},
       {"seconds", "s"},
       {"deg c", "degC"},
       {"degree", "deg"},
       {"degrees", "deg"},
       {"hertz", "Hz"},
       {"#", "1"},
       {"##", "1"}}};
  for (const auto& [vendor, unit] : spellings) {
    if (lower(text) == vendor) return std::string(unit);
  }
  std::string unit(text);
  // "Ohm.cm²": a point between the factors
  for (std::size_t i = 1; i + 1 < unit.size(); ++i) {
    const bool letters = std::isalpha(static_cast<unsigned char>(unit[i - 1])) != 0 &&
                         std::isalpha(static_cast<unsigned char>(unit[i + 1])) != 0;
    if (unit[i] == '.' && letters && lower(unit) != "a.u.") unit[i] = ' ';
  }
  // how Origin writes micro and an exponent
  replace_all(unit, "\\g(m)", "µ");
  for (auto at = unit.find("\\+("); at != std::string::npos; at = unit.find("\\+(")) {
    const auto close = unit.find(')', at);
    if (close == std::string::npos) break;
    unit.erase(close, 1);
    unit.erase(at, 3);
  }
  return unit;
}

}  // namespace

NameAndUnit split_header(std::string_view header) {
  header = trim(header);
  const auto part = [](std::string_view text) { return std::string(trim(text)); };
  if (header.size() > 2 && (header.back() == ')' || header.back() == ']')) {
    const auto open = header.find_last_of("([");
    if (open != std::string_view::npos && open > 0) {
      return {part(header.substr(0, open)),
              part(header.substr(open + 1, header.size() - open - 2))};
    }
  }
  const auto slash = header.find('/');
  if (slash == std::string_view::npos || slash == 0) return {part(header), {}};
  return {part(header.substr(0, slash)), part(header.substr(slash + 1))};
}

Result<Unit> vendor_unit(std::string_view text, std::string* scale) {
  text = trim(text);
  const auto versus = lower(text).find(" vs");
  if (versus != std::string::npos && scale != nullptr) {
    auto reference = trim(text.substr(versus + 3));
    if (reference.starts_with('.')) reference = trim(reference.substr(1));
    *scale = fmt::format("vs. {}", reference);
  }
  if (versus != std::string::npos) text = trim(text.substr(0, versus));
  if (text.ends_with(" RHE") || text.ends_with(" SHE")) {
    if (scale != nullptr) *scale = fmt::format("vs. {}", text.substr(text.size() - 3));
    text = trim(text.substr(0, text.size() - 4));
  }
  return Unit::parse(unit_spelling(text));
}

}  // namespace niter::io
