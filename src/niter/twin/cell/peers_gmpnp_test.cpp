// Nitrate reduction before a resolved double layer: the generalised modified Poisson-Nernst-Planck
// model of a published study, solved by CellSystem at the Poisson level.
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/twin/cell/grid.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

constexpr double current = 14.1;                      // A m-2, cathodic
constexpr double to_h2 = 0.201, to_nitrite = 0.1898;  // shares of the charge
constexpr double water_of_peer = 55e3;                // mol m-3; niter's is 55345

// A step of imposed rate: what the published model calls a flux.
ElectrodeStep imposed(const char* id, double share, int electrons, std::vector<Power> net) {
  ElectrodeStep step;
  step.id = id;
  step.electrons = electrons;
  step.net_dissolved = std::move(net);
  step.forward = {std::log(current * share / constants::F / electrons), 0};
  step.reverse = {-800, 0};
  return step;
}

CellModel published(double first, int cells) {
  constexpr double hydration = 55345 / water_of_peer;
  constexpr double nm = 1e-9;
  CellModel m;
  m.species = {{"H+", 1, 9.311e-9, 10, 0.56 * nm, 10 * hydration},
               {"OH-", -1, 5.273e-9, 1e-9, 0.6 * nm, 0},
               {"NO3-", -1, 1.4066e-9, 10, 0.67 * nm, 0},
               {"NO2-", -1, 1.912e-9, 1e-15, 0.7 * nm, 0},
               {"NH4+", 1, 1.957e-9, 1e-15, 0.662 * nm, 0},
               {"NH3", 0, 1.5e-9, 1e-15, 0.6 * nm, 0},
               {"ClO4-", -1, 1.44e-9, 1000, 0.676 * nm, 0},
               {"HNO2", 0, 1.85e-9, 1e-15, 0.7 * nm, 0},
               {"Na+", 1, 1.334e-9, 1000, 0.716 * nm, 5 * hydration}};
  // constants as published, slips of unit included: the same equations are asked
  m.reactions = {{"water", {}, {{0, 1}, {1, 1}}, 2.4e-2, 2.4e6},
                 {"ammonia", {{5, 1}}, {{4, 1}, {1, 1}}, 6.1e5, 6.1e5 / 1.78e-5},
                 {"nitrite", {{3, 1}}, {{7, 1}, {1, 1}}, 1e5, 1e5 / 5.568e10}};
  m.electrode.steps = {imposed("H2", to_h2, 2, {{1, 2}}),
                       imposed("nitrite", to_nitrite, 2, {{2, -1}, {3, 1}, {1, 2}}),
                       imposed("ammonium", 1 - to_h2 - to_nitrite, 8, {{2, -1}, {4, 1}, {1, 10}})};
  // so large a Stern capacitance that the potential at the outer Helmholtz plane is the applied one
  m.electrode.double_layer = {{1e6, 0}};
  m.transport.level = TransportLevel::PoissonNernstPlanck;
  m.transport.permittivity = 80.1 * constants::eps0;
  m.transport.bound_permittivity = 6 * constants::eps0;
  m.transport.nodes = growing_nodes(67e-6, first, cells);
  return m;
}

struct Profile {
  CellSystem system;
  std::vector<double> y;

  // The logarithm of what falls exponentially is interpolated.
  double phi(double x) const {
    const auto& nodes = system.model().transport.nodes;
    std::size_t i = 0;
    while (nodes[i + 1] < x) ++i;
    const auto value = [&](std::size_t k) {
      return y[static_cast<std::size_t>(system.layout().phi(static_cast<int>(k)))];
    };
    const double share = (x - nodes[i]) / (nodes[i + 1] - nodes[i]);
    return -std::exp(std::lerp(std::log(-value(i)), std::log(-value(i + 1)), share));
  }
  double c(double x, int s) const {
    const auto& nodes = system.model().transport.nodes;
    std::size_t i = 0;
    while (nodes[i + 1] < x) ++i;
    const auto value = [&](std::size_t k) {
      return y[static_cast<std::size_t>(system.layout().c(static_cast<int>(k), s))];
    };
    return std::lerp(value(i), value(i + 1), (x - nodes[i]) / (nodes[i + 1] - nodes[i]));
  }
};

Profile solved(double first, int cells) {
  Profile out{CellSystem(published(first, cells)), {}};
  const double thermal = constants::R * 298.15 / constants::F;
  out.y = out.system.rest_state(0);
  for (int kt = 0; kt >= -4; --kt) {
    Drive drive;
    drive.value = kt * thermal;
    out.system.impose(drive);
    const auto next = steady_state(out.system, 0, out.y);
    EXPECT_TRUE(next) << (next ? "" : next.error().text());
    if (!next) break;
    out.y = *next;
  }
  return out;
}

TEST(PeerGmpnp, MeetsThePublishedScript) {
  NITER_SOURCE("guo2023",
               "parameters of the published script at -4 kT/e; its numbers on its own mesh");
  const Profile p = solved(5e-12, 500);
  // the script's answer, within its own discretisation and stopping error
  EXPECT_NEAR(p.c(100e-9, 2), 8.808, 0.008);
  EXPECT_NEAR(p.c(0, 8), 4294, 2);
  const double size = 0.716e-9;
  EXPECT_NEAR(p.c(0, 8) * constants::N_A * size * size * size, 0.949, 0.001);
  EXPECT_NEAR(p.phi(0.5e-9), -0.628, 0.003);
  EXPECT_NEAR(p.phi(1e-9), -0.110, 0.0016);
  for (int s = 0; s < 9; ++s)
    for (int i = 0; i < p.system.layout().nodes; ++i)
      EXPECT_GE(p.y[static_cast<std::size_t>(p.system.layout().c(i, s))], 0) << s << " " << i;
}

TEST(PeerGmpnp, ConvergesToTheEquationsThemselves) {
  NITER_IDENTITY("an independent finite-element solution of the same equations, converged");
  const Profile fine = solved(5e-12, 800);
  EXPECT_NEAR(fine.c(100e-9, 2), 8.81375, 5e-5);
  EXPECT_NEAR(fine.c(0, 8), 4293.93, 0.15);  // by the digits of the constants
  EXPECT_NEAR(fine.c(0, 0), 37.401, 0.002);
  EXPECT_NEAR(fine.c(0, 6), 1.440, 0.001);
  EXPECT_NEAR(fine.phi(0.5e-9), -0.62928, 1e-3);
  EXPECT_NEAR(fine.phi(1e-9), -0.11072, 3e-4);
}

}  // namespace
}  // namespace niter::twin
