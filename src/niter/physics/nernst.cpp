#include "niter/physics/nernst.hpp"

#include "niter/chem/constants.hpp"

namespace niter::physics {

double thermal_voltage(double temperature) {
  return constants::R * temperature / constants::F;
}

}  // namespace niter::physics
