#include "niter/physics/scherrer.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::physics {

double size_broadening(double size, double two_theta, double wavelength, double shape_factor) {
  NITER_EXPECT(size > 0, "a crystal has a size");
  NITER_EXPECT(two_theta > 0 && two_theta < constants::pi, "a diffraction angle in radians");
  return shape_factor * wavelength / (size * std::cos(two_theta / 2));
}

}  // namespace niter::physics
