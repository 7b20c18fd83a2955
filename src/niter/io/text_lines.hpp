// Lines of a text, whatever ends them.
#pragma once

#include <string_view>
#include <vector>

namespace niter::io {

/// A view into the text it was cut from.
struct TextLine {
  int number = 0;  // in the file, from 1
  std::string_view text;
};

/// Ends are LF, CR LF or CR. The text must outlive the lines.
std::vector<TextLine> split_lines(std::string_view text);

}  // namespace niter::io
