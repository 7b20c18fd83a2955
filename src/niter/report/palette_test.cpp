#include "niter/report/palette.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "niter/base/testing.hpp"

namespace niter::report {
namespace {

using Colour = std::array<double, 3>;
using Matrix = std::array<Colour, 3>;

Colour linear(std::string_view hex) {
  Colour out{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(std::string(hex.substr(1 + 2 * i, 2)), nullptr, 16) / 255.0;
    out[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  }
  return out;
}

Colour times(const Matrix& m, const Colour& c) {
  Colour out{};
  for (std::size_t i = 0; i < 3; ++i)
    out[i] = std::clamp(m[i][0] * c[0] + m[i][1] * c[1] + m[i][2] * c[2], 0.0, 1.0);
  return out;
}

// CIELAB, D65
Colour lab(const Colour& c) {
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f((0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2]) / 0.95047);
  const double y = f(0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2]);
  const double z = f((0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2]) / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distance(const Colour& a, const Colour& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

// severity 1.0
const std::map<std::string, Matrix> dichromacies{
    {"protanopia",
     {{{0.152286, 1.052583, -0.204868},
       {0.114503, 0.786281, 0.099216},
       {-0.003882, -0.048116, 1.051998}}}},
    {"deuteranopia",
     {{{0.367322, 0.860646, -0.227968},
       {0.280085, 0.672501, 0.047413},
       {-0.011820, 0.042940, 0.968881}}}},
    {"tritanopia",
     {{{1.255528, -0.076749, -0.178779},
       {-0.078411, 0.930809, 0.147602},
       {0.004733, 0.691367, 0.303900}}}},
};

TEST(Palette, LinesStandOutFromPaper) {
  NITER_SOURCE(
      "wcag21",
      "success criterion 1.4.11: contrast at least 3:1; relative luminance as defined there");
  for (int i = 0; i < inks_for_lines; ++i) {
    const auto c = linear(ink(i).hex);
    const double luminance = 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
    EXPECT_GE(1.05 / (luminance + 0.05), 3.0) << ink(i).name;
  }
}

TEST(Palette, LinesStayApartForColourBlindReaders) {
  NITER_SOURCE("machado2009", "matrices for severity 1.0");
  for (const auto& [kind, matrix] : dichromacies) {
    for (int i = 0; i < inks_for_lines; ++i) {
      for (int k = 0; k < i; ++k)
        EXPECT_GE(distance(lab(times(matrix, linear(ink(i).hex))),
                           lab(times(matrix, linear(ink(k).hex)))),
                  15)
            << kind << ": " << ink(i).name << ", " << ink(k).name;
    }
  }
}

TEST(Palette, TheTestWouldCatchRedAndGreen) {
  NITER_SOURCE("machado2009", "matrices for severity 1.0");
  const auto& matrix = dichromacies.at("deuteranopia");
  EXPECT_LT(distance(lab(times(matrix, linear("#b8860b"))), lab(times(matrix, linear("#7f9a1e")))),
            15);
}

TEST(Palette, IndicesBeyondTheEndBeginAgain) {
  NITER_IDENTITY("index modulo the number of inks");
  const int n = static_cast<int>(palette().size());
  EXPECT_EQ(ink(0).hex, ink(n).hex);
  EXPECT_EQ(ink(-1).hex, ink(n - 1).hex);
}

}  // namespace
}  // namespace niter::report
