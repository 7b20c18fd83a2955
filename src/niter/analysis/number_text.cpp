#include "niter/analysis/number_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace niter::analysis {

std::string rounded(double value, double sigma) {
  if (!(sigma > 0)) return fmt::format("{:.5g}", value);
  const int decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(sigma))), 0, 12);
  return fmt::format("{:.{}f}", value, decimals);
}

std::string plus_minus(double value, double sigma) {
  if (!(sigma > 0)) return rounded(value, sigma);
  return fmt::format("{} ± {}", rounded(value, sigma), rounded(sigma, sigma));
}

}  // namespace niter::analysis
