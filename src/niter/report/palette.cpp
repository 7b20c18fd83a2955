#include "niter/report/palette.hpp"

#include <array>

namespace niter::report {
namespace {

constexpr std::array<Ink, 8> inks{{
    {"blue", "#0072B2", 6, 7, "circle"},
    {"vermillion", "#D55E00", 4, 5, "square"},
    {"bluish green", "#009E73", 8, 9, "triangle-up"},
    {"reddish purple", "#CC79A7", 12, 13, "diamond"},
    {"black", "#000000", 10, 11, "triangle-down"},
    {"wine", "#882255", 14, 15, "pentagon"},
    {"sky blue", "#56B4E9", 6, 7, "circle"},
    {"orange", "#E69F00", 4, 5, "square"},
}};

}  // namespace

std::span<const Ink> palette() {
  return inks;
}

const Ink& ink(int colour) {
  const auto size = static_cast<int>(inks.size());
  return inks[static_cast<std::size_t>(((colour % size) + size) % size)];
}

}  // namespace niter::report
