#include "niter/physics/ohmic.hpp"

#include "niter/base/contract.hpp"

namespace niter::physics {

double ir_free_potential(double applied, double current_density, double resistance) {
  NITER_EXPECT(resistance >= 0, "a resistance is not negative");
  return applied - current_density * resistance;
}

double slab_resistance(double distance, double conductivity) {
  NITER_EXPECT(conductivity > 0, "an electrolyte conducts");
  return distance / conductivity;
}

}  // namespace niter::physics
