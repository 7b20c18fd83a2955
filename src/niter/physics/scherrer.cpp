#include "niter/physics/scherrer.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::physics {
namespace {

// breadth times size: the equation is symmetric in the two
double product(double two_theta, double wavelength, double shape_factor) {
  NITER_EXPECT(two_theta > 0 && two_theta < constants::pi, "a diffraction angle in radians");
  return shape_factor * wavelength / std::cos(two_theta / 2);
}

}  // namespace

double size_broadening(double size, double two_theta, double wavelength, double shape_factor) {
  NITER_EXPECT(size > 0, "a crystal has a size");
  return product(two_theta, wavelength, shape_factor) / size;
}

double crystal_size(double breadth, double two_theta, double wavelength, double shape_factor) {
  NITER_EXPECT(breadth > 0, "a reflection has a breadth");
  return product(two_theta, wavelength, shape_factor) / breadth;
}

}  // namespace niter::physics
