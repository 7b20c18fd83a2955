#include "niter/physics/nernst.hpp"

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::physics {

double thermal_voltage(double temperature) {
  return constants::R * temperature / constants::F;
}

double nernst_potential(double E0, double n, double ln_q, double temperature) {
  NITER_EXPECT(n > 0, "a reduction takes up electrons");
  return E0 - thermal_voltage(temperature) / n * ln_q;
}

}  // namespace niter::physics
