#include "niter/physics/film_limit.hpp"

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::physics {

double thickest_film(double n, double diffusion, double c, double current_density) {
  NITER_EXPECT(current_density > 0, "the magnitude of a current that flows");
  return n * constants::F * diffusion * c / current_density;
}

}  // namespace niter::physics
