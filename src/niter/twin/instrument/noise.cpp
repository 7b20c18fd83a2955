#include "niter/twin/instrument/noise.hpp"

#include <algorithm>
#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::twin {

double johnson_density(double resistance, double temperature) {
  NITER_EXPECT(resistance > 0, "a resistor has a resistance");
  return 4 * constants::k_B * temperature / resistance;
}

double noise_bandwidth(double bandwidth, double window) {
  return window > 0 ? std::min(bandwidth, 1 / (2 * window)) : bandwidth;
}

FlickerNoise::FlickerNoise(double fastest, double slowest, NormalDeviates deviates)
    : deviates_(deviates) {
  NITER_EXPECT(fastest > 0 && fastest <= slowest, "time constants are positive and in order");
  const int steps = std::max(1, static_cast<int>(std::ceil(2 * std::log10(slowest / fastest))));
  step_ = std::max(std::log(slowest / fastest) / steps, constants::ln10 / 2);
  for (int k = 0; k <= steps; ++k) rates_.push_back(std::exp(-k * step_) / fastest);
  for (std::size_t k = 0; k < rates_.size(); ++k) {
    states_.push_back(std::sqrt(step_) * deviates_.next());
  }
}

double FlickerNoise::after(double dt) {
  double sum = 0;
  for (std::size_t k = 0; k < rates_.size(); ++k) {
    const double kept = std::exp(-dt * rates_[k]);
    states_[k] = kept * states_[k] + std::sqrt(step_ * (1 - kept * kept)) * deviates_.next();
    sum += states_[k];
  }
  return sum;
}

double FlickerNoise::variance() const {
  return step_ * static_cast<double>(rates_.size());
}

double hum_at(const Hum& hum, double t, double window, double phase) {
  const double half = constants::pi * hum.frequency * window;
  const double left = half > 0 ? std::sin(half) / half : 1;
  return left * std::sin(2 * constants::pi * hum.frequency * t - half + phase);
}

}  // namespace niter::twin
