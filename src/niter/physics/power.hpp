// Power of a galvanic cell, and what a straight polarisation line allows.
#pragma once

namespace niter::physics {

/// Power density P = V j. [W m-2] @param current_density discharge positive [A m-2]
double power_density(double voltage, double current_density);

/// A cell whose voltage falls on a straight line: V(j) = V_oc - j R, discharge current positive.
struct LinearCell {
  double open_circuit_voltage = 0;  // V
  double resistance = 0;            // ohm m2

  double voltage(double current_density) const {
    return open_circuit_voltage - current_density * resistance;
  }
  /// Greatest power, V_oc^2 / 4R, at half the short-circuit current. [W m-2]
  double max_power_density() const;
  double current_density_at_max_power() const;   // A m-2
  double short_circuit_current_density() const;  // A m-2
};

/// The linear cell with a given greatest power: R = V_oc^2 / (4 P_max).
/// @source identity: maximum of V(j) j along a straight line
LinearCell linear_cell(double open_circuit_voltage, double max_power_density);

}  // namespace niter::physics
