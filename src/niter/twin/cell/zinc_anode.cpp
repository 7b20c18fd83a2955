#include "niter/twin/cell/zinc_anode.hpp"

#include <algorithm>
#include <cmath>

#include "niter/chem/constants.hpp"

namespace niter::twin {

double equilibrium_potential(const ZincAnode& zinc, double temperature,
                             std::span<const double> anolyte) {
  double shift = 0;
  for (std::size_t i = 0; !anolyte.empty() && i < zinc.products.size(); ++i) {
    const AnodeProduct& product = zinc.products[i];
    // what an iteration puts below zero on its way stays a number
    const double c = std::max(anolyte[static_cast<std::size_t>(product.species)], 1e-30);
    shift += product.per_electron * std::log(c / zinc.start[i]);
  }
  return zinc.start_potential + constants::R * temperature / constants::F * shift;
}

AnodeState polarise(const ZincAnode& zinc, double temperature, double current, double equilibrium) {
  const double f = constants::F / (constants::R * temperature);
  const double anodic = zinc.anodic_transfer * f, cathodic = (2 - zinc.anodic_transfer) * f;
  const double net = current / zinc.area_ratio;
  // dissolution, deposition and hydrogen, each an exponential of eta
  const auto of = [&](double eta, double& up, double& down, double& hydrogen) {
    up = zinc.exchange_current * std::exp(anodic * eta);
    down = zinc.exchange_current * std::exp(-cathodic * eta);
    hydrogen =
        zinc.corrosion_current * std::exp(-0.5 * f * (equilibrium + eta - zinc.start_potential));
  };
  // from the branch that rules: convex beyond the root, Newton comes down to it
  double eta = net > 0 ? std::log1p(net / zinc.exchange_current) / anodic
                       : -std::log1p(-net / zinc.exchange_current) / cathodic;
  double up = 0, down = 0, hydrogen = 0, slope = 1;
  constexpr int most = 100;
  const double largest = 2 / std::max(anodic, cathodic);
  for (int i = 0; i < most; ++i) {
    of(eta, up, down, hydrogen);
    slope = anodic * up + cathodic * down + 0.5 * f * hydrogen;
    const double step = -(up - down - hydrogen - net) / slope;
    eta += std::clamp(step, -largest, largest);
    if (std::abs(step) < 1e-15) break;
  }
  of(eta, up, down, hydrogen);

  AnodeState out;
  out.potential = equilibrium + eta;
  out.corrosion = hydrogen;
  out.dissolution = up - down;
  out.potential_by_current = 1 / (slope * zinc.area_ratio);
  out.corrosion_by_current = -0.5 * f * hydrogen * out.potential_by_current;
  out.potential_by_equilibrium = (anodic * up + cathodic * down) / slope;
  out.corrosion_by_equilibrium = -0.5 * f * hydrogen * out.potential_by_equilibrium;
  return out;
}

}  // namespace niter::twin
