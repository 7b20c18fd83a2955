#include "niter/analysis/echem/resistance_bias.hpp"

#include <algorithm>
#include <functional>

#include "niter/analysis/echem/rc_sweep.hpp"
#include "niter/base/contract.hpp"

namespace niter::analysis {

namespace {

RcSweep sweep_of(double capacitance, double resistance, const RatePoint& rate) {
  return {capacitance, resistance, rate.scan_rate, rate.low, rate.high};
}

/// Root of a function that is negative at `low` and not at `high`.
double bisect(const std::function<double(double)>& f, double low, double high) {
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (f(middle) < 0 ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace

double slope_of_rc(double capacitance, double resistance, std::span<const RatePoint> rates,
                   double potential) {
  double slope = 0;
  for (const auto& rate : rates) {
    slope += rate.influence *
             half_difference(sweep_of(capacitance, resistance, rate), {potential, rate.width});
  }
  return slope;
}

std::optional<ResistanceBias> correct_for_resistance(const Uncertain& plain,
                                                     const Uncertain& resistance,
                                                     std::span<const RatePoint> rates,
                                                     double potential) {
  NITER_EXPECT(plain.value() > 0 && resistance.value() >= 0, "a capacitor behind a resistance");
  const auto slope = [&](double c, double r) { return slope_of_rc(c, r, rates, potential); };
  const auto excess = [&](double c) { return slope(c, resistance.value()) - plain.value(); };

  // the slope grows with C up to a summit and falls beyond: only the near side is the electrode
  constexpr double step = 1.01;
  double low = plain.value();
  double high = low;
  while (excess(high) < 0) {
    const double next = high * step;
    if (excess(next) <= excess(high)) return std::nullopt;
    low = high;
    high = next;
  }
  const double c = high == plain.value() ? high : bisect(excess, low, high);

  // dC = (dslope - slope_R dR) / slope_C
  const double r = resistance.value();
  constexpr double h = 1e-5;
  const double by_c = (slope(c * (1 + h), r) - slope(c * (1 - h), r)) / (2 * h * c);
  const double dr = r > 0 ? h * r : 0;
  const double by_r = dr > 0 ? (slope(c, r + dr) - slope(c, r - dr)) / (2 * dr) : 0;
  if (!(by_c > 0)) return std::nullopt;

  const auto fastest = std::max_element(
      rates.begin(), rates.end(),
      [](const RatePoint& a, const RatePoint& b) { return a.scan_rate < b.scan_rate; });
  ResistanceBias bias;
  bias.resistance = resistance;
  bias.corrected = Uncertain::linear(c, 1 / by_c, plain, -by_r / by_c, resistance);
  bias.time_constant = r * c;
  bias.slope = plain.value() / c - 1;
  bias.fastest = half_difference(sweep_of(c, r, *fastest), {potential, fastest->width}) /
                     (c * fastest->scan_rate) -
                 1;
  return bias;
}

double resistance_for_bias(double capacitance, double bias, std::span<const RatePoint> rates,
                           double potential) {
  NITER_EXPECT(bias < 0 && bias > -0.5, "a resistance lowers the slope");
  const auto reached = [&](double r) {
    return bias - (slope_of_rc(capacitance, r, rates, potential) / capacitance - 1);
  };
  // from a resistance too small to matter
  double high =
      1e-6 * (rates.front().high - rates.front().low) / (rates.front().scan_rate * capacitance);
  while (reached(high) < 0) high *= 2;
  return bisect(reached, high / 2, high);
}

}  // namespace niter::analysis
