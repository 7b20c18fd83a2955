#include "niter/physics/closed/cottrell.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/faraday.hpp"

namespace niter::physics {
namespace {

// 1 + 2 sum exp(-k^2 a), for a > 1 or so
double theta(double a) {
  double sum = 1;
  for (int k = 1; k * k * a < 40; ++k) sum += 2 * std::exp(-k * k * a);
  return sum;
}

}  // namespace

double cottrell_current_density(double n, double c, double diffusion, double time) {
  NITER_EXPECT(time > 0, "the current is infinite at the step");
  return current_density_of(n, c * std::sqrt(diffusion / (constants::pi * time)));
}

double film_step_current_density(double n, double c, double diffusion, double film, double time) {
  NITER_EXPECT(time > 0 && film > 0, "a film, after the step");
  const double spread = diffusion * time / (film * film);
  if (spread < 1 / constants::pi) {
    return cottrell_current_density(n, c, diffusion, time) * theta(1 / spread);
  }
  const double steady = current_density_of(n, diffusion * c / film);
  return steady * theta(constants::pi * constants::pi * spread);
}

double sand_time(double n, double c, double diffusion, double current_density) {
  NITER_EXPECT(current_density > 0, "the magnitude of a current");
  const double ratio = current_density_of(n, c) / (2 * current_density);
  return constants::pi * diffusion * ratio * ratio;
}

}  // namespace niter::physics
