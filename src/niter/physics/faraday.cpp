#include "niter/physics/faraday.hpp"

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::physics {

double charge_of(double n, double amount) {
  return n * constants::F * amount;
}

double current_density_of(double n, double rate) {
  return n * constants::F * rate;
}

double rate_of(double n, double current_density, double faradaic_efficiency) {
  NITER_EXPECT(n > 0, "a product takes electrons");
  return faradaic_efficiency * current_density / (n * constants::F);
}

double total_current_density(double n, double rate, double faradaic_efficiency) {
  NITER_EXPECT(faradaic_efficiency > 0, "a product at no efficiency needs an infinite current");
  return current_density_of(n, rate) / faradaic_efficiency;
}

}  // namespace niter::physics
