#include "niter/physics/closed/migration_limit.hpp"

#include <cmath>

#include "niter/base/contract.hpp"

namespace niter::physics {

double migration_limit(double g) {
  NITER_EXPECT(g >= 0, "a ratio of concentrations");
  // (1 + g) (1 - sqrt(g / (1+g))) = 1 / (1 + sqrt(g / (1+g))), without the cancellation
  return 2 / (1 + std::sqrt(g / (1 + g)));
}

}  // namespace niter::physics
