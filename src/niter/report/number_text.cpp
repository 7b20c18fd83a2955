#include "niter/report/number_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::report {
namespace {

int decade_of(double x) {
  return static_cast<int>(std::floor(std::log10(std::abs(x))));
}

// Decimals that show two figures of sigma once it is rounded: 0.0996 is 0.10.
int decimals_of(double sigma) {
  const int first = 1 - decade_of(sigma);
  const double unit = std::pow(10.0, first);
  return 1 - decade_of(std::round(sigma * unit) / unit);
}

std::string fixed(double x, int decimals) {
  const auto text = fmt::format("{:.{}f}", x, decimals);
  const bool zero = text.find_first_of("123456789") == std::string::npos;
  return zero && text.front() == '-' ? text.substr(1) : text;
}

constexpr double least = 1e-3, most = 1e5;  // without a power of ten

}  // namespace

NumberText number_text(double value, double sigma) {
  if (!std::isfinite(value)) return {fmt::format("{}", value), {}, 0};
  if (!(sigma > 0) || !std::isfinite(sigma)) {
    if (value == 0 || (std::abs(value) >= least && std::abs(value) < most))
      return {fmt::format("{:.5g}", value), {}, 0};
    const int exponent = decade_of(value);
    return {fmt::format("{:.5g}", value / std::pow(10.0, exponent)), {}, exponent};
  }
  const double size = std::max(std::abs(value), sigma);
  const int decimals = decimals_of(sigma);
  if (decimals >= 0 && size >= least && size < most)
    return {fixed(value, decimals), fixed(sigma, decimals), 0};
  const int exponent = decade_of(size);
  const double unit = std::pow(10.0, exponent);
  const int inside = std::max(decimals + exponent, 0);
  return {fixed(value / unit, inside), fixed(sigma / unit, inside), exponent};
}

NumberText number_text(const data::Measure& measure) {
  return number_text(measure.unit.from_si(measure.value.value()),
                     measure.value.sigma() / measure.unit.scale());
}

std::string plain(const NumberText& number) {
  const auto both =
      number.sigma.empty() ? number.value : fmt::format("{} ± {}", number.value, number.sigma);
  if (number.exponent == 0) return both;
  return fmt::format("{} 10^{}", number.sigma.empty() ? both : "(" + both + ")", number.exponent);
}

}  // namespace niter::report
