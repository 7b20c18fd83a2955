// UTF-8: which bytes are text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace niter {

/// Length of the character that begins at text[at], or 0 if none does. @source RFC 3629, section 4
std::size_t utf8_length(std::string_view text, std::size_t at);
/// The text with every byte that is none replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

}  // namespace niter
