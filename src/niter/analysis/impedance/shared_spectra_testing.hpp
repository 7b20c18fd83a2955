// For tests with measured spectra of ../shared: rows of f, Re Z, Im Z, and one binary format.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "niter/analysis/impedance/spectrum.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis::testing {

inline std::filesystem::path shared_spectrum(const std::string& file) {
  return niter::testing::shared_dir() / "data/eis" / file;
}

inline void sort_by_falling_frequency(Spectrum& spectrum) {
  if (spectrum.frequency.front() > spectrum.frequency.back()) return;
  std::ranges::reverse(spectrum.frequency);
  std::ranges::reverse(spectrum.impedance);
}

/// The last three numbers of every row of text, signed; a row with less is skipped.
inline Spectrum read_rows(const std::string& file) {
  Spectrum spectrum;
  std::ifstream in(shared_spectrum(file));
  std::string line;
  while (std::getline(in, line)) {
    std::ranges::replace(line, ',', ' ');
    double v[4] = {};
    const int count = std::sscanf(line.c_str(), "%lf %lf %lf %lf", v, v + 1, v + 2, v + 3);
    if (count < 3) continue;
    const double* const last = v + (count - 3);
    spectrum.frequency.push_back(last[0]);
    spectrum.impedance.emplace_back(last[1], last[2]);
  }
  sort_by_falling_frequency(spectrum);
  return spectrum;
}

/// Zahner .ism: a count, then f, |Z| and phase as big-endian doubles.
inline Spectrum read_ism(const std::string& file) {
  std::ifstream in(shared_spectrum(file), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const auto number = [&](std::size_t at) {
    std::uint64_t bits = 0;
    for (std::size_t k = 0; k < 8; ++k)
      bits = bits << 8 | static_cast<unsigned char>(bytes[at + k]);
    return std::bit_cast<double>(bits);
  };
  const auto count = static_cast<std::size_t>(static_cast<unsigned char>(bytes[11])) + 1;
  Spectrum spectrum;
  for (std::size_t i = 0; i < count; ++i) {
    spectrum.frequency.push_back(number(12 + 8 * i));
    spectrum.impedance.push_back(
        std::polar(number(12 + 8 * (count + i)), number(12 + 8 * (2 * count + i))));
  }
  sort_by_falling_frequency(spectrum);
  return spectrum;
}

/// Only points with a negative imaginary part.
inline Spectrum capacitive(const Spectrum& all) {
  Spectrum spectrum;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all.impedance[i].imag() >= 0) continue;
    spectrum.frequency.push_back(all.frequency[i]);
    spectrum.impedance.push_back(all.impedance[i]);
  }
  return spectrum;
}

}  // namespace niter::analysis::testing
