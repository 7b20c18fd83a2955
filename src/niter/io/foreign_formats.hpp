// Formats that are known and not read: what they are, and what to do instead.
#pragma once

#include <string_view>

namespace niter::io {

/// Known by bytes that stand at a place of its beginning, and by others anywhere in it.
struct ForeignFormat {
  std::size_t at;
  std::string_view begins;
  std::string_view holds;
  std::string_view what;  // "an Excel workbook"
  std::string_view hint;
};

/// Nothing for a file that may be read.
const ForeignFormat* find_foreign_format(std::string_view bytes);

}  // namespace niter::io
