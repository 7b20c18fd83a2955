// Laws of the rows of a cell, over every kind of cell: exact derivatives, nothing created or lost.
#include "niter/twin/cell/cell_system.hpp"

#include <cmath>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/twin/cell/grid.hpp"

namespace niter::twin {
namespace {

// A cell with everything in it: four ions in two equilibria and a reaction with rates, an adsorbate
// with interactions, a double layer with a slow branch, a porous electrode.
CellModel full_cell(TransportLevel level, Outer outer, double evaporation = 0) {
  CellModel m;
  m.hydroxide = 0;
  m.species = {{"OH-", -1, 5.3e-9, 1.0, 3e-10, 0}, {"A-", -1, 1.9e-9, 100, 5e-10, 0},
               {"K+", 1, 2.0e-9, 102, 4e-10, 4},   {"B", 0, 1.5e-9, 2.0, 0, 0},
               {"H+", 1, 9.3e-9, 1e-2, 3e-10, 10}, {"BH+", 1, 1.9e-9, 3.0, 4e-10, 0}};
  m.equilibria = {{4, {{0, -1}}, 1e-2}, {5, {{3, 1}, {0, -1}}, 1.5}};
  m.reactions = {{"decay", {{1, 1}, {3, 1}}, {{0, 1}}, 1e-3, 2e-3}};
  Electrode& e = m.electrode;
  e.adsorbates = {"A*", "*"};
  e.sites = {1, 1};
  e.coverage = {0.3, 0.7};
  e.site_density = 2e-3;
  ElectrodeStep adsorb{"ads",    -1,         {{1, 1}},          {},       {{1, 1}},
                       {{0, 1}}, {{1, -1}},  {{0, 1}, {1, -1}}, {-6, 12}, {-4, -27},
                       {},       {0.7, 0.1}, {-0.4, 0.2}};
  ElectrodeStep reduce{
      "red",     3,         {}, {{0, 2}}, {{0, 1}}, {{1, 1}}, {{0, 4}, {3, 1}}, {{0, -1}, {1, 1}},
      {-9, -19}, {-12, 20}, {}, {},       {}};
  e.steps = {adsorb, reduce};
  e.double_layer = {{0.3, 0}};
  if (level != TransportLevel::PoissonNernstPlanck) e.double_layer.push_back({0.1, 0.02});
  e.series_resistance = 2e-4;
  if (level != TransportLevel::PoissonNernstPlanck) e.segments = 3, e.pore_resistance = 3e-4;
  m.transport.level = level;
  m.transport.outer = outer;
  m.transport.nodes = growing_nodes(1e-4, 1e-6, 6);
  m.transport.neutralising_ion = 2;
  m.transport.permittivity = 78.5 * constants::eps0;
  m.transport.bound_permittivity = 6 * constants::eps0;
  if (level == TransportLevel::Fick)
    for (int i = 0; i < 6; ++i) m.transport.velocity.push_back(-1e-5 * (i + 1));
  if (outer == Outer::Vessel) {
    VesselModel v;
    v.depth = 0.01, v.anolyte_depth = 0.02;
    for (const auto& s : m.species) v.anolyte.push_back(s.bulk);
    v.permeability = {0, 1e-8, 0, 2e-8, 0, 0};
    v.stripping = {0, 0, 0, 3e-7, 0, 0};
    v.evaporation = evaporation;
    m.vessel = v;
  }
  return m;
}

struct Kind {
  TransportLevel level;
  Outer outer;
  double evaporation = 0;  // m s-1
};
class EveryCell : public ::testing::TestWithParam<Kind> {};

// A state away from every special point.
std::vector<double> random_state(const CellSystem& system, unsigned seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> factor(0.5, 1.5);
  std::vector<double> y = system.rest_state(-0.1);
  const CellLayout& l = system.layout();
  for (double& value : y) value *= factor(random);
  if (l.potentials)
    for (int i = 0; i < l.nodes; ++i) y[static_cast<std::size_t>(l.phi(i))] = factor(random) - 1;
  for (int m = 0; m < l.segments; ++m)
    y[static_cast<std::size_t>(l.current(m))] = -20 * factor(random);
  if (l.vessel && l.potentials) y[static_cast<std::size_t>(l.membrane_current())] = -30;
  if (l.vessel) y[static_cast<std::size_t>(l.evaporated())] = 0.3 * system.model().vessel->depth;
  return y;
}

TEST_P(EveryCell, JacobianIsTheDerivativeOfTheResidual) {
  NITER_IDENTITY("derivative = limit of central differences");
  CellSystem system(full_cell(GetParam().level, GetParam().outer, GetParam().evaporation));
  Drive drive;
  drive.value = -0.1, drive.rate = -0.05, drive.compensation = 0.3;
  for (const auto mode : {Drive::Mode::Potential, Drive::Mode::Current}) {
    system.stand_still(mode == Drive::Mode::Current);  // both forms of the site balance
    drive.mode = mode;
    system.impose(drive);
    const std::vector<double> y = random_state(system, 7);
    const std::size_t n = y.size();
    std::vector<double> yp(n, 0.1), up(n), down(n), moved;
    const double c = mode == Drive::Mode::Current ? 0 : 3.7;
    math::BlockTridiagonal<double> jacobian(system.block_sizes());
    ASSERT_TRUE(system.linearise(y, jacobian));
    system.add_mass(c, jacobian);
    const auto chain = static_cast<std::size_t>(system.layout().chain);
    std::vector<double> unit(chain, 0.0), column(chain);
    for (std::size_t k = 0; k < chain; ++k) {
      // differences of F along dy = e_k h, dy' = c e_k h
      const double h = 1e-6 * std::max(std::abs(y[k]), 1e-3);
      moved = y;
      auto moved_rate = yp;
      moved[k] = y[k] + h, moved_rate[k] = yp[k] + c * h;
      ASSERT_TRUE(system.residual(0.2, moved, moved_rate, up));
      moved[k] = y[k] - h, moved_rate[k] = yp[k] - c * h;
      ASSERT_TRUE(system.residual(0.2, moved, moved_rate, down));
      unit[k] = 1;
      jacobian.multiply(unit, column);
      unit[k] = 0;
      for (std::size_t i = 0; i < chain; ++i) {
        const double difference = (up[i] - down[i]) / (2 * h);
        const double rounding = 1e-15 * (std::abs(up[i]) + std::abs(down[i]) + 1) / h;
        EXPECT_NEAR(column[i], difference, 1e-6 * std::abs(difference) + 10 * rounding)
            << "row " << i << " column " << k;
      }
    }
  }
}

TEST(LosingWater, StepsKnowWhatEvaporationMoves) {
  NITER_IDENTITY("solve() inverts dF/dy + c dF/dy' along the water that evaporated");
  for (const auto level : {TransportLevel::Fick, TransportLevel::NernstPlanck}) {
    CellModel model = full_cell(level, Outer::Vessel, 2e-6);
    model.transport.velocity.clear();
    CellSystem system(model);
    const std::vector<double> y = random_state(system, 3);
    const std::vector<double> yp(y.size(), 0.1);
    const auto gone = static_cast<std::size_t>(system.layout().evaporated());
    const double c = 2.5, h = 1e-7;
    std::vector<double> up(y.size()), down(y.size()), moved = y, rate = yp;
    moved[gone] = y[gone] + h, rate[gone] = yp[gone] + c * h;
    ASSERT_TRUE(system.residual(0, moved, rate, up));
    moved[gone] = y[gone] - h, rate[gone] = yp[gone] - c * h;
    ASSERT_TRUE(system.residual(0, moved, rate, down));
    std::vector<double> step(y.size());
    for (std::size_t i = 0; i < y.size(); ++i) step[i] = (up[i] - down[i]) / (2 * h);
    ASSERT_TRUE(system.set_up(0, y, yp, c));
    system.solve(step);
    for (std::size_t i = 0; i < y.size(); ++i)
      EXPECT_NEAR(step[i], i == gone ? 1 : 0, 1e-6 * std::max(1.0, std::abs(y[i]))) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Cells, EveryCell,
                         ::testing::Values(Kind{TransportLevel::Fick, Outer::Reservoir},
                                           Kind{TransportLevel::Fick, Outer::Wall},
                                           Kind{TransportLevel::NernstPlanck, Outer::Reservoir},
                                           Kind{TransportLevel::NernstPlanck, Outer::Vessel},
                                           Kind{TransportLevel::NernstPlanck, Outer::Vessel, 1e-6},
                                           Kind{TransportLevel::PoissonNernstPlanck,
                                                Outer::Reservoir}));

}  // namespace
}  // namespace niter::twin
