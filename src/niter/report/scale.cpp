#include "niter/report/scale.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "niter/base/contract.hpp"

namespace niter::report {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `step`.
double round_step(double step) {
  const double decade = std::pow(10.0, std::floor(std::log10(step)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0}) {
    if (factor * decade >= step * (1 - 1e-9)) return factor * decade;
  }
  return 10 * decade;
}

int decimals_of(double step) {
  for (int n = 0; n < 12; ++n) {
    const double scaled = step * std::pow(10.0, n);
    if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled) return n;
  }
  return 12;
}

// Numbers too large or small for plain digits keep their power of ten.
std::string tick_text(double value, double step) {
  if (std::abs(value) < step * 1e-6) return "0";
  if (std::abs(value) >= 1e5 || step < 1e-4) {
    const int exponent = static_cast<int>(std::floor(std::log10(std::abs(value)) + 1e-9));
    return fmt::format("{:g}\u00d710^{}", value / std::pow(10.0, exponent), exponent);
  }
  return fmt::format("{:.{}f}", value, decimals_of(step));
}

std::vector<Tick> linear_ticks(const Scale& scale, int wanted) {
  std::vector<Tick> ticks;
  const double step = round_step((scale.high() - scale.low()) / wanted);
  const double slack = step * 1e-6;
  const auto begin = static_cast<long>(std::ceil((scale.low() - slack) / (step / 2)));
  for (long i = begin; static_cast<double>(i) * step / 2 <= scale.high() + slack; ++i) {
    const double value = static_cast<double>(i) * step / 2;
    const bool minor = i % 2 != 0;
    ticks.push_back({value, minor ? "" : tick_text(value, step), minor});
  }
  return ticks;
}

std::size_t texts_in(const std::vector<Tick>& ticks) {
  return static_cast<std::size_t>(
      std::count_if(ticks.begin(), ticks.end(), [](const Tick& t) { return !t.text.empty(); }));
}

// Whole multiples of the powers of ten; of those in `named` the text is written out.
std::vector<Tick> multiples(const Scale& scale, const std::vector<int>& named) {
  std::vector<Tick> ticks;
  const int begin = static_cast<int>(std::floor(std::log10(scale.low())));
  for (int e = begin; std::pow(10.0, e) <= scale.high() * (1 + 1e-9); ++e) {
    for (int m = 1; m < 10; ++m) {
      const double value = m * std::pow(10.0, e);
      if (value < scale.low() * (1 - 1e-9) || value > scale.high() * (1 + 1e-9)) continue;
      const bool major = std::find(named.begin(), named.end(), m) != named.end();
      ticks.push_back({value, major ? fmt::format("{:g}", value) : "", !major});
    }
  }
  return ticks;
}

// An axis too short for powers of ten: the fewest multiples that give three texts, at last those of
// a linear axis.
std::vector<Tick> short_logarithmic_ticks(const Scale& scale, int wanted) {
  constexpr std::size_t enough = 3;
  const std::vector<int> choices[] = {{1, 2, 5}, {1, 2, 3, 5, 7}, {1, 2, 3, 4, 5, 6, 7, 8, 9}};
  for (const auto& named : choices) {
    auto ticks = multiples(scale, named);
    if (texts_in(ticks) >= enough) return ticks;
  }
  return linear_ticks(scale, wanted);
}

std::vector<Tick> logarithmic_ticks(const Scale& scale, int wanted) {
  std::vector<Tick> ticks;
  const double decades = std::log10(scale.high() / scale.low());
  if (decades < 1.5) return short_logarithmic_ticks(scale, wanted);
  const int every = std::max(1, static_cast<int>(std::ceil(decades / wanted)));
  const int begin = static_cast<int>(std::floor(std::log10(scale.low())));
  for (int e = begin; std::pow(10.0, e) <= scale.high() * (1 + 1e-9); ++e) {
    for (int m = 1; m < 10; ++m) {
      const double value = m * std::pow(10.0, e);
      if (value < scale.low() * (1 - 1e-9) || value > scale.high() * (1 + 1e-9)) continue;
      const bool major = m == 1 && e % every == 0;
      if (m > 1 && every > 1) continue;
      ticks.push_back({value, major ? fmt::format("10^{}", e) : "", !major});
    }
  }
  return ticks;
}

// An end at zero stays there.
Scale lengthened(const Scale& scale, double factor) {
  const double more = factor - 1;
  if (scale.first == 0) return scale.extended(0, more);
  if (scale.last == 0) return scale.extended(more, 0);
  return scale.extended(more / 2, more / 2);
}

}  // namespace

double Scale::fraction(double value) const {
  if (!logarithmic) return (value - first) / (last - first);
  return value > 0 ? std::log(value / first) / std::log(last / first) : nan;
}

Scale Scale::extended(double before, double after) const {
  Scale wider = *this;
  if (logarithmic) {
    const double length = std::log(last / first);
    wider.first = first * std::exp(-before * length);
    wider.last = last * std::exp(after * length);
  } else {
    const double length = last - first;
    wider.first = first - before * length;
    wider.last = last + after * length;
  }
  return wider;
}

Scale scale_of(const data::Axis& axis, const std::vector<double>& values, double margin) {
  if (axis.range) {
    NITER_EXPECT(axis.range->first != axis.range->second, "a range has two ends");
    NITER_EXPECT(!axis.logarithmic || std::min(axis.range->first, axis.range->second) > 0,
                 "a logarithmic range is positive");
    return {axis.unit.from_si(axis.range->first), axis.unit.from_si(axis.range->second),
            axis.logarithmic};
  }
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double si : values) {
    const double value = axis.unit.from_si(si);
    if (!std::isfinite(value) || (axis.logarithmic && value <= 0)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (low > high) return axis.logarithmic ? Scale{1, 10, true} : Scale{0, 1, false};
  if (low == high) {
    const double half = low == 0 ? 0.5 : std::abs(low) / 2;
    return {low - half, high + half, axis.logarithmic};
  }
  if (axis.logarithmic) return Scale{low, high, true}.extended(margin, margin);
  const bool from_zero = low >= 0 && low < 0.3 * high;
  const bool to_zero = high <= 0 && high > 0.3 * low;
  Scale scale{from_zero ? 0 : low, to_zero ? 0 : high, false};
  return scale.extended(from_zero && low > 0 ? 0 : margin, to_zero && high < 0 ? 0 : margin);
}

void equalise(Scale& x, Scale& y, double aspect) {
  NITER_EXPECT(!x.logarithmic && !y.logarithmic, "equal scales are linear");
  const double ratio = (x.high() - x.low()) / ((y.high() - y.low()) * aspect);
  if (ratio > 1) {
    y = lengthened(y, ratio);
  } else {
    x = lengthened(x, 1 / ratio);
  }
}

std::vector<Tick> ticks_of(const Scale& scale, int wanted) {
  return scale.logarithmic ? logarithmic_ticks(scale, wanted) : linear_ticks(scale, wanted);
}

}  // namespace niter::report
