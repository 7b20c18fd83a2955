#include "niter/twin/instrument/adc.hpp"

#include <algorithm>
#include <cmath>

namespace niter::twin {

Reading digitise(double signal, double step, double limit) {
  Reading reading{step > 0 ? step * std::round(signal / step) : signal, false};
  if (limit > 0 && std::abs(signal) > limit) return {std::copysign(limit, signal), true};
  if (limit > 0) reading.value = std::clamp(reading.value, -limit, limit);
  return reading;
}

AveragedStep averaged_step(double step, double conversions) {
  const double n = std::max(1.0, std::floor(conversions));
  return {step / n, step * step / 12 * (1 / n - 1 / (n * n))};
}

}  // namespace niter::twin
