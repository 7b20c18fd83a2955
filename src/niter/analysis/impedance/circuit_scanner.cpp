#include "niter/analysis/impedance/circuit_scanner.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::analysis {

tl::unexpected<Error> CircuitScanner::refuse(std::size_t place, std::string what,
                                             std::string hint) const {
  const std::string shown =
      text_.size() > 60 ? std::string(text_.substr(0, 57)) + "..." : std::string(text_);
  return fail({Code::InvalidInput,
               fmt::format("circuit '{}', column {}: {}", shown, place + 1, what),
               {"", 0, static_cast<int>(place) + 1},
               std::move(hint)});
}

void CircuitScanner::skip() {
  while (place_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[place_])) != 0) {
    ++place_;
  }
}

bool CircuitScanner::at_end() {
  skip();
  return place_ >= text_.size();
}

char CircuitScanner::peek() {
  skip();
  return place_ < text_.size() ? text_[place_] : '\0';
}

bool CircuitScanner::accept(char c) {
  if (peek() != c || at_end()) return false;
  ++place_;
  return true;
}

Status CircuitScanner::expect(char c) {
  if (accept(c)) return {};
  return refuse(place_, at_end() ? fmt::format("'{}' is missing", c)
                                 : fmt::format("'{}' expected, not '{}'", c, peek()));
}

Status CircuitScanner::values(ParameterSetting& setting) {
  skip();
  const std::size_t start = place_;
  NITER_TRY(auto value, bound());
  if (!value) return refuse(start, "a value is missing");
  setting.value = value->first;
  setting.fixed = value->second == 'f';
  for (auto* limit : {&setting.lower, &setting.upper}) {
    if (!accept('/')) break;
    NITER_TRY(const auto given, bound());
    // "inf" and nothing both mean: no limit of its own
    if (!given || std::isinf(given->first)) continue;
    *limit = given->second == '%' ? *setting.value * given->first / 100 : given->first;
  }
  if ((setting.lower && *setting.lower > *setting.value) ||
      (setting.upper && *setting.upper < *setting.value)) {
    return refuse(start, "the value lies outside its limits");
  }
  return {};
}

/// A number with what follows it: 'f', '%' or nothing. None before '/', ',' and the end.
Result<std::optional<std::pair<double, char>>> CircuitScanner::bound() {
  skip();
  const std::size_t start = place_;
  const auto in_number = [&](char c) {
    const bool sign = (c == '-' || c == '+') &&
                      (place_ == start || text_[place_ - 1] == 'e' || text_[place_ - 1] == 'E');
    return sign || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.' || c == 'e' ||
           c == 'E';
  };
  if (text_.substr(place_, 3) == "inf") {
    place_ += 3;
    return std::pair{HUGE_VAL, '\0'};
  }
  while (place_ < text_.size() && in_number(text_[place_])) ++place_;
  if (place_ == start) return std::nullopt;
  const auto number = parse_number(text_.substr(start, place_ - start));
  if (!number || !std::isfinite(*number)) {
    return refuse(start, fmt::format("'{}' is not a number", text_.substr(start, place_ - start)));
  }
  char mark = '\0';
  if (accept('f') || accept('F')) mark = 'f';
  if (accept('%')) mark = '%';
  return std::pair{*number, mark};
}

}  // namespace niter::analysis
