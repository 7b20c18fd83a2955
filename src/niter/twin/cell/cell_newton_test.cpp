// Newton's method where a full step leaves what the model describes, and from far away.
#include "niter/twin/cell/cell_newton.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/twin/cell/grid.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

constexpr double ion = 7e-10;  // m, diameter of both ions

// One molar salt of equal ions before a wall that no current passes.
CellModel crowded_salt() {
  CellModel m;
  m.species = {{"A-", -1, 1e-9, 1000, ion, 0}, {"C+", 1, 1e-9, 1000, ion, 0}};
  m.electrode.double_layer = {
      {1e6, 0}};  // so large that the plane of closest approach takes it all
  m.transport.level = TransportLevel::PoissonNernstPlanck;
  m.transport.permittivity = m.transport.bound_permittivity = 78.5 * constants::eps0;
  m.transport.nodes = growing_nodes(1e-6, 2e-11, 120);
  return m;
}

Drive hold(double wall) {
  Drive drive;
  drive.value = wall * constants::R * 298.15 / constants::F;
  return drive;
}

// c = c_b e^-psi / (1 + 2 v c_b (cosh psi - 1)) of the counter-ion at the wall
void expect_equilibrium(const CellSystem& system, const std::vector<double>& y, double wall) {
  const double v = constants::N_A * std::pow(ion, 3), bulk = 1000;
  const double psi = y[static_cast<std::size_t>(system.layout().phi(0))];
  const double expected = bulk * std::exp(-psi) / (1 + 2 * v * bulk * (std::cosh(psi) - 1));
  EXPECT_NEAR(psi, wall, 1e-4 * std::abs(wall));
  EXPECT_NEAR(y[static_cast<std::size_t>(system.layout().c(0, 1))] / expected, 1, 1e-9);
}

TEST(CellNewton, HalvesStepsThatOverfillTheVolume) {
  NITER_SOURCE("kilic2007", "equal ions on a lattice: Boltzmann factors over their sum");
  CellSystem system(crowded_salt());
  system.impose(hold(-4));
  const std::vector<double> start = system.rest_state(0);
  std::vector<double> y = start;
  const auto iterations = solve_implicit(system, 0, start, 0, y);
  ASSERT_TRUE(iterations) << iterations.error().text();
  EXPECT_LT(*iterations, 20);
  expect_equilibrium(system, y, -4);
}

TEST(SteadyState, IsFoundFromFarAway) {
  NITER_SOURCE("kilic2007", "equal ions on a lattice: Boltzmann factors over their sum");
  CellSystem system(crowded_salt());
  for (const double wall : {-10.0, -20.0}) {  // the volume is full to 1e-4 and 1e-8
    system.impose(hold(wall));
    const auto y = steady_state(system, 0, system.rest_state(0));
    ASSERT_TRUE(y) << wall << ": " << y.error().text();
    expect_equilibrium(system, *y, wall);
  }
}

}  // namespace
}  // namespace niter::twin
