// Value: a parsed TOML or JSON document in which every node knows its line and column.
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::config {

class Value;
/// What a Value can be made of: true or false, numbers, texts, arrays and tables.
template <class T>
concept Content =
    std::is_arithmetic_v<std::remove_cvref_t<T>> || std::convertible_to<T, std::string_view> ||
    std::same_as<std::remove_cvref_t<T>, std::vector<Value>> ||
    std::same_as<std::remove_cvref_t<T>, std::vector<std::pair<std::string, Value>>>;

class Value {
 public:
  using Array = std::vector<Value>;
  using Table = std::vector<std::pair<std::string, Value>>;  // in the order of the file
  using Data = std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Table>;

  Value() = default;
  template <Content T>
  Value(T&& content) {  // NOLINT(google-explicit-constructor): literals are values
    using U = std::remove_cvref_t<T>;
    if constexpr (std::same_as<U, bool>)
      data = content;
    else if constexpr (std::integral<U>)
      data = static_cast<std::int64_t>(content);
    else if constexpr (std::floating_point<U>)
      data = static_cast<double>(content);
    else if constexpr (std::convertible_to<U, std::string_view>)
      data = std::string(std::forward<T>(content));
    else
      data = Data(std::forward<T>(content));
  }

  Data data;
  Where where;      // of the value itself
  Where key_where;  // of the name before it; unknown for array elements and for the document

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

/// Limits on what is read: a hostile file must give an Error, never exhaust the stack or the
/// memory.
inline constexpr std::size_t max_document_bytes = 16u << 20;
inline constexpr int max_document_depth = 64;

/// TOML 1.0 without its dates and times, which nothing in niter uses: they are errors that say so.
/// @error InvalidInput with file, line and column (syntax, duplicate key, too large, too deep)
Result<Value> parse_toml(std::string_view text, const std::string& file_name);
Result<Value> load_toml(const std::filesystem::path& path);
/// @error as parse_toml
Result<Value> parse_json(std::string_view text, const std::string& file_name);
/// Indented JSON, always valid UTF-8 (bad bytes become U+FFFD). Numbers in their shortest exact
/// form, those that are not whole by kind keep a ".0", NaN and infinities become null.
std::string to_json(const Value& value);

}  // namespace niter::config
