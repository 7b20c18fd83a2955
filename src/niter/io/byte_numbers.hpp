// Numbers inside the bytes of a binary file, in either order of bytes.
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <vector>

namespace niter::io {

template <class T>
concept Arithmetic = std::integral<T> || std::floating_point<T>;

/// The number that begins at a byte; the caller has checked that all of it is there.
template <Arithmetic T>
T number_at(std::string_view bytes, std::size_t at, std::endian order) {
  std::conditional_t<
      sizeof(T) == 8, std::uint64_t,
      std::conditional_t<sizeof(T) == 4, std::uint32_t,
                         std::conditional_t<sizeof(T) == 2, std::uint16_t, std::uint8_t>>>
      raw{};
  std::memcpy(&raw, bytes.data() + at, sizeof(T));
  if (order != std::endian::native) {
    if constexpr (sizeof(T) == 8) raw = __builtin_bswap64(raw);
    if constexpr (sizeof(T) == 4) raw = __builtin_bswap32(raw);
    if constexpr (sizeof(T) == 2) raw = __builtin_bswap16(raw);
  }
  return std::bit_cast<T>(raw);
}

/// `count` numbers one behind the other, as doubles, times `scale`; the caller has checked that
/// they are there.
template <Arithmetic T>
std::vector<double> numbers_at(std::string_view bytes, std::size_t at, std::size_t count,
                               std::endian order, double scale = 1) {
  std::vector<double> values;
  values.reserve(count);
  // block by block: what resize sets to zero is still at hand when the numbers replace it
  constexpr std::size_t block = 512;
  for (std::size_t first = 0; first < count; first += block) {
    const std::size_t last = std::min(count, first + block);
    values.resize(last);
    for (std::size_t i = first; i < last; ++i) {
      values[i] = scale * static_cast<double>(number_at<T>(bytes, at + i * sizeof(T), order));
    }
  }
  return values;
}

}  // namespace niter::io
