// Text scanning that does not depend on the locale: numbers, splitting, trimming, "did you mean".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace niter {

std::string_view trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);
std::string lower(std::string_view text);

/// The whole text as a finite or infinite number in the C locale; nothing if any character is left
/// over.
std::optional<double> parse_number(std::string_view text);

/// The candidate nearest to `word` by edit distance, if it is near enough to be a likely slip.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

/// The shortest text that reads back as the same double.
std::string shortest(double value);

}  // namespace niter
