#include "niter/physics/bragg.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::physics {

double lattice_spacing(double two_theta, double wavelength) {
  NITER_EXPECT(two_theta > 0 && two_theta < constants::pi, "a diffraction angle in radians");
  return wavelength / (2 * std::sin(two_theta / 2));
}

double diffraction_angle(double spacing, double wavelength) {
  NITER_EXPECT(spacing >= wavelength / 2, "planes closer than half a wavelength do not reflect");
  return 2 * std::asin(wavelength / (2 * spacing));
}

}  // namespace niter::physics
