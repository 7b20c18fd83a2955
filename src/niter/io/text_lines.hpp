// Lines of a text file of any origin: UTF-8 or Latin-1, any BOM, any line end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::io {

struct TextLine {
  int number = 0;  // in the file, from 1
  std::string text;
};

/// Bytes that are not valid UTF-8 are read as Latin-1 as a whole, so that an old instrument's micro
/// and degree signs survive.
///
/// @error InvalidInput for UTF-16 and for binary files (a NUL byte), saying how to convert
std::vector<TextLine> split_lines(std::string_view utf8);
Result<std::string> to_utf8(std::string_view bytes, const std::string& file);

}  // namespace niter::io
