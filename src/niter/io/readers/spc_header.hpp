// Header of an SPC file, old or new, and the axes it names.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "niter/io/readers/spectrum_axes.hpp"

namespace niter::io::spc {

struct Header {
  bool old = false;  // 4D: exchanged halves of integers, subfiles until the end of the file
  std::endian order = std::endian::little;
  bool two_bytes = false;      // ordinates are integers of two bytes
  bool many = false;           // several subfiles
  bool own_abscissas = false;  // each subfile has its own
  bool abscissas = false;      // they are stored, not evenly spaced
  int exponent = 0;            // -128: ordinates are floats
  std::uint32_t points = 0;    // with own abscissas: where the directory begins, or 0
  double first = 0, last = 0;
  std::uint32_t subfiles = 1;
  int experiment = 0, x_type = 0, y_type = 0;
  std::uint32_t planes = 0;  // of subfiles along a fourth axis, 0: none
  std::uint32_t log_at = 0;
  std::string date = {}, resolution = {}, source = {}, comment = {}, method = {};
  std::string x_label = {}, y_label = {}, z_label = {};  // empty: by type

  std::size_t size() const { return old ? 224 : 512; }  // where the first subfile or x begins
};

/// Nothing if this is no SPC header, whole or in part.
std::optional<Header> read_header(std::string_view bytes);

SpectrumAxis x_axis(const Header& header);
SpectrumAxis y_axis(const Header& header);
/// "Raman", "FT-IR": of the code of the experiment; empty if the file does not say.
std::string_view experiment(const Header& header);

}  // namespace niter::io::spc
