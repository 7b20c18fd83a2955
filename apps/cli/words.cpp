#include "cli/words.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace niter::cli {

namespace {

config::Value value_of(const std::string& text, const std::string& key) {
  // a name of TOML is never a bare word, so that texts fall through
  if (const auto read = config::parse_toml("value = " + text, "--" + key)) {
    if (const auto* const value = read->find("value")) return *value;
  }
  return config::Value(text);
}

void put(config::Value& options, const std::string& key, config::Value value) {
  value.where.file = "--" + key;
  value.key_where = value.where;
  const auto* const former = options.find(key);
  if (former == nullptr) {
    options.set(key, std::move(value));
    return;
  }
  config::Value::Array all;
  if (former->array() != nullptr) {
    all = *former->array();
  } else {
    all.push_back(*former);
  }
  all.push_back(std::move(value));
  options.set(key, config::Value(std::move(all)));
}

}  // namespace

Result<Words> sort_words(std::span<const std::string> words) {
  Words sorted;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (!word.starts_with("--") || word.size() == 2) {
      sorted.files.push_back(word);
      continue;
    }
    const auto equals = word.find('=');
    std::string key = word.substr(2, equals == std::string::npos ? equals : equals - 2);
    std::replace(key.begin(), key.end(), '-', '_');
    if (equals == std::string::npos && i + 1 == words.size()) {
      return fail(Code::InvalidInput, fmt::format("{} has no value", word),
                  "write it as --key value");
    }
    const auto text = equals == std::string::npos ? words[++i] : word.substr(equals + 1);
    put(sorted.options, key, value_of(text, key));
  }
  return sorted;
}

std::string keys_text(std::span<const config::OptionHelp> keys) {
  std::string text;
  for (const auto& help : keys) {
    std::string flag = "--" + help.key;
    std::replace(flag.begin(), flag.end(), '_', '-');
    text += fmt::format("  {:<24} {}{}\n", flag, help.meaning,
                        help.required               ? " (required)"
                        : help.default_text.empty() ? ""
                                                    : " [" + help.default_text + "]");
  }
  return text;
}

}  // namespace niter::cli
