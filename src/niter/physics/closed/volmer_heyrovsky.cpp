#include "niter/physics/closed/volmer_heyrovsky.hpp"

#include <cmath>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/nernst.hpp"

namespace niter::physics {
namespace {

double sum_of(const VolmerHeyrovsky& k) {
  const double sum = k.volmer + k.volmer_back + k.heyrovsky + k.heyrovsky_back;
  NITER_EXPECT(sum > 0, "some rate must be positive");
  return sum;
}

}  // namespace

VolmerHeyrovsky at_overpotential(const VolmerHeyrovsky& rates, double eta, double beta,
                                 double temperature) {
  const double x = eta / thermal_voltage(temperature);
  const double forward = std::exp(-beta * x), back = std::exp((1 - beta) * x);
  return {rates.volmer * forward, rates.volmer_back * back, rates.heyrovsky * forward,
          rates.heyrovsky_back * back};
}

double hydrogen_coverage(const VolmerHeyrovsky& k) {
  return (k.volmer + k.heyrovsky_back) / sum_of(k);
}

double hydrogen_current_density(const VolmerHeyrovsky& k) {
  return -2 * constants::F * (k.volmer * k.heyrovsky - k.volmer_back * k.heyrovsky_back) /
         sum_of(k);
}

std::complex<double> hydrogen_admittance(const VolmerHeyrovsky& k, double sites, double beta,
                                         double temperature, double omega) {
  const double f = 1 / thermal_voltage(temperature);
  const double theta = hydrogen_coverage(k), free = 1 - theta;
  // slopes of the two net rates in potential and coverage
  const double volmer_E = -f * (beta * k.volmer * free + (1 - beta) * k.volmer_back * theta);
  const double heyrovsky_E =
      -f * (beta * k.heyrovsky * theta + (1 - beta) * k.heyrovsky_back * free);
  const double volmer_theta = -(k.volmer + k.volmer_back);
  const double heyrovsky_theta = k.heyrovsky + k.heyrovsky_back;
  const std::complex<double> coverage_E =
      (volmer_E - heyrovsky_E) / std::complex<double>(sum_of(k), omega * sites);
  return -constants::F * (volmer_E + heyrovsky_E + (volmer_theta + heyrovsky_theta) * coverage_E);
}

}  // namespace niter::physics
