// Diffusion with migration in an electroneutral film: limiting currents known in closed form.
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/migration_limit.hpp"
#include "niter/twin/cell/cell_testing.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

constexpr double film = 1e-4;  // m

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

// The limiting state of a cell whose only step goes forward as fast as its reactant arrives.
std::vector<double> limiting_state(CellSystem& system) {
  Drive drive;
  drive.value = -0.1;
  system.impose(drive);
  const auto y = steady_state(system, 0, system.rest_state(drive.value));
  EXPECT_TRUE(y.has_value()) << (y ? "" : y.error().text());
  return y ? *y : system.rest_state(drive.value);
}

CellModel neutral_film(int cells, double first) {
  CellModel m;
  m.transport.level = TransportLevel::NernstPlanck;
  m.transport.nodes = growing_nodes(film, first, cells);
  return m;
}

ElectrodeStep reduction(int reactant, int electrons, std::vector<Power> net) {
  constexpr double fast = 1e3;  // m s-1: 1e-8 of the bulk stays at the surface
  ElectrodeStep step;
  step.id = "reduction";
  step.electrons = electrons;
  step.reactants = {{reactant, 1}};
  step.net_dissolved = std::move(net);
  step.forward = {std::log(fast), -0.5 * per_volt(298.15)};
  step.reverse = {-1e3, 0};
  return step;
}

TEST(Migration, LimitOfADischargedCation) {
  NITER_SOURCE("newman2004", "ch. 19: 2 (1 + g)(1 - sqrt(g/(1+g))) of the diffusion current");
  const double known[][2] = {{0, 2},        {0.01, 1.819002}, {0.1, 1.536675},
                             {1, 1.171573}, {10, 1.023823},   {100, 1.002488}};
  for (const auto& [g, ratio] : known) {
    CellModel m = neutral_film(600, 1e-5 * film);
    m.species = {{"M+", 1, 0.9e-9, 10}, {"N+", 1, 2e-9, 10 * g}, {"X-", -1, 1.4e-9, 10 * (1 + g)}};
    m.transport.neutralising_ion = 2;
    m.electrode.steps = {reduction(0, 1, {{0, -1}})};
    CellSystem system(m);
    const auto y = limiting_state(system);
    const double diffusion = constants::F * 0.9e-9 * 10 / film;
    const double found = -y[at(system.layout().current(0))] / diffusion;
    EXPECT_NEAR(found, ratio, 1e-4) << g;
    EXPECT_NEAR(found, physics::migration_limit(g), 1e-4) << g;
  }
}

struct NitrateLimit {
  double ratio = 0, hydroxide = 0, potassium = 0,
         sulphate = 0;  // to diffusion; mol/L at the surface
};

// NO3- + 6 H2O + 8 e- -> NH3 + 9 OH- in KNO3 and K2SO4.
NitrateLimit nitrate_limit(double sulphate, int cells, TransportLevel level) {
  CellModel m = neutral_film(cells, 0.2 * film / cells);
  m.transport.level = level;
  m.species = {{"NO3-", -1, 1.902e-9, 100},
               {"OH-", -1, 5.273e-9, 0},
               {"SO4-2", -2, 1.065e-9, sulphate},
               {"K+", 1, 1.957e-9, 100 + 2 * sulphate}};
  m.transport.neutralising_ion = 3;
  m.electrode.steps = {reduction(0, 8, {{0, -1}, {1, 9}})};
  CellSystem system(m);
  const auto y = limiting_state(system);
  const auto surface = [&](int s) { return y[at(system.layout().c(0, s))] / 1e3; };
  const double diffusion = 8 * constants::F * 1.902e-9 * 100 / film;
  return {-y[at(system.layout().current(0))] / diffusion, surface(1), surface(3), surface(2)};
}

TEST(Migration, NitrateElectrolyteOfTheStudy) {
  NITER_IDENTITY("exact solution with inert ions in Boltzmann equilibrium: 0.884177, 0.713836");
  const NitrateLimit coarse = nitrate_limit(100, 200, TransportLevel::NernstPlanck);
  const NitrateLimit fine = nitrate_limit(100, 400, TransportLevel::NernstPlanck);
  const double ratio = fine.ratio + (fine.ratio - coarse.ratio) / 3;
  EXPECT_NEAR(fine.ratio, 0.884177, 5e-6);
  EXPECT_NEAR(ratio, 0.884177, 6e-7);
  EXPECT_NEAR(fine.hydroxide, 0.25602, 1e-5);
  EXPECT_NEAR(fine.potassium, 0.38041, 1e-5);
  EXPECT_NEAR(fine.sulphate, 0.06219, 1e-5);

  const NitrateLimit plain = nitrate_limit(0, 400, TransportLevel::NernstPlanck);
  EXPECT_NEAR(plain.ratio, 0.713836, 5e-6);
  EXPECT_NEAR(plain.hydroxide, 0.18018, 1e-5);

  const NitrateLimit diffusion = nitrate_limit(100, 50, TransportLevel::Fick);
  EXPECT_NEAR(diffusion.ratio, 1, 1e-7);
}

}  // namespace
}  // namespace niter::twin
