#include "niter/physics/closed/randles_sevcik.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/physics/faraday.hpp"
#include "niter/physics/nernst.hpp"

namespace niter::physics {
namespace {

constexpr double peak_function = 0.495763;  // maximum of sqrt(pi) chi(bt)

}  // namespace

double irreversible_peak_current_density(double n, double alpha, double c, double diffusion,
                                         double scan_rate, double temperature) {
  NITER_EXPECT(alpha > 0 && scan_rate > 0, "a sweep with a transfer coefficient");
  const double rate = std::sqrt(alpha * scan_rate * diffusion / thermal_voltage(temperature));
  return current_density_of(n, peak_function * c * rate);
}

}  // namespace niter::physics
