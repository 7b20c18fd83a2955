#include "niter/config/limits.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "niter/config/value.hpp"

namespace niter::config {

Where PlaceCounter::at(std::size_t byte) {
  for (; byte_ < std::min(byte, text_.size()); ++byte_) {
    const char c = text_[byte_];
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if ((c & 0xC0) != 0x80) {  // bytes 10xxxxxx continue a UTF-8 character
      ++column_;
    }
  }
  return {file_, line_, column_};
}

Status check_size(std::string_view text, const std::string& file_name) {
  if (text.size() > max_document_bytes) {
    return fail({Code::InvalidInput,
                 fmt::format("the file has {} MB, more than the {} MB allowed here",
                             text.size() >> 20, max_document_bytes >> 20),
                 {file_name},
                 "is this the right file?"});
  }
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    return fail({Code::InvalidInput, "a NUL byte: this is not a text file",
                 place_of(text, nul, file_name), "is this the right file?"});
  }
  return {};
}

Error too_deep(const Where& where) {
  return {Code::InvalidInput, fmt::format("nested deeper than {} levels", max_document_depth),
          where, "write it flatter"};
}

}  // namespace niter::config
