#include "niter/physics/power.hpp"

#include "niter/base/contract.hpp"

namespace niter::physics {

double power_density(double voltage, double current_density) {
  return voltage * current_density;
}

double LinearCell::max_power_density() const {
  return open_circuit_voltage * open_circuit_voltage / (4 * resistance);
}

double LinearCell::current_density_at_max_power() const {
  return short_circuit_current_density() / 2;
}

double LinearCell::short_circuit_current_density() const {
  return open_circuit_voltage / resistance;
}

LinearCell linear_cell(double open_circuit_voltage, double max_power_density) {
  NITER_EXPECT(open_circuit_voltage > 0 && max_power_density > 0, "a cell that delivers");
  return {open_circuit_voltage,
          open_circuit_voltage * open_circuit_voltage / (4 * max_power_density)};
}

}  // namespace niter::physics
