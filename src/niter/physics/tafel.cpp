#include "niter/physics/tafel.hpp"

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::physics {

double tafel_slope(double alpha, double temperature) {
  NITER_EXPECT(alpha > 0, "a transfer coefficient is positive");
  return constants::ph_slope(temperature) / alpha;
}

double transfer_coefficient(double slope, double temperature) {
  NITER_EXPECT(slope > 0, "the magnitude of a Tafel slope");
  return constants::ph_slope(temperature) / slope;
}

}  // namespace niter::physics
