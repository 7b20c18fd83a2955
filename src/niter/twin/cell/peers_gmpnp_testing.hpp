// For tests and benchmarks only: nitrate reduction before a resolved double layer, the generalised
// modified Poisson-Nernst-Planck model of a published study, solved by CellSystem at the Poisson
// level.
#pragma once

#include <cmath>
#include <utility>
#include <vector>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/grid.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin::gmpnp {

inline constexpr double current = 14.1;                      // A m-2, cathodic
inline constexpr double to_h2 = 0.201, to_nitrite = 0.1898;  // shares of the charge
inline constexpr double water_of_peer = 55e3;                // mol m-3; niter's is 55345

/// A step of imposed rate: what the published model calls a flux.
inline ElectrodeStep imposed(const char* id, double share, int electrons, std::vector<Power> net) {
  ElectrodeStep step;
  step.id = id;
  step.electrons = electrons;
  step.net_dissolved = std::move(net);
  step.forward = {std::log(current * share / constants::F / electrons), 0};
  step.reverse = {-800, 0};
  return step;
}

/// @param first  width of the first interval [m]
inline CellModel published(double first, int cells) {
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

/// To so many kT/e at the outer Helmholtz plane, from a state nearby.
inline Result<std::vector<double>> settled(CellSystem& system, double thermal_units,
                                           std::vector<double> guess) {
  Drive drive;
  drive.value = thermal_units * constants::R * system.model().temperature / constants::F;
  system.impose(drive);
  return steady_state(system, 0, std::move(guess));
}

/// From rest to -4 kT/e in steps of one.
inline Result<std::vector<double>> cold(CellSystem& system) {
  std::vector<double> y = system.rest_state(0);
  for (int kt = 0; kt >= -4; --kt) {
    NITER_TRY(y, settled(system, kt, std::move(y)));
  }
  return y;
}

}  // namespace niter::twin::gmpnp
