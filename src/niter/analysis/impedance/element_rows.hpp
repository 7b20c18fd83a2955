// The rows of the table of elements and the kinds of parameters they are made of. Private to the
// room.
#pragma once

#include <string_view>
#include <vector>

#include "niter/analysis/impedance/element.hpp"

namespace niter::analysis::element {

using P = ElementParameter;

// ---- kinds of parameters: bounds as wide as the meaning, wider than any instrument measures

inline constexpr double low = 1e-18, high = 1e18;

inline P resistance(std::string_view symbol) {
  return {.symbol = symbol, .unit = "ohm", .lower = low, .upper = high, .impedance_power = 1};
}
inline P capacitance(std::string_view symbol) {
  return {.symbol = symbol,
          .unit = "F",
          .lower = low,
          .upper = high,
          .impedance_power = -1,
          .time_power = 1};
}
inline P inductance(std::string_view symbol) {
  return {.symbol = symbol,
          .unit = "H",
          .lower = low,
          .upper = high,
          .impedance_power = 1,
          .time_power = 1};
}
inline P time_constant(std::string_view symbol) {
  return {.symbol = symbol, .unit = "s", .lower = low, .upper = high, .time_power = 1};
}
/// Q of 1 / (Q (jw)^n), n the parameter of that index.
inline P admittance(std::string_view symbol, int exponent, std::string_view unit = "S s^n") {
  return {.symbol = symbol,
          .unit = unit,
          .lower = low,
          .upper = high,
          .impedance_power = -1,
          .time_power = 1,
          .exponent = exponent,
          .alias = "Y"};
}
inline P exponent(std::string_view symbol, double from = 0.6, double to = 1) {
  return {.symbol = symbol,
          .unit = "",
          .lower = 0,
          .upper = 1,
          .start_low = from,
          .start_high = to,
          .usual = 0.9};
}
inline P fixed_half(std::string_view symbol) {
  return {.symbol = symbol,
          .unit = "",
          .lower = 0,
          .upper = 1,
          .start_low = 0.4,
          .start_high = 0.6,
          .usual = 0.5,
          .fixed = true};
}
/// A positive number without dimension.
inline P ratio(std::string_view symbol) {
  return {.symbol = symbol,
          .unit = "",
          .lower = low,
          .upper = high,
          .start_low = 0.1,
          .start_high = 10,
          .usual = 1};
}
inline P length(std::string_view unit) {
  return {.symbol = "L",
          .unit = unit,
          .lower = low,
          .upper = high,
          .start_low = 1,
          .start_high = 1,
          .usual = 1,
          .fixed = true};
}
inline P other(std::string_view symbol, std::string_view unit, double impedance_power,
               double time_power) {
  return {.symbol = symbol,
          .unit = unit,
          .lower = low,
          .upper = high,
          .impedance_power = impedance_power,
          .time_power = time_power};
}

std::vector<Element> common_rows();
std::vector<Element> distributed_rows();
std::vector<Element> rare_rows();
std::vector<Element> line_rows();

}  // namespace niter::analysis::element
