#include "niter/twin/cell/grid.hpp"

#include <cmath>
#include <cstddef>

#include "niter/base/contract.hpp"
#include "niter/physics/closed/levich.hpp"
#include "niter/physics/closed/rde_profile.hpp"

namespace niter::twin {

std::vector<double> growing_nodes(double thickness, double first, int cells) {
  NITER_EXPECT(cells >= 1 && thickness > 0 && first > 0 && first * cells < thickness,
               "the first interval is the smallest");
  // (e^(a/n) - 1)/(e^a - 1) falls with a
  double low = 1e-9, high = 600;
  for (int k = 0; k < 200; ++k) {
    const double a = 0.5 * (low + high);
    const double width = thickness * std::expm1(a / cells) / std::expm1(a);
    (width > first ? low : high) = a;
  }
  const double a = 0.5 * (low + high);
  std::vector<double> x;
  for (int i = 0; i <= cells; ++i)
    x.push_back(thickness * std::expm1(a * i / cells) / std::expm1(a));
  x.back() = thickness;
  return x;
}

void add_rotating_disc(double angular_velocity, double kinematic_viscosity, double diffusivity,
                       int cells, TransportModel& transport) {
  constexpr double layers = 3;  // Levich layers: exp(-(x/delta)^3) is below 1e-10 there
  const double layer = physics::levich_film(diffusivity, {angular_velocity, kinematic_viscosity});
  transport.nodes = growing_nodes(layers * layer, 0.3 * layers * layer / cells, cells);
  for (std::size_t i = 0; i + 1 < transport.nodes.size(); ++i)
    transport.velocity.push_back(
        physics::disc_axial_velocity(0.5 * (transport.nodes[i] + transport.nodes[i + 1]),
                                     angular_velocity, kinematic_viscosity));
}

}  // namespace niter::twin
