#include "niter/physics/closed/warburg.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/nernst.hpp"

namespace niter::physics {

using Complex = std::complex<double>;

double warburg_coefficient(double n, const DiffusingForm& oxidised, const DiffusingForm& reduced,
                           double temperature) {
  const auto part = [](const DiffusingForm& form) {
    NITER_EXPECT(form.concentration > 0 && form.diffusivity > 0, "both forms are present");
    return 1 / (std::sqrt(form.diffusivity) * form.concentration);
  };
  return thermal_voltage(temperature) / (n * n * constants::F * std::sqrt(2.0)) *
         (part(oxidised) + part(reduced));
}

Complex warburg_impedance(double sigma, double omega) {
  NITER_EXPECT(omega > 0, "a frequency");
  return Complex(1, -1) * (sigma / std::sqrt(omega));
}

Complex transmissive_film(double omega_tau) {
  NITER_EXPECT(omega_tau >= 0, "a frequency");
  if (omega_tau == 0) return 1;
  const Complex s = std::sqrt(Complex(0, omega_tau));
  return std::tanh(s) / s;
}

Complex blocking_film(double omega_tau) {
  NITER_EXPECT(omega_tau > 0, "a blocked film passes no steady current");
  const Complex s = std::sqrt(Complex(0, omega_tau));
  return 1.0 / (s * std::tanh(s));
}

Complex gerischer(double omega_over_k) {
  return 1.0 / std::sqrt(Complex(1, omega_over_k));
}

}  // namespace niter::physics
