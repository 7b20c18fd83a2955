#include "niter/report/export_file.hpp"

#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "niter/report/typeset.hpp"

namespace niter::report {
namespace {

// Put `text` in place of what stands from the first `begin` to the next `end`, both included.
bool replace_span(std::string& all, std::string_view begin, std::string_view end,
                  std::string_view text) {
  const auto from = all.find(begin);
  if (from == std::string::npos) return false;
  const auto to = all.find(end, from + begin.size());
  if (to == std::string::npos) return false;
  all.replace(from, to + end.size() - from, text);
  return true;
}

void replace_all(std::string& all, std::string_view old, std::string_view fresh) {
  for (auto at = all.find(old); at != std::string::npos; at = all.find(old, at + fresh.size())) {
    all.replace(at, old.size(), fresh);
  }
}

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1u) != 0 ? 0xEDB88320u : 0u);
  }
  return ~crc;
}

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((value >> shift) & 0xFFu);
  return bytes;
}

}  // namespace

Result<std::string> finish_svg(std::string svg, double width_mm, double height_mm,
                               std::string_view title, std::string_view description) {
  const bool good =
      replace_span(svg, "width=\"", "\"", fmt::format("width=\"{:.2f}mm\"", width_mm)) &&
      replace_span(svg, "height=\"", "\"", fmt::format("height=\"{:.2f}mm\"", height_mm)) &&
      replace_span(svg, "<title>", "</title>",
                   fmt::format("<title>{}</title>", escape_html(title))) &&
      replace_span(svg, "<desc>", "</desc>",
                   fmt::format("<desc>{}</desc>", escape_html(description)));
  if (!good) return fail(Code::Process, "gnuplot wrote an SVG of a kind that niter does not know");
  replace_all(svg, "font-family=\"Liberation Sans\"",
              "font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\"");
  return svg;
}

Result<std::string> finish_png(std::string png, double dots_per_inch) {
  constexpr std::size_t header = 8 + 25;  // signature and IHDR
  if (png.size() < header || png.compare(12, 4, "IHDR") != 0)
    return fail(Code::Process, "gnuplot wrote no PNG");
  const auto per_metre = static_cast<std::uint32_t>(std::lround(dots_per_inch / 0.0254));
  const std::string chunk = "pHYs" + big_endian(per_metre) + big_endian(per_metre) + '\1';
  png.insert(header, big_endian(9) + chunk + big_endian(crc32(chunk)));
  return png;
}

}  // namespace niter::report
