#include "niter/units/quantity.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter {
namespace {

constexpr std::size_t longest_text = 400;  // bytes

// A piece of the author's text and where it starts there [bytes].
struct Piece {
  std::string_view text;
  std::size_t start = 0;
};

struct Measured {
  double value = 0;
  std::size_t start = 0;  // of the number [bytes]
  Piece unit;             // empty if none is written
};

int column_of(std::string_view whole, std::size_t byte) {
  // characters, not bytes: continuation bytes of UTF-8 do not count
  const auto head = whole.substr(0, byte);
  return 1 + static_cast<int>(std::count_if(head.begin(), head.end(),
                                            [](char c) { return (c & 0xC0) != 0x80; }));
}

Error input_error(std::string what, std::string_view whole, std::size_t byte,
                  std::string hint = {}) {
  return {Code::InvalidInput, std::move(what), {"", 0, column_of(whole, byte)}, std::move(hint)};
}

Piece skip_spaces(Piece piece) {
  while (!piece.text.empty() && (piece.text.front() == ' ' || piece.text.front() == '\t')) {
    piece.text.remove_prefix(1);
    ++piece.start;
  }
  return piece;
}

// A number and the text after it.
Result<Measured> measured(Piece piece, std::string_view whole) {
  piece = skip_spaces(piece);
  const auto first_byte = piece.start;
  const auto advance = [&](std::size_t bytes) {
    piece.text.remove_prefix(bytes);
    piece.start += bytes;
  };
  double sign = 1;
  for (const std::string_view minus : {"-", "\u2212"}) {
    if (sign > 0 && piece.text.starts_with(minus)) {
      sign = -1;
      advance(minus.size());
    }
  }
  if (sign > 0 && piece.text.starts_with('+')) advance(1);
  const char first = piece.text.empty() ? '\0' : piece.text.front();
  if (first != '.' && (first < '0' || first > '9')) {
    return fail(input_error("a number was expected", whole, first_byte,
                            "write it like '1.0 cm2' or '50 +- 2 mL'"));
  }
  double value = 0;
  const auto [end, error] =
      std::from_chars(piece.text.data(), piece.text.data() + piece.text.size(), value);
  if (error != std::errc()) {
    return fail(input_error("this is not a number of this computer", whole, first_byte));
  }
  advance(static_cast<std::size_t>(end - piece.text.data()));
  if (piece.text.starts_with(',')) {
    return fail(input_error("a comma cannot stand in a number", whole, piece.start,
                            "write a decimal point"));
  }
  piece = skip_spaces(piece);
  return Measured{sign * value, first_byte, {trim(piece.text), piece.start}};
}

Result<Unit> parse_unit(const Piece& piece, std::string_view whole) {
  auto unit = Unit::parse(piece.text);
  if (!unit) {
    unit.error().where.column += column_of(whole, piece.start) - 1;
  }
  return unit;
}

// The standard deviation in the unit of the value.
Result<double> sigma_in(const Unit& unit, const Measured& value, const Measured& spread,
                        std::string_view whole) {
  if (spread.value < 0) {
    return fail(input_error("an uncertainty cannot be negative", whole, spread.start));
  }
  if (value.unit.text.empty()) return spread.value;  // one unit for both: "50 +- 2 mL"
  if (spread.unit.text.empty()) {
    return fail(input_error("the uncertainty has no unit", whole, spread.unit.start,
                            "write '50 +- 2 mL' or '50 mL +- 4 %'"));
  }
  NITER_TRY(const Unit own, parse_unit(spread.unit, whole));
  if (own.same_dimension(unit)) return spread.value * own.scale() / unit.scale();
  const bool has_own_zero = unit.to_si(0) != 0;  // 4 % of 25 degC is nothing
  if (own.text() == "%" && !has_own_zero) return std::abs(value.value) * spread.value / 100;
  return fail(Error{
      Code::Unit,
      fmt::format("an uncertainty in '{}' does not fit a value in '{}'", own.text(), unit.text()),
      {"", 0, column_of(whole, spread.unit.start)},
      {}});
}

}  // namespace

Result<Quantity> Quantity::parse(std::string_view text) {
  if (text.size() > longest_text) {
    return fail(Code::InvalidInput,
                fmt::format("a text of {} bytes is not a quantity", text.size()));
  }
  std::size_t at = std::string_view::npos;
  std::size_t length = 0;
  for (const std::string_view sign : {"\u00B1", "+/-", "+-"}) {
    if (at == std::string_view::npos) {
      at = text.find(sign);
      length = sign.size();
    }
  }
  NITER_TRY(const auto value, measured({text.substr(0, at), 0}, text));
  if (at == std::string_view::npos) {
    NITER_TRY(auto unit, parse_unit(value.unit, text));
    return Quantity(value.value, std::move(unit));
  }
  const auto after = at + length;
  NITER_TRY(const auto spread, measured({text.substr(after), after}, text));
  NITER_TRY(auto unit, parse_unit(value.unit.text.empty() ? spread.unit : value.unit, text));
  NITER_TRY(const double sigma, sigma_in(unit, value, spread, text));
  return Quantity(value.value, std::move(unit), sigma);
}

Result<double> Quantity::in(const Unit& unit) const {
  if (!unit_.same_dimension(unit)) {
    return fail(Code::Unit, fmt::format("a value in '{}' cannot be expressed in '{}'", unit_.text(),
                                        unit.text()));
  }
  return unit.from_si(si());
}

std::string Quantity::text() const {
  auto out = shortest(value_);
  if (sigma_ != 0) out += " ± " + shortest(sigma_);
  if (unit_.text() != "1") out += " " + unit_.text();
  return out;
}

}  // namespace niter
