#include "niter/io/encoding.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <iconv.h>

namespace niter::io {

namespace {

unsigned char byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

// how many bytes at the front are plain ASCII; eight at a time
std::size_t ascii_length(std::string_view bytes) {
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, 8);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  while (i < bytes.size() && byte_at(bytes, i) < 0x80) ++i;
  return i;
}

// length of the well-formed sequence of two or more bytes at the front, 0 if there is none
std::size_t sequence_length(std::string_view bytes) {
  const unsigned char first = byte_at(bytes, 0);
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || bytes.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(bytes, i) & 0xC0) != 0x80) return 0;
  }
  // overlong forms, surrogates, beyond the last character
  const unsigned char second = byte_at(bytes, 1);
  if (first == 0xE0 && second < 0xA0) return 0;
  if (first == 0xED && second > 0x9F) return 0;
  if (first == 0xF0 && second < 0x90) return 0;
  if (first == 0xF4 && second > 0x8F) return 0;
  return length;
}

bool is_utf8(std::string_view bytes) {
  while (true) {
    bytes.remove_prefix(ascii_length(bytes));
    if (bytes.empty()) return true;
    const std::size_t length = sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
}

// pairs of GB 2312, the part of GBK that Chinese headers are written in; B0 to D7 lead the common
// characters
bool is_gbk(std::string_view bytes) {
  std::size_t pairs = 0, common = 0;
  while (true) {
    bytes.remove_prefix(ascii_length(bytes));
    if (bytes.empty()) return pairs > 0 && 2 * common > pairs;
    if (bytes.size() < 2) return false;
    const unsigned char lead = byte_at(bytes, 0), trail = byte_at(bytes, 1);
    if (lead < 0xA1 || lead > 0xF7 || trail < 0xA1 || trail == 0xFF) return false;
    ++pairs;
    if (lead >= 0xB0 && lead <= 0xD7) ++common;
    bytes.remove_prefix(2);
  }
}

std::string from_latin1(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  while (!bytes.empty()) {
    const auto plain = ascii_length(bytes);
    text += bytes.substr(0, plain);
    bytes.remove_prefix(plain);
    if (bytes.empty()) break;
    const auto code = byte_at(bytes, 0);
    text += static_cast<char>(0xC0 | (code >> 6));
    text += static_cast<char>(0x80 | (code & 0x3F));
    bytes.remove_prefix(1);
  }
  return text;
}

int line_of(std::string_view bytes, std::size_t at) {
  return static_cast<int>(
      1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

Result<std::string> convert(std::string_view bytes, const char* from, const std::string& file) {
  const iconv_t converter = ::iconv_open("UTF-8", from);
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    return fail({Code::Io,
                 fmt::format("this system cannot read {}", from),
                 {file},
                 "save the file as UTF-8"});
  }
  std::string text(2 * bytes.size() + 16, '\0');  // no character of these grows beyond 3 from 2
  char* in = const_cast<char*>(bytes.data());     // NOLINT: iconv never writes there
  char* out = text.data();
  std::size_t left = bytes.size(), room = text.size();
  const std::size_t lost = ::iconv(converter, &in, &left, &out, &room);
  ::iconv_close(converter);
  if (lost == static_cast<std::size_t>(-1)) {
    const int line = line_of(bytes, bytes.size() - left);
    return fail({Code::InvalidInput,
                 fmt::format("broken {} text", from),
                 {file, line, 0},
                 "is the file cut off? save it as UTF-8"});
  }
  text.resize(text.size() - room);
  return text;
}

}  // namespace

std::string_view to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::Utf8:
      return "UTF-8";
    case Encoding::Utf16Little:
      return "UTF-16LE";
    case Encoding::Utf16Big:
      return "UTF-16BE";
    case Encoding::Gbk:
      return "GBK";
    case Encoding::Latin1:
      return "Latin-1";
  }
  return {};
}

Encoding find_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return Encoding::Utf16Little;
  if (bytes.starts_with("\xFE\xFF")) return Encoding::Utf16Big;
  const auto head = bytes.substr(0, 8);
  if (head.size() == 8) {
    const auto nul = [&](std::size_t i) { return head[2 * i] == '\0'; };
    const auto nul_after = [&](std::size_t i) { return head[2 * i + 1] == '\0'; };
    const auto all = [](const auto& is) { return is(0u) && is(1u) && is(2u) && is(3u); };
    const auto none = [](const auto& is) { return !is(0u) && !is(1u) && !is(2u) && !is(3u); };
    if (all(nul_after) && none(nul)) return Encoding::Utf16Little;
    if (all(nul) && none(nul_after)) return Encoding::Utf16Big;
  }
  if (is_utf8(bytes)) return Encoding::Utf8;
  return is_gbk(bytes) ? Encoding::Gbk : Encoding::Latin1;
}

Result<std::string> to_utf8(std::string_view bytes, const std::string& file) {
  NITER_TRY(const auto text, Utf8Text::of(bytes, file));
  return std::string(text.view());
}

Result<Utf8Text> Utf8Text::of(std::string_view bytes, const std::string& file) {
  Utf8Text text;
  const Encoding encoding = find_encoding(bytes);
  if (encoding == Encoding::Utf16Little || encoding == Encoding::Utf16Big) {
    const bool marked = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    if (marked) bytes.remove_prefix(2);
    NITER_TRY(text.copy_, convert(bytes, to_string(encoding).data(), file));
    return text;
  }
  if (const auto nul = bytes.find('\0'); nul != std::string_view::npos) {
    return fail({Code::InvalidInput,
                 "a NUL byte: this is not a text file",
                 {file, line_of(bytes, nul), 0},
                 "export the data as text"});
  }
  if (encoding == Encoding::Gbk) {
    NITER_TRY(text.copy_, convert(bytes, "GBK", file));
    return text;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (encoding == Encoding::Utf8)
    text.bytes_ = bytes;
  else
    text.copy_ = from_latin1(bytes);
  return text;
}

}  // namespace niter::io
