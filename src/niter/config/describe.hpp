// describe: the keys of an options struct, from its one `visit`: what help texts and listings show.
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

/// The text of a default: "0.04 mF cm-2", "modulus", "5"; empty for what has no short text.
std::string default_text(bool value);
std::string default_text(int value);
std::string default_text(double value);
std::string default_text(const std::string& value);
std::string default_text(const Quantity& value);

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
    if constexpr (NamedEnum<T>) {
      for (const auto& [name, enumerator] : enum_names(T{})) {
        if (enumerator == value) help.default_text = name;
      }
    } else if constexpr (requires { default_text(value); }) {
      help.default_text = config::default_text(value);
    }
    keys_.push_back(std::move(help));
  }

  std::vector<OptionHelp> keys_;
};

/// Keys in the order of `visit`, with the defaults of a fresh struct.
template <class Options>
std::vector<OptionHelp> describe() {
  Options options;
  Describer describer;
  options.visit(describer);
  return describer.take();
}

}  // namespace niter::config
