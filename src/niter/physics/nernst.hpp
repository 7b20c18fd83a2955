// The thermal voltage, the scale of every potential in the Nernst equation.
#pragma once

namespace niter::physics {

/// Thermal voltage RT/F, 25.6926 mV at 298.15 K. [V]
double thermal_voltage(double temperature);

}  // namespace niter::physics
