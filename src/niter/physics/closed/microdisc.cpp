#include "niter/physics/closed/microdisc.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/physics/faraday.hpp"

namespace niter::physics {

double microdisc_limiting_current(double n, double c, double diffusion, double radius) {
  return charge_of(n, 4 * diffusion * c * radius);
}

double microdisc_step_current(double n, double c, double diffusion, double radius, double time) {
  NITER_EXPECT(time > 0 && radius > 0, "a disc, after the step");
  const double root = radius / std::sqrt(4 * diffusion * time);  // tau^(-1/2)
  return microdisc_limiting_current(n, c, diffusion, radius) *
         (0.7854 + 0.8862 * root + 0.2146 * std::exp(-0.7823 * root));
}

}  // namespace niter::physics
