#include "niter/physics/double_layer.hpp"

#include <cmath>

#include "niter/base/contract.hpp"

namespace niter::physics {

double charging_current_density(double capacitance, double scan_rate, double window,
                                double resistance) {
  NITER_EXPECT(scan_rate > 0 && window > 0, "a sweep moves");
  const double ideal = capacitance * scan_rate;
  const double tau = resistance * capacitance;
  if (tau == 0) return ideal;
  return ideal * (1 - 1 / std::cosh(window / scan_rate / (2 * tau)));
}

}  // namespace niter::physics
