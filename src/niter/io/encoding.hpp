// Encoding: the bytes of a text file of any origin as UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "niter/base/result.hpp"

namespace niter::io {

/// How a text file is written.
enum class Encoding { Utf8, Utf16Little, Utf16Big, Gbk, Latin1 };
std::string_view to_string(Encoding encoding);

/// UTF-16 by its mark or by the NULs of its ASCII characters; else UTF-8 if all of it is valid;
/// else GBK if all bytes above 7F stand in pairs and most pairs are common Chinese characters; else
/// Latin-1, so that an old instrument's micro and degree signs survive.
/// @source rfc3629, sec. 4 (well-formed UTF-8)
Encoding find_encoding(std::string_view bytes);

/// The text without its mark.
///
/// @error InvalidInput for a binary file (a NUL byte), broken UTF-16 or broken GBK, with the line
Result<std::string> to_utf8(std::string_view bytes, const std::string& file);

/// The same without a copy of what is UTF-8 already, as most exports are; the bytes must outlive
/// it.
class Utf8Text {
 public:
  /// @error as to_utf8
  static Result<Utf8Text> of(std::string_view bytes, const std::string& file);
  std::string_view view() const { return copy_ ? std::string_view(*copy_) : bytes_; }

 private:
  std::string_view bytes_;
  std::optional<std::string> copy_;
};

}  // namespace niter::io
