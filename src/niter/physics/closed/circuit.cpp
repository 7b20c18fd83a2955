#include "niter/physics/closed/circuit.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/closed/warburg.hpp"

namespace niter::physics {

using Complex = std::complex<double>;

Complex cpe_impedance(double q, double n, double omega) {
  NITER_EXPECT(q > 0 && omega > 0, "a capacitive element at a frequency");
  return std::polar(1 / (q * std::pow(omega, n)), -n * constants::pi / 2);
}

Complex randles_impedance(const RandlesCircuit& circuit, double omega) {
  const Complex faradaic = circuit.charge_transfer + warburg_impedance(circuit.warburg, omega);
  if (circuit.q == 0) return circuit.series + faradaic;
  const Complex layer = cpe_impedance(circuit.q, circuit.n, omega);
  return circuit.series + layer * faradaic / (layer + faradaic);
}

Complex porous_electrode_impedance(double ionic, Complex surface) {
  NITER_EXPECT(ionic > 0, "a resistance");
  return std::sqrt(ionic * surface) / std::tanh(std::sqrt(ionic / surface));
}

}  // namespace niter::physics
