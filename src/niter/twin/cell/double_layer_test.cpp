// The resolved double layer against Gouy, Chapman, Stern and Bikerman, and what it does to a rate.
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/gouy_chapman.hpp"
#include "niter/physics/closed/migration_limit.hpp"
#include "niter/physics/frumkin.hpp"
#include "niter/twin/cell/cell_testing.hpp"
#include "niter/twin/cell/impedance.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

constexpr double room = 298.15, permittivity = 78.49;
const double thermal = 1 / per_volt(room);

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

physics::SymmetricSalt salt_of(double concentration, double ion_size = 0) {
  return {concentration, 1, permittivity, ion_size, room};
}

CellModel double_layer_cell(const physics::SymmetricSalt& salt, double stern, int cells) {
  CellModel m;
  m.species = {{"C+", 1, 2e-9, salt.concentration, salt.ion_size},
               {"A-", -1, 1e-9, salt.concentration, salt.ion_size}};
  m.electrode.double_layer = {{stern, 0}};
  m.transport.level = TransportLevel::PoissonNernstPlanck;
  m.transport.permittivity = m.transport.bound_permittivity = permittivity * constants::eps0;
  const double debye = physics::debye_length(salt.concentration, permittivity, room);
  m.transport.nodes = growing_nodes(30 * debye, debye / cells, cells);
  return m;
}

std::vector<double> held_at(CellSystem& system, double potential) {
  Drive drive;
  // in steps: from one potential to the next
  std::vector<double> y = system.rest_state(0);
  const int steps = 1 + static_cast<int>(std::abs(potential) / 0.1);
  for (int k = 1; k <= steps; ++k) {
    drive.value = potential * k / steps;
    system.impose(drive);
    const auto next = steady_state(system, 0, y);
    EXPECT_TRUE(next.has_value()) << (next ? "" : next.error().text());
    if (!next) return y;
    y = *next;
  }
  return y;
}

double plane(const CellSystem& system, const std::vector<double>& y) {
  return y[at(system.layout().phi(0))] * thermal;
}

// dq/dE at rest, from the response at a low frequency. [F m-2]
double capacitance(CellSystem& system, const std::vector<double>& y) {
  const double frequency = 1;
  const auto z = impedance(system, y, std::vector<double>{frequency}).value();
  return (1.0 / z[0]).imag() / (2 * constants::pi * frequency);
}

TEST(DoubleLayer, GouyAndChapmanAtThePotentialOfZeroCharge) {
  NITER_SOURCE("bard2001",
               "sec. 13.3.2: 22.8467 uF cm-2 at 0.01 mol/L, relative permittivity 78.49");
  const double stern = 1e4;
  const double exact = 1 / (1 / 0.228467 + 1 / stern);
  double before = 0;
  for (const int cells : {40, 80, 160}) {
    CellSystem system(double_layer_cell(salt_of(10), stern, cells));
    const double error = capacitance(system, system.rest_state(0)) / exact - 1;
    if (before != 0) {
      EXPECT_NEAR(before / error, 4, 0.3) << cells;
    }
    before = error;
  }
  EXPECT_NEAR(before, 0, 1e-4);
}

TEST(DoubleLayer, GouyChapmanStern) {
  NITER_SOURCE("bard2001", "sec. 13.3.3: charge, capacitance and profile away from zero charge");
  const physics::SymmetricSalt salt = salt_of(10);
  const double stern = 0.2;
  CellSystem system(double_layer_cell(salt, stern, 400));
  for (const double potential : {-0.4, -0.1, 0.05, 0.3}) {
    const auto y = held_at(system, potential);
    const double phi = plane(system, y), charge = y[at(system.layout().charge(0, 0))];
    EXPECT_NEAR(charge / (stern * (potential - phi)), 1, 1e-9) << potential;
    EXPECT_NEAR(charge / physics::double_layer_charge(salt, phi), 1, 1e-4) << potential;
    const double exact = physics::stern_capacitance(stern, physics::diffuse_capacitance(salt, phi));
    EXPECT_NEAR(capacitance(system, y) / exact, 1, 1e-4) << potential;
    const std::vector<double>& x = system.model().transport.nodes;
    for (const int node : {60, 150, 220}) {
      const double here = y[at(system.layout().phi(node))] * thermal;
      EXPECT_NEAR(here, physics::gouy_chapman_potential(salt, phi, x[at(node)]),
                  1e-4 * std::abs(phi));
      EXPECT_NEAR(
          y[at(system.layout().c(node, 0))] / physics::double_layer_concentration(salt, here, 1), 1,
          1e-9);
    }
  }
}

