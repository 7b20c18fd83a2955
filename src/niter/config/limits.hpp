// Limits: what is refused before a parser sees a byte of it, for TOML and JSON alike. Private to
// this room.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "niter/base/result.hpp"

namespace niter::config {

/// Turns byte offsets into lines and columns (in characters), walking the text once.
class PlaceCounter {
 public:
  PlaceCounter(std::string_view text, std::string file_name)
      : text_(text), file_(std::move(file_name)) {}
  /// The place of a byte, which must not lie before that of the former call.
  Where at(std::size_t byte);

 private:
  std::string_view text_;
  std::string file_;
  std::size_t byte_ = 0;
  int line_ = 1;
  int column_ = 1;
};

/// Line and column of one byte of the text.
inline Where place_of(std::string_view text, std::size_t byte, const std::string& file_name) {
  return PlaceCounter(text, file_name).at(byte);
}

/// @error InvalidInput if the text is larger than max_document_bytes or holds a NUL byte
Status check_size(std::string_view text, const std::string& file_name);

Error too_deep(const Where& where);

}  // namespace niter::config
