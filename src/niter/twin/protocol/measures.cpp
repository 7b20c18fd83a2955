#include "niter/twin/protocol/measures.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::twin::protocol {
namespace {

constexpr std::size_t most_unit_words = 6;  // "A m-2 s-1" has three

// Words of the language that may follow a number without a unit.
bool is_connective(const Token& token) {
  constexpr std::string_view words[] = {"vs",    "versus", "for",      "to",      "at", "and",
                                        "until", "or",     "from",     "between", "by", "of",
                                        "times", "points", "cathodic", "anodic"};
  auto word = lower(token.text);
  if (word.ends_with('.')) word.pop_back();
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// A sign apart from its digits, or one of the dashes U+2010 to U+2015, which look like a minus.
bool is_loose_sign(const Token& token) {
  const auto text = token.text;
  if (text == "-" || text == "+" || text == "\u2212") return true;
  return text.size() >= 3 && text.substr(0, 3) >= "\u2010" && text.substr(0, 3) <= "\u2015";
}

// The author's text from one token to another of the same line.
std::string_view between(const Token& first, const Token& last) {
  const auto* const end = last.text.data() + last.text.size();
  return {first.text.data(), static_cast<std::size_t>(end - first.text.data())};
}

Error unit_error(const Reader& reader, const Token& token, std::string what, std::string hint) {
  auto error = reader.error(token, std::move(what), std::move(hint));
  error.code = Code::Unit;
  return error;
}

// The longest run of words that is a unit, if a word stands there that could begin one.
Result<std::optional<UnitWord>> read_unit(Reader& reader, const Measure& wanted) {
  std::size_t words = 0;
  while (words < most_unit_words && reader.peek(words).kind == TokenKind::Word &&
         !is_connective(reader.peek(words))) {
    ++words;
  }
  if (words == 0) return std::nullopt;
  for (; words > 0; --words) {
    const auto text = between(reader.peek(), reader.peek(words - 1));
    auto unit = Unit::parse(text);
    if (!unit) continue;
    UnitWord word{*std::move(unit), text, &reader.peek()};
    for (; words > 0; --words) reader.next();
    return word;
  }
  const auto word = reader.peek().text;
  const auto hint = Unit::parse(word).error().hint;
  return fail(unit_error(reader, reader.peek(),
                         fmt::format("{} is no unit of {}", quoted(word), wanted.name),
                         hint.empty() ? write_like(wanted.example) : hint));
}

}  // namespace

Result<Number> read_number(Reader& reader, const Measure& wanted) {
  if (is_loose_sign(reader.peek())) {
    return fail(reader.error(reader.peek(),
                             fmt::format("{} is no number", quoted(reader.peek().text)),
                             "write a minus sign directly before the digits, not a dash"));
  }
  if (reader.peek().kind != TokenKind::Number) return fail(reader.unexpected(wanted.name));
  Number number;
  number.token = &reader.next();
  number.value = number.token->value;
  const auto& comma = reader.peek();
  if (comma.text == "," && comma.glued && reader.peek(1).glued &&
      reader.peek(1).kind == TokenKind::Number) {
    return fail(reader.error(comma, "a comma cannot stand in a number",
                             "write a decimal point; in a list put a blank behind the comma"));
  }
  NITER_TRY(number.unit, read_unit(reader, wanted));
  return number;
}

Result<int> read_count(Reader& reader, std::string_view name, int most) {
  if (reader.peek().kind != TokenKind::Number) return fail(reader.unexpected(name));
  const auto& token = reader.next();
  if (!(token.value >= 1 && token.value <= most && token.value == std::floor(token.value))) {
    return fail(reader.error(token, fmt::format("{} is not {}", quoted(token.text), name),
                             fmt::format("write a whole number from 1 to {}", most)));
  }
  return static_cast<int>(token.value);
}

void share_units(std::span<Number> numbers) {
  for (auto i = numbers.size(); i-- > 1;) {
    if (!numbers[i - 1].unit) numbers[i - 1].unit = numbers[i].unit;
  }
}

bool fits(const Number& number, const Measure& measure) {
  if (!number.unit || measure.si.empty()) return false;
  if (measure.si == "1") return number.unit->unit.text() == "%";
  return number.unit->unit.same_dimension(Unit::of(measure.si));
}

Status has_unit(const Reader& reader, const Number& number, const Measure& measure) {
  if (number.unit) return {};
  return fail(unit_error(
      reader, *number.token,
      fmt::format("{} needs a unit: {} has none", measure.name, quoted(number.token->text)),
      write_like(measure.example)));
}

Result<double> si(const Reader& reader, const Number& number, const Measure& measure) {
  NITER_OK(has_unit(reader, number, measure));
  if (!fits(number, measure)) {
    return fail(
        unit_error(reader, *number.unit->token,
                   fmt::format("{} is no unit of {}", quoted(number.unit->text), measure.name),
                   write_like(measure.example)));
  }
  const double value = number.unit->unit.to_si(number.value);
  if (!std::isfinite(value)) {
    return fail(reader.error(*number.token,
                             fmt::format("{} is too large", quoted(number.token->text)),
                             write_like(measure.example)));
  }
  return value;
}

Status above_zero(const Reader& reader, double value, const Number& number,
                  const Measure& measure) {
  if (value > 0) return {};
  return fail(reader.error(
      *number.token,
      fmt::format("{} must be above zero, not {}", measure.name, quoted(number.token->text)),
      write_like(measure.example)));
}

Result<double> read_positive(Reader& reader, const Measure& measure) {
  NITER_TRY(const auto number, read_number(reader, measure));
  NITER_TRY(const double value, si(reader, number, measure));
  NITER_OK(above_zero(reader, value, number, measure));
  return value;
}

namespace {

// The shortest number that means `si` in that unit to the last bit, if rounding lets there be one.
std::optional<std::string> exact(double si, const Unit& unit) {
  const double near = unit.from_si(si);
  std::optional<std::string> best;
  for (const double value :
       {near, std::nextafter(near, -HUGE_VAL), std::nextafter(near, HUGE_VAL)}) {
    if (unit.to_si(value) != si) continue;
    auto text = shortest(value);
    if (!best || text.size() < best->size()) best = std::move(text);
  }
  return best;
}

struct Written {
  std::string text;
  bool is_exact = true;
};

Written numbers_in(const Unit& unit, std::span<const double> si) {
  Written out;
  for (const double value : si) {
    const auto text = exact(value, unit);
    out.is_exact = out.is_exact && text;
    out.text += (out.text.empty() ? "" : ", ") + text.value_or(shortest(unit.from_si(value)));
  }
  return out;
}

}  // namespace

std::string write(std::span<const double> si, const Measure& measure) {
  auto best_unit = measure.units.front();
  auto best = numbers_in(Unit::of(best_unit), si);
  for (const auto unit : {measure.units[1], measure.units[2], measure.si}) {
    if (unit.empty() || unit == "1") continue;
    auto text = numbers_in(Unit::of(unit), si);
    if (!text.is_exact || (best.is_exact && best.text.size() <= text.text.size())) continue;
    best = std::move(text);
    best_unit = unit;
  }
  return best.text + " " + std::string(best_unit);
}

std::string write(double si, const Measure& measure) {
  return write(std::span(&si, 1), measure);
}

}  // namespace niter::twin::protocol
