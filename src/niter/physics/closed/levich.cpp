#include "niter/physics/closed/levich.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/physics/closed/rde_profile.hpp"
#include "niter/physics/faraday.hpp"

namespace niter::physics {

double levich_coefficient() {
  return std::cbrt(cochran_a / 3) / std::tgamma(4.0 / 3);
}

double levich_schmidt_divisor(double schmidt) {
  const double root = 1 / std::cbrt(schmidt);
  return 1 + root * (0.2980 + root * 0.14514);
}

double levich_current_density(double n, double c, double diffusion, const RotatingDisc& disc) {
  return current_density_of(n, diffusion * c / levich_film(diffusion, disc));
}

double levich_film(double diffusion, const RotatingDisc& disc) {
  NITER_EXPECT(diffusion > 0 && disc.rotation > 0 && disc.viscosity > 0, "a disc that turns");
  const double schmidt = disc.viscosity / diffusion;
  const double length = std::sqrt(disc.viscosity / disc.rotation);
  return length / std::cbrt(schmidt) * levich_schmidt_divisor(schmidt) / levich_coefficient();
}

double koutecky_levich(double kinetic, double limit) {
  NITER_EXPECT(kinetic > 0 && limit > 0, "magnitudes of currents");
  return kinetic * limit / (kinetic + limit);
}

}  // namespace niter::physics
