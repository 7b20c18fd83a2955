// read: from a Value to a struct, by the struct's one `visit`. Every mistake is an Error that
// points at its place.
//
//     struct CellOptions {
//       Quantity area{1.0, "cm2"};
//       template <class V> void visit(V& v) {
//         v.required("name", name, "how figures call this cell");
//         v.optional("area", area, "geometric area", "cm2");     // the unit text fixes the
//         dimension wanted
//       }
//     };
//
// Rules: a Quantity is written as a text with a unit ("1.0 cm2"), a plain number is an error that
// says so (unless the wanted unit is "1": a pH cannot lose its unit); unknown keys are errors with
// the nearest known key; nested structs, std::vector, std::map<std::string, T> and std::optional of
// all of these work; an enum needs `enum_names(E) -> std::span<const std::pair<std::string_view,
// E>>`.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/config/value.hpp"
#include "niter/units/quantity.hpp"

namespace niter::config {

// ---- leaves: one function per type; `unit` is the unit text whose dimension is wanted (quantities
// only)
Status read_leaf(const Value& value, bool& out, std::string_view key, std::string_view unit);
Status read_leaf(const Value& value, int& out, std::string_view key, std::string_view unit);
Status read_leaf(const Value& value, double& out, std::string_view key, std::string_view unit);
Status read_leaf(const Value& value, std::string& out, std::string_view key, std::string_view unit);
Status read_leaf(const Value& value, Quantity& out, std::string_view key, std::string_view unit);

/// "unknown key 'are'; did you mean 'area'? known keys: ...", at the place of the key.
Error unknown_key(const Value& value, std::string_view key, const std::vector<std::string>& known);
Error missing_key(const Value& table, std::string_view key, std::string_view meaning);
Error wrong_kind(const Value& value, std::string_view key, std::string_view wanted);
/// "'kind' cannot be 'numbr'; did you mean 'number'? known words: ...", at the place of the value.
Error unknown_word(const Value& value, std::string_view key, std::string_view word,
                   const std::vector<std::string>& known);

/// An error with a column inside a text, moved to where that text stands in the file.
Error inside_text(Error error, const Value& text);

template <class T>
concept Visitable = requires(T t) {
  t.visit(std::declval<class Reader&>());
};
template <class T>
concept NamedEnum = requires {
  enum_names(T{});
};

template <class T>
Status read_value(const Value& value, T& out, std::string_view key, std::string_view unit);

/// The visitor that reads one table.
class Reader {
 public:
  explicit Reader(const Value& table) : table_(table) {}

  template <class T>
  void required(std::string_view key, T& out, std::string_view meaning,
                std::string_view unit = "") {
    if (!take(key, out, unit) && !missing_) missing_ = missing_key(table_, key, meaning);
  }
  template <class T>
  void optional(std::string_view key, T& out, std::string_view /*meaning*/,
                std::string_view unit = "") {
    take(key, out, unit);
  }
  /// Where this table begins: for structs that want to report errors of their own later.
  const Where& where() const { return table_.where; }
  /// First error met, else an unknown key, else a missing one: a misspelt key is both, and the
  /// first helps more.
  Status finish() const;

 private:
  template <class T>
  bool take(std::string_view key, T& out, std::string_view unit) {
    known_.emplace_back(key);
    const Value* value = table_.find(key);
    if (value == nullptr || !status_) return value != nullptr;
    status_ = read_value(*value, out, key, unit);
    return true;
  }

  const Value& table_;
  std::vector<std::string> known_;
  Status status_;
  std::optional<Error> missing_;
};

namespace detail {
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsMap : std::false_type {};
template <class T>
struct IsMap<std::map<std::string, T>> : std::true_type {};
}  // namespace detail

template <class T>
Status read_value(const Value& value, T& out, std::string_view key, std::string_view unit) {
  if constexpr (std::same_as<T, Value>) {
    out = value;
    return {};
  } else if constexpr (detail::IsOptional<T>::value) {
    return read_value(value, out.emplace(), key, unit);
  } else if constexpr (detail::IsVector<T>::value) {
    if (value.array() == nullptr) return fail(wrong_kind(value, key, "an array"));
    out.clear();
    for (const auto& element : *value.array()) {
      NITER_OK(read_value(element, out.emplace_back(), key, unit));
    }
    return {};
  } else if constexpr (detail::IsMap<T>::value) {
    if (value.table() == nullptr) return fail(wrong_kind(value, key, "a table"));
    out.clear();
    for (const auto& [name, member] : *value.table()) {
      NITER_OK(read_value(member, out[name], name, unit));
    }
    return {};
  } else if constexpr (NamedEnum<T>) {
    std::string text;
    NITER_OK(read_leaf(value, text, key, unit));
    std::vector<std::string> known;
    for (const auto& [name, enumerator] : enum_names(T{})) {
      if (text == name) {
        out = enumerator;
        return {};
      }
      known.emplace_back(name);
    }
    return fail(unknown_word(value, key, text, known));
  } else if constexpr (Visitable<T>) {
    if (value.table() == nullptr) return fail(wrong_kind(value, key, "a table"));
    Reader reader(value);
    out.visit(reader);
    return reader.finish();
  } else {
    return read_leaf(value, out, key, unit);
  }
}

/// Read a whole document.
template <class T>
Result<T> read(const Value& document) {
  T out;
  NITER_OK(read_value(document, out, "document", ""));
  return out;
}

}  // namespace niter::config
