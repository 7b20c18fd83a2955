// describe: the keys of an options struct, from its one `visit`: what help texts and listings show,
// and with which values a result was made.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/config/read.hpp"

namespace niter::config {

/// One key a user may set.
struct OptionHelp {
  std::string key;
  std::string meaning;
  std::string unit;          // whose dimension is wanted; empty: none, or any
  std::string default_text;  // empty: none
  bool required = false;
};

/// A value as a study file would have it: "0.04 mF cm-2", "modulus", "5".
std::string value_text(bool value);
std::string value_text(int value);
std::string value_text(double value);
std::string value_text(const std::string& value);
std::string value_text(const Quantity& value);

/// The same of any member of an options struct; empty for what is not set.
template <class T>
std::string setting_text(const T& value);

/// The visitor that lists keys.
class Describer {
 public:
  template <class T>
  void required(std::string_view key, const T& value, std::string_view meaning,
                std::string_view unit = "") {
    add(key, value, meaning, unit, true);
  }
  template <class T>
  void optional(std::string_view key, const T& value, std::string_view meaning,
                std::string_view unit = "") {
    add(key, value, meaning, unit, false);
  }
  std::vector<OptionHelp> take() { return std::move(keys_); }

 private:
  template <class T>
  void add(std::string_view key, const T& value, std::string_view meaning, std::string_view unit,
           bool required) {
    OptionHelp help{std::string(key), std::string(meaning), std::string(unit), {}, required};
    help.default_text = setting_text(value);
    keys_.push_back(std::move(help));
  }

  std::vector<OptionHelp> keys_;
};

/// The visitor that tells values.
class Teller {
 public:
  template <class T>
  void required(std::string_view key, const T& value, std::string_view /*meaning*/,
                std::string_view /*unit*/ = "") {
    add(key, setting_text(value));
  }
  template <class T>
  void optional(std::string_view key, const T& value, std::string_view /*meaning*/,
                std::string_view /*unit*/ = "") {
    add(key, setting_text(value));
  }
  std::vector<std::pair<std::string, std::string>> take() { return std::move(settings_); }

 private:
  void add(std::string_view key, std::string text) {
    if (!text.empty()) settings_.emplace_back(key, std::move(text));
  }
  std::vector<std::pair<std::string, std::string>> settings_;
};

/// What is set, defaults among it, in the order of `visit`.
template <class Options>
std::vector<std::pair<std::string, std::string>> settings_of(Options options) {
  Teller teller;
  options.visit(teller);
  return teller.take();
}

/// "{ a = 1, b = 2 }"; empty without members.
std::string table_text(const std::vector<std::pair<std::string, std::string>>& members);
/// "[1, 2]"; empty without elements.
std::string array_text(const std::vector<std::string>& elements);

template <class T>
std::string setting_text(const T& value) {
  if constexpr (NamedEnum<T>) {
    for (const auto& [name, enumerator] : enum_names(T{})) {
      if (enumerator == value) return std::string(name);
    }
    return {};
  } else if constexpr (requires { value_text(value); }) {
    return value_text(value);
  } else if constexpr (detail::IsOptional<T>::value) {
    return value ? setting_text(*value) : std::string();
  } else if constexpr (detail::IsMap<T>::value) {
    std::vector<std::pair<std::string, std::string>> members;
    for (const auto& [name, member] : value) members.emplace_back(name, setting_text(member));
    return table_text(members);
  } else if constexpr (Visitable<T>) {
    return table_text(settings_of(value));
  } else if constexpr (detail::IsVector<T>::value) {
    std::vector<std::string> elements;
    for (const auto& element : value) elements.push_back(setting_text(element));
    return array_text(elements);
  } else {
    return {};  // what a technique makes of it, it tells by itself
  }
}

/// Keys in the order of `visit`, with the defaults of a fresh struct.
template <class Options>
std::vector<OptionHelp> describe() {
  Options options;
  Describer describer;
  options.visit(describer);
  return describer.take();
}

}  // namespace niter::config
