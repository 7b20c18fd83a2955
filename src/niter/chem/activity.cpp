#include "niter/chem/activity.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::chem {
namespace {

constexpr double litre = 1e-3;         // m3
constexpr double angstrom = 1e-10;     // m
constexpr double davies_linear = 0.3;  // of Davies' equation

double in_mol_per_litre(double ionic_strength) {
  NITER_EXPECT(ionic_strength >= 0, "an ionic strength is not negative");
  return ionic_strength * litre;
}

// eps0 eps k_B T: what thermal energy and solvent set against the field of an ion
double screening(double temperature, double permittivity) {
  return constants::eps0 * permittivity * constants::k_B * temperature;
}

}  // namespace

double ionic_strength(std::span<const double> concentrations, std::span<const int> charges) {
  NITER_EXPECT(concentrations.size() == charges.size(), "one charge per concentration");
  double sum = 0;
  for (std::size_t i = 0; i < charges.size(); ++i) {
    sum += charges[i] * charges[i] * concentrations[i];
  }
  return sum / 2;
}

double debye_hueckel_a(double temperature, double permittivity, double density) {
  const double charge_cubed = constants::e * constants::e * constants::e;
  return charge_cubed * std::sqrt(2 * constants::N_A * density) /
         (constants::ln10 * 8 * constants::pi *
          std::pow(screening(temperature, permittivity), 1.5));
}

double debye_hueckel_b(double temperature, double permittivity, double density) {
  return angstrom * constants::e *
         std::sqrt(2 * constants::N_A * density / screening(temperature, permittivity));
}

double log10_gamma_davies(int charge, double ionic_strength) {
  static const double a = debye_hueckel_a();
  const double strength = in_mol_per_litre(ionic_strength);
  const double root = std::sqrt(strength);
  return -a * charge * charge * (root / (1 + root) - davies_linear * strength);
}

}  // namespace niter::chem
