#include "niter/io/text_lines.hpp"

#include <algorithm>

namespace niter::io {

std::vector<TextLine> split_lines(std::string_view text) {
  std::vector<TextLine> lines;
  // a file of either LF or CR alone: one search for one character is much faster than for two
  const bool feeds = text.find('\n') != std::string_view::npos;
  const char end = feeds ? '\n' : '\r';
  lines.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), end)) + 1);
  while (!text.empty()) {
    const auto at = text.find(end);
    auto line = text.substr(0, at);
    // some exports end a line with CR CR LF
    while (feeds && line.ends_with('\r')) line.remove_suffix(1);
    // CR alone inside a file of LF: an export that mixes both
    for (auto inner = line.find('\r'); inner != std::string_view::npos; inner = line.find('\r')) {
      lines.push_back({static_cast<int>(lines.size()) + 1, line.substr(0, inner)});
      line.remove_prefix(inner + 1);
    }
    lines.push_back({static_cast<int>(lines.size()) + 1, line});
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + 1);
  }
  return lines;
}

}  // namespace niter::io
