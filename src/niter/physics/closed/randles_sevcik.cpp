#include "niter/physics/closed/randles_sevcik.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/physics/closed/nicholson_shain.hpp"
#include "niter/physics/faraday.hpp"
#include "niter/physics/nernst.hpp"

namespace niter::physics {

double reversible_peak_current_density(const PlanarSweep& sweep) {
  NITER_EXPECT(sweep.scan_rate > 0, "a sweep moves");
  const double a = sweep.n * sweep.scan_rate / thermal_voltage(sweep.temperature);
  const double rate = sweep.concentration * std::sqrt(a * sweep.diffusivity);
  return current_density_of(sweep.n, reversible_peak_function * rate);
}

double irreversible_peak_current_density(double n, double alpha, double c, double diffusion,
                                         double scan_rate, double temperature) {
  NITER_EXPECT(alpha > 0 && scan_rate > 0, "a sweep with a transfer coefficient");
  const double rate = std::sqrt(alpha * scan_rate * diffusion / thermal_voltage(temperature));
  return current_density_of(n, irreversible_peak_function * c * rate);
}

}  // namespace niter::physics
