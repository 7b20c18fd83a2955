// Numbers inside the bytes of a binary file, in either order of bytes.
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace niter::io {

template <class T>
concept Arithmetic = std::integral<T> || std::floating_point<T>;

/// The number that begins at a byte; the caller has checked that all of it is there.
template <Arithmetic T>
T number_at(std::string_view bytes, std::size_t at, std::endian order) {
  T value{};
  if (order == std::endian::native) {
    std::memcpy(&value, bytes.data() + at, sizeof(T));
    return value;
  }
  char turned[sizeof(T)];
  std::reverse_copy(bytes.data() + at, bytes.data() + at + sizeof(T), turned);
  std::memcpy(&value, turned, sizeof(T));
  return value;
}

/// `count` numbers one behind the other, as doubles; the caller has checked that they are there.
template <Arithmetic T>
std::vector<double> numbers_at(std::string_view bytes, std::size_t at, std::size_t count,
                               std::endian order) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = static_cast<double>(number_at<T>(bytes, at + i * sizeof(T), order));
  }
  return values;
}

}  // namespace niter::io
