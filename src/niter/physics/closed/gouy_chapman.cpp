#include "niter/physics/closed/gouy_chapman.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/nernst.hpp"

namespace niter::physics {
namespace {

double reduced(const SymmetricSalt& salt, double phi) {
  return salt.charge * phi / thermal_voltage(salt.temperature);
}

double length_of(const SymmetricSalt& salt) {
  return debye_length(salt.charge * salt.charge * salt.concentration, salt.permittivity,
                      salt.temperature);
}

// sinh^2(u/2)
double half_sinh_squared(double u) {
  const double s = std::sinh(u / 2);
  return s * s;
}

// sqrt((2/nu) ln(1 + 2 nu sinh^2(u/2))), the field at the plane; 2 sinh|u/2| for points
double field(double u, double nu) {
  if (nu == 0) return 2 * std::sinh(std::abs(u) / 2);
  return std::sqrt(2 / nu * std::log1p(2 * nu * half_sinh_squared(u)));
}

}  // namespace

double debye_length(double ionic_strength, double permittivity, double temperature) {
  NITER_EXPECT(ionic_strength > 0 && permittivity > 0, "an electrolyte");
  return std::sqrt(permittivity * constants::eps0 * thermal_voltage(temperature) /
                   (2 * constants::F * ionic_strength));
}

double packing_fraction(const SymmetricSalt& salt) {
  return 2 * std::pow(salt.ion_size, 3) * constants::N_A * salt.concentration;
}

double double_layer_charge(const SymmetricSalt& salt, double phi) {
  const double scale = 2 * salt.charge * constants::F * salt.concentration * length_of(salt);
  return std::copysign(scale * field(reduced(salt, phi), packing_fraction(salt)), phi);
}

double diffuse_capacitance(const SymmetricSalt& salt, double phi) {
  const double u = std::abs(reduced(salt, phi)), nu = packing_fraction(salt);
  const double at_rest = salt.permittivity * constants::eps0 / length_of(salt);
  if (u < 1e-8) return at_rest;
  return at_rest * std::sinh(u) / ((1 + 2 * nu * half_sinh_squared(u)) * field(u, nu));
}

double stern_capacitance(double compact, double diffuse) {
  return compact * diffuse / (compact + diffuse);
}

double gouy_chapman_potential(const SymmetricSalt& salt, double phi, double distance) {
  const double decay = std::exp(-distance / length_of(salt));
  const double u = 4 * std::atanh(std::tanh(reduced(salt, phi) / 4) * decay);
  return u * thermal_voltage(salt.temperature) / salt.charge;
}

double double_layer_concentration(const SymmetricSalt& salt, double phi, int sign) {
  const double u = reduced(salt, phi), nu = packing_fraction(salt);
  return salt.concentration * std::exp(-sign * u) / (1 + 2 * nu * half_sinh_squared(u));
}

}  // namespace niter::physics
