#include "niter/physics/eyring.hpp"

#include <cmath>

#include "niter/chem/constants.hpp"

namespace niter::physics {

double eyring_rate_constant(double barrier, double temperature) {
  return constants::k_B * temperature / constants::h *
         std::exp(-barrier / (constants::R * temperature));
}

}  // namespace niter::physics
