#include "niter/physics/closed/laviron.hpp"

#include <cmath>

#include "niter/physics/faraday.hpp"
#include "niter/physics/nernst.hpp"

namespace niter::physics {

double confined_current_density(const ConfinedCouple& couple, double from_formal) {
  const double x = couple.n * from_formal / thermal_voltage(couple.temperature);
  const double sech = 1 / std::cosh(x / 2);
  return confined_peak_current_density(couple) * sech * sech;
}

double confined_peak_current_density(const ConfinedCouple& couple) {
  const double rate = couple.n * couple.scan_rate / thermal_voltage(couple.temperature);  // s-1
  return current_density_of(couple.n, couple.coverage * rate / 4);
}

double confined_peak_width(double n, double temperature) {
  return 2 * std::log(3 + 2 * std::sqrt(2.0)) * thermal_voltage(temperature) / n;
}

}  // namespace niter::physics
