#include "niter/io/text_lines.hpp"

#include <algorithm>
#include <cstdint>

namespace niter::io {

namespace {

// length of the well-formed sequence at the front, 0 if there is none (RFC 3629, table in section
// 4)
std::size_t sequence_length(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || bytes.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  // overlong forms, surrogates, beyond the last character
  if (first == 0xE0 && byte(1) < 0xA0) return 0;
  if (first == 0xED && byte(1) > 0x9F) return 0;
  if (first == 0xF0 && byte(1) < 0x90) return 0;
  if (first == 0xF4 && byte(1) > 0x8F) return 0;
  return length;
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::string from_latin1(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | (code >> 6));
      text += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
  return text;
}

}  // namespace

Result<std::string> to_utf8(std::string_view bytes, const std::string& file) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return fail({Code::InvalidInput, "this text is UTF-16", {file, 1, 1}, "save it as UTF-8"});
  }
  if (const auto nul = bytes.find('\0'); nul != std::string_view::npos) {
    const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<long>(nul), '\n');
    return fail({Code::InvalidInput,
                 "a NUL byte: this is not a text file",
                 {file, static_cast<int>(line), 0},
                 "export the data as text"});
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return is_utf8(bytes) ? std::string(bytes) : from_latin1(bytes);
}

std::vector<TextLine> split_lines(std::string_view utf8) {
  std::vector<TextLine> lines;
  while (!utf8.empty()) {
    const auto end = utf8.find_first_of("\r\n");
    lines.push_back({static_cast<int>(lines.size()) + 1, std::string(utf8.substr(0, end))});
    if (end == std::string_view::npos) break;
    utf8.remove_prefix(utf8.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
  }
  return lines;
}

}  // namespace niter::io
