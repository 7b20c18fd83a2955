#include "niter/physics/butler_volmer.hpp"

#include <cmath>

#include "niter/physics/nernst.hpp"

namespace niter::physics {

TransferRates butler_volmer(double k0, double alpha, double n, double from_standard,
                            double temperature) {
  const double x = from_standard / thermal_voltage(temperature);
  return {k0 * std::exp(-alpha * x), k0 * std::exp((n - alpha) * x)};
}

}  // namespace niter::physics
