#include "niter/config/read.hpp"

#include <algorithm>
#include <climits>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::config {
namespace {

std::string quoted_list(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

/// ", did you mean 'area'?" and the words there are, as a hint.
std::string suggestion(std::string_view word, const std::vector<std::string>& known,
                       std::string_view what_they_are) {
  std::string hint;
  if (const auto near = nearest(word, known)) hint = fmt::format("did you mean '{}'? ", *near);
  return hint + fmt::format("{}: {}", what_they_are, quoted_list(known));
}

/// 1.0 as "1.0", 50 as "50": the way it stands in the file.
std::string as_written(const Value& value) {
  auto text = shortest(value.number().value_or(1.0));
  if (std::holds_alternative<double>(value.data) &&
      text.find_first_of(".en") == std::string::npos) {
    text += ".0";
  }
  return text;
}

Error not_a_quantity(const Value& value, std::string_view key, std::string_view unit) {
  const auto number = as_written(value);
  const auto example = unit.empty()
                           ? fmt::format("\"{} V\", or \"{}\" if it has no unit", number, number)
                           : fmt::format("\"{} {}\"", number, unit);
  return {Code::InvalidInput,
          fmt::format("'{}' must be a text with a unit, like {}", key, example),
          value.where,
          {}};
}

}  // namespace

Error unknown_key(const Value& value, std::string_view key, const std::vector<std::string>& known) {
  return {Code::InvalidInput, fmt::format("unknown key '{}'", key),
          value.key_where.line > 0 ? value.key_where : value.where,
          suggestion(key, known, "known keys")};
}

Error unknown_word(const Value& value, std::string_view key, std::string_view word,
                   const std::vector<std::string>& known) {
  return {Code::InvalidInput, fmt::format("'{}' cannot be '{}'", key, word), value.where,
          suggestion(word, known, "known words")};
}

Error missing_key(const Value& table, std::string_view key, std::string_view meaning) {
  return {Code::InvalidInput, fmt::format("'{}' is missing", key), table.where,
          fmt::format("add '{} = ...': {}", key, meaning)};
}

Error wrong_kind(const Value& value, std::string_view key, std::string_view wanted) {
  Error error{Code::InvalidInput,
              fmt::format("'{}' must be {}, not {}", key, wanted, value.kind()),
              value.where,
              {}};
  if (wanted == "an array" && value.table() != nullptr) {
    error.hint = fmt::format("if it is a section of its own, write [[{}]]", key);
  }
  return error;
}

Error inside_text(Error error, const Value& text) {
  const int inside = std::max(error.where.column, 0);
  error.where = text.where;
  if (error.where.line > 0)
    error.where.column += inside;  // the text begins after its quotation mark
  return error;
}

Status read_leaf(const Value& value, bool& out, std::string_view key, std::string_view) {
  const auto* flag = std::get_if<bool>(&value.data);
  if (flag == nullptr) return fail(wrong_kind(value, key, "true or false"));
  out = *flag;
  return {};
}

Status read_leaf(const Value& value, int& out, std::string_view key, std::string_view) {
  const auto* whole = std::get_if<std::int64_t>(&value.data);
  if (whole == nullptr) return fail(wrong_kind(value, key, "a whole number"));
  if (*whole < INT_MIN || *whole > INT_MAX) {
    return fail(
        {Code::InvalidInput, fmt::format("'{}' = {} is too large", key, *whole), value.where, {}});
  }
  out = static_cast<int>(*whole);
  return {};
}

Status read_leaf(const Value& value, double& out, std::string_view key, std::string_view) {
  const auto number = value.number();
  if (!number) return fail(wrong_kind(value, key, "a number"));
  if (!std::isfinite(*number)) {
    return fail(
        {Code::InvalidInput, fmt::format("'{}' must be a finite number", key), value.where, {}});
  }
  out = *number;
  return {};
}

Status read_leaf(const Value& value, std::string& out, std::string_view key, std::string_view) {
  if (value.string() == nullptr) return fail(wrong_kind(value, key, "a text"));
  out = *value.string();
  return {};
}

Status read_leaf(const Value& value, Quantity& out, std::string_view key, std::string_view unit) {
  const auto number = value.number();
  if (number && unit == "1" && std::isfinite(*number)) {
    out = Quantity(*number, Unit());
    return {};
  }
  if (number) return fail(not_a_quantity(value, key, unit));
  if (value.string() == nullptr) return fail(wrong_kind(value, key, "a text with a unit"));
  auto parsed = Quantity::parse(*value.string());
  if (!parsed) {
    Error error = std::move(parsed).error();
    error.what = fmt::format("'{}' = \"{}\": {}", key, *value.string(), error.what);
    return fail(inside_text(std::move(error), value));
  }
  if (!unit.empty() && !parsed->unit().same_dimension(Unit::of(unit))) {
    return fail(
        {Code::Unit,
         fmt::format("'{}' is in '{}', which does not fit '{}'", key, parsed->unit().text(), unit),
         value.where, fmt::format("write it like \"{} {}\"", shortest(parsed->value()), unit)});
  }
  out = *std::move(parsed);
  return {};
}

Status Reader::finish() const {
  if (!status_) return status_;
  static const Value::Table none;
  const auto* members = table_.table();
  for (const auto& [name, member] : members == nullptr ? none : *members) {
    if (std::find(known_.begin(), known_.end(), name) == known_.end()) {
      return fail(unknown_key(member, name, known_));
    }
  }
  if (missing_) return fail(*missing_);
  return {};
}

}  // namespace niter::config
