// Measures: numbers with a unit in a protocol, what each may be counted in, read and written. Used
// only inside this folder.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/protocol/reader.hpp"
#include "niter/units/unit.hpp"

namespace niter::twin::protocol {

/// One kind of value.
struct Measure {
  std::string_view name;     // "a scan rate"
  std::string_view example;  // "10 mV/s"
  // the unit inside; any unit of its dimension is read, of "1" only %, of "" none
  std::string_view si;
  std::array<std::string_view, 3> units = {};  // for writing, the usual one first
};

namespace measures {
inline constexpr Measure potential{"a potential", "-1.0 V vs RHE", "V", {"V"}};
inline constexpr Measure current{"a current density", "-20 mA/cm2", "A m-2", {"mA/cm2"}};
inline constexpr Measure power{"a power", "0.2 mW/cm2", "W m-2", {"mW/cm2"}};
inline constexpr Measure load{"a load", "100 ohm cm2", "ohm m2", {"ohm cm2"}};
inline constexpr Measure amplitude{"an amplitude", "10 mV", "V", {"mV"}};
inline constexpr Measure potential_rate{"a scan rate", "10 mV/s", "V s-1", {"mV/s"}};
inline constexpr Measure current_rate{
    "the ramp of a current", "1 mA cm-2 s-1", "A m-2 s-1", {"mA cm-2 s-1"}};
inline constexpr Measure power_rate{
    "the ramp of a power", "1 mW cm-2 s-1", "W m-2 s-1", {"mW cm-2 s-1"}};
inline constexpr Measure duration{"a duration", "1 h", "s", {"h", "min", "s"}};
inline constexpr Measure interval{"an interval", "1 s\" or \"5 mV", "s", {"s", "ms"}};
inline constexpr Measure potential_interval{"an interval", "5 mV", "V", {"mV"}};
inline constexpr Measure frequency{"a frequency", "100 kHz", "Hz", {"Hz", "kHz", "mHz"}};
inline constexpr Measure volume{"a volume", "1 mL", "m3", {"mL"}};
inline constexpr Measure concentration{
    "a concentration", "10 mmol/L\" or \"10 %", "mol m-3", {"mmol/L"}};
inline constexpr Measure charge{"a charge", "100 C/cm2", "C m-2", {"C/cm2"}};
inline constexpr Measure percentage{"a percentage", "10 %", "1", {"%"}};
}  // namespace measures

/// A unit as it stands.
struct UnitWord {
  Unit unit;
  std::string_view text;
  const Token* token = nullptr;  // its first
};

/// A number as it stands, and the unit behind it, if any.
struct Number {
  double value = 0;
  const Token* token = nullptr;
  std::optional<UnitWord> unit;
};

/// @param wanted  what the errors say was expected
/// @error InvalidInput if no number stands there, Unit if what follows it is no unit
Result<Number> read_number(Reader& reader, const Measure& wanted);
/// A whole number from 1. @param name  "a number of cycles"
Result<int> read_count(Reader& reader, std::string_view name, int most);

/// A unit given once serves the numbers before it.
void share_units(std::span<Number> numbers);
/// @error Unit if none was read for it
Status has_unit(const Reader& reader, const Number& number, const Measure& measure);
/// Whether it has a unit of that dimension.
bool fits(const Number& number, const Measure& measure);
/// The number in SI. @error Unit if its unit is missing or another; InvalidInput if it overflows
Result<double> si(const Reader& reader, const Number& number, const Measure& measure);

/// A number with its unit, in SI and above zero. @error as read_number() and si()
Result<double> read_positive(Reader& reader, const Measure& measure);
/// @error InvalidInput, unless value > 0
Status above_zero(const Reader& reader, double value, const Number& number, const Measure& measure);

/// "50, 60 ... 100 mV/s", "10, 20 and 50 mV/s", "5 mV/s": numbers in SI, all above zero. Two or
/// more before the dots fix the step, one behind them ends the series.
/// @error InvalidInput for a number that is not in the series; as read_positive()
Result<std::vector<double>> read_series(Reader& reader, const Measure& measure);

/// "10 mV/s": in the unit that makes the text short and reads back to the last bit.
std::string write(double si, const Measure& measure);
/// The same with one unit for all: "50, 60, 70 mV/s".
std::string write(std::span<const double> si, const Measure& measure);

}  // namespace niter::twin::protocol
