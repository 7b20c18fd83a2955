#include "niter/physics/film_limit.hpp"

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::physics {

double limiting_current_density(double n, double diffusion, double c, double thickness) {
  NITER_EXPECT(thickness > 0, "a film has a thickness");
  return n * constants::F * diffusion * c / thickness;
}

double thickest_film(double n, double diffusion, double c, double current_density) {
  NITER_EXPECT(current_density > 0, "the magnitude of a current that flows");
  return n * constants::F * diffusion * c / current_density;
}

}  // namespace niter::physics
