// Value: a parsed TOML or JSON document in which every node knows its line and column.
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::config {

class Value {
 public:
  using Array = std::vector<Value>;
  using Table = std::vector<std::pair<std::string, Value>>;  // in the order of the file
  using Data = std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Table>;

  Value() = default;
  template <class T>
    requires(!std::same_as<std::remove_cvref_t<T>, Value>)
  Value(T&& data) {  // NOLINT(google-explicit-constructor): literals are values
    using U = std::remove_cvref_t<T>;
    if constexpr (std::same_as<U, bool>) this->data = data;
    else if constexpr (std::integral<U>) this->data = static_cast<std::int64_t>(data);
    else if constexpr (std::floating_point<U>) this->data = static_cast<double>(data);
    else if constexpr (std::convertible_to<U, std::string>) this->data = std::string(std::forward<T>(data));
    else this->data = Data(std::forward<T>(data));
  }

  Data data;
  Where where;

  const Table* table() const { return std::get_if<Table>(&data); }
  const Array* array() const { return std::get_if<Array>(&data); }
  const std::string* string() const { return std::get_if<std::string>(&data); }
  /// A number, whole or not.
  std::optional<double> number() const;
  /// The member of a table, or null.
  const Value* find(std::string_view key) const;
  /// Append or replace a member; *this becomes a table if it was empty.
  void set(std::string key, Value value);
  /// "a table", "a string", ...: for error texts.
  std::string kind() const;
};

/// @error InvalidInput with file, line and column (syntax, duplicate key)
Result<Value> parse_toml(std::string_view text, const std::string& file_name);
Result<Value> load_toml(const std::filesystem::path& path);
Result<Value> parse_json(std::string_view text, const std::string& file_name);
/// Indented JSON; numbers in their shortest exact form, NaN and infinities as null.
std::string to_json(const Value& value);

}  // namespace niter::config
