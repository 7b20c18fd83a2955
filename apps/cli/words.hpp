// Words of a command line whose flags depend on a technique: files and --key value pairs.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/config/describe.hpp"
#include "niter/config/value.hpp"

namespace niter::cli {

struct Words {
  std::vector<std::string> files;
  config::Value options = config::Value(config::Value::Table{});
};

/// Every "--key value" (or "--key=value") is an option, "-" in a key meaning "_"; all else is a
/// file. A value is read as TOML where it is valid TOML ("3", "true", "[1, 2]", "{R0 = 1.2}"), else
/// as text ("1 cm2", "R0-p(R1,CPE1)"). A key met several times makes an array.
///
/// @error InvalidInput for a key without a value
Result<Words> sort_words(std::span<const std::string> words);

/// One line a key: its flag, what it means, its default.
std::string keys_text(std::span<const config::OptionHelp> keys);

}  // namespace niter::cli