TEST(DoubleLayer, IonsOfFiniteSizePack) {
  NITER_SOURCE("kilic2007", "charge, capacitance and concentration with packing 2 a^3 N_A c");
  const physics::SymmetricSalt salt = salt_of(100, 0.7e-9);
  const double stern = 0.5;
  CellSystem system(double_layer_cell(salt, stern, 400));
  const double densest = 1 / (constants::N_A * std::pow(salt.ion_size, 3));
  for (const double potential : {-0.1, 0.3, -0.9}) {
    const auto y = held_at(system, potential);
    const double phi = plane(system, y);
    EXPECT_NEAR(y[at(system.layout().charge(0, 0))] / physics::double_layer_charge(salt, phi), 1,
                2e-4)
        << potential;
    const double exact = physics::stern_capacitance(stern, physics::diffuse_capacitance(salt, phi));
    EXPECT_NEAR(capacitance(system, y) / exact, 1, 5e-4) << potential;
    for (const int sign : {1, -1}) {
      const double c = y[at(system.layout().c(0, sign > 0 ? 0 : 1))];
      EXPECT_LT(c, densest);
      EXPECT_NEAR(c / physics::double_layer_concentration(salt, phi, sign), 1, 1e-8) << potential;
    }
  }
}

TEST(DoubleLayer, RateAtThePlaneOfClosestApproach) {
  NITER_SOURCE("bard2001", "sec. 13.7.1 (Frumkin): k_app/k = exp((alpha - z) F phi2/RT)");
  const double alpha = 0.4, k0 = 1e-12, f = per_volt(room);
  for (const int charge : {-2, -1, 0, 1}) {
    CellModel m = double_layer_cell(salt_of(10), 0.3, 100);
    m.species.push_back({"X", charge, 1e-9, 1e-3});
    ElectrodeStep step;
    step.id = "slow";
    step.electrons = 1;
    step.reactants = {{2, 1}};
    step.net_dissolved = {{2, -1}};
    step.forward = {std::log(k0), -alpha * f};
    step.reverse = {-1e3, 0};
    m.electrode.steps = {step};
    CellSystem system(m);
    for (const double potential : {-0.15, 0.15}) {
      const auto y = held_at(system, potential);
      const double plain = constants::F * k0 * 1e-3 * std::exp(-alpha * f * potential);
      EXPECT_NEAR(-y[at(system.layout().current(0))] / plain /
                      physics::frumkin_correction(alpha, charge, plane(system, y), room),
                  1, 1e-6)
          << charge << " at " << potential;
    }
  }
}

TEST(DoubleLayer, ThinBesideTheFilmItLeavesMigrationAsItWas) {
  NITER_SOURCE("newman2004",
               "ch. 19: limit of a binary salt and with support, at the Poisson level");
  const double film = 20e-6;
  for (const double g : {0.1, 1.0}) {
    CellModel m = double_layer_cell(salt_of(10), 0.3, 100);
    m.species = {{"M+", 1, 0.9e-9, 10}, {"N+", 1, 2e-9, 10 * g}, {"X-", -1, 1.4e-9, 10 * (1 + g)}};
    m.transport.nodes = growing_nodes(film, 0.1e-9, 250);
    ElectrodeStep step;
    step.id = "discharge";
    step.electrons = 1;
    step.reactants = {{0, 1}};
    step.net_dissolved = {{0, -1}};
    step.forward = {std::log(1e-2), -0.5 * per_volt(room)};
    step.reverse = {-1e3, 0};
    m.electrode.steps = {step};
    CellSystem system(m);
    const auto y = held_at(system, -0.2);
    const double found = -y[at(system.layout().current(0))] / (constants::F * 0.9e-9 * 10 / film);
    EXPECT_NEAR(found, physics::migration_limit(g), 2e-3) << g;
  }
}

}  // namespace
}  // namespace niter::twin
