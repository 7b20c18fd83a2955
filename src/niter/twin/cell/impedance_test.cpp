// Impedance of cells against closed forms: diffusion, reactions in solution, double layers, pores.
#include "niter/twin/cell/impedance.hpp"

#include <cmath>
#include <complex>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/circuit.hpp"
#include "niter/physics/closed/warburg.hpp"
#include "niter/physics/cpe_distribution.hpp"
#include "niter/twin/cell/cell_testing.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

using Complex = std::complex<double>;
constexpr double room = 298.15, diffusivity = 1e-9;
const double thermal = 1 / per_volt(room);

std::vector<Complex> about(CellSystem& system, const std::vector<double>& y,
                           const std::vector<double>& frequencies) {
  const auto z = impedance(system, y, frequencies);
  EXPECT_TRUE(z.has_value()) << (z ? "" : z.error().text());
  return z ? *z : std::vector<Complex>(frequencies.size());
}

double apart(Complex a, Complex b) {
  return std::abs(a - b) / std::abs(b);
}
double omega(double frequency) {
  return 2 * constants::pi * frequency;
}

// Nodes for diffusion waves of these frequencies, as if the space had no end.
CellModel boundless(CellModel m, double slowest, double fastest, int cells) {
  const auto wave = [](double f) { return std::sqrt(2 * diffusivity / omega(f)); };
  m.transport.storage = Storage::Compact;
  m.transport.nodes = growing_nodes(12 * wave(slowest), 0.2 * wave(fastest), cells);
  return m;
}

TEST(Impedance, RandlesCircuit) {
  NITER_SOURCE("bard2001", "sec. 10.3: R_s, then C beside R_ct and Warburg's impedance");
  Couple couple;
  couple.k0 = 1e-5, couple.oxidised = 1, couple.reduced = 1;
  CellModel m = boundless(couple_cell(couple), 0.1, 1e4, 120);
  m.electrode.double_layer = {{0.2, 0}};
  m.electrode.series_resistance = 5e-4;
  CellSystem system(m);
  const std::vector<double> frequencies = decades(1e5, 0.1, 4);
  const auto z = about(system, system.rest_state(0), frequencies);
  physics::RandlesCircuit circuit;
  circuit.series = 5e-4;
  circuit.charge_transfer = thermal / constants::F / couple.k0;
  circuit.warburg = physics::warburg_coefficient(1, {1, diffusivity}, {1, diffusivity}, room);
  circuit.q = 0.2;
  for (std::size_t i = 0; i < z.size(); ++i)
    EXPECT_LT(apart(z[i], physics::randles_impedance(circuit, omega(frequencies[i]))), 1e-5)
        << frequencies[i];
}

TEST(Impedance, WarburgOfUnlikeForms) {
  NITER_SOURCE("bard2001", "sec. 10.3.2: sigma from c and D of both forms");
  Couple couple;
  couple.k0 = 10, couple.oxidised = 2, couple.reduced = 0.5;
  couple.d_oxidised = 0.5e-9, couple.d_reduced = diffusivity;
  CellSystem system(boundless(couple_cell(couple), 0.1, 1e5, 300));
  const std::vector<double> frequencies = decades(100, 0.1, 2);
  const auto z = about(system, system.rest_state(thermal * std::log(2 / 0.5)), frequencies);
  const double sigma = physics::warburg_coefficient(1, {2, 0.5e-9}, {0.5, diffusivity}, room);
  const double transfer = thermal / constants::F / (couple.k0 * 1);  // c_O^(1/2) c_R^(1/2) = 1
  for (std::size_t i = 0; i < z.size(); ++i)
    EXPECT_LT(apart(z[i], transfer + physics::warburg_impedance(sigma, omega(frequencies[i]))),
              1e-5)
        << frequencies[i];
}

TEST(Impedance, FilmWithOpenAndClosedEnd) {
  NITER_SOURCE("lasia2014", "tanh(s)/s and coth(s)/s, s^2 = i omega tau");
  const double film = 1e-4, tau = film * film / diffusivity;
  Couple couple;
  couple.k0 = 1e3, couple.reduced = 1;
  CellModel m = couple_cell(couple);
  m.transport.storage = Storage::Compact;
  m.transport.nodes = growing_nodes(film, 3e-7, 120);
  const double resistance = 2 * thermal / constants::F * film / diffusivity;
  const double transfer = thermal / constants::F / couple.k0;
  const std::vector<double> reduced = {100, 10, 1, 0.1};
  std::vector<double> frequencies;
  for (const double x : reduced) frequencies.push_back(x / tau / (2 * constants::pi));
  CellSystem open(m);
  m.transport.outer = Outer::Wall;
  CellSystem closed(m);
  const auto z = about(open, open.rest_state(0), frequencies);
  const auto w = about(closed, closed.rest_state(0), frequencies);
  for (std::size_t i = 0; i < reduced.size(); ++i) {
    EXPECT_LT(apart((z[i] - transfer) / resistance, physics::transmissive_film(reduced[i])), 2e-6);
    EXPECT_LT(apart((w[i] - transfer) / resistance, physics::blocking_film(reduced[i])), 2e-6);
  }
  EXPECT_LT(apart((z[2] - transfer) / resistance, {0.8854508, -0.2869779}), 1e-6);
  EXPECT_LT(apart((w[2] - transfer) / resistance, {0.3312381, -1.0220127}), 1e-6);
}

TEST(Impedance, GerischerOfACatalyticReaction) {
  NITER_SOURCE("lasia2014",
               "R -> O with rate k: Z/R = 1/sqrt(1 + i omega/k), 0.7768870-0.3217971i");
  const double k = 2;  // s-1
  Couple couple;
  couple.k0 = 1e2;
  CellModel m = couple_cell(couple);
  m.reactions = {{"back", {{1, 1}}, {{0, 1}}, k, 0}};
  m.transport.storage = Storage::Compact;
  const double layer = std::sqrt(diffusivity / k);
  m.transport.nodes = growing_nodes(25 * layer, 0.02 * layer, 100);
  CellSystem system(m);
  const auto y = steady_state(system, 0, system.rest_state(0));
  ASSERT_TRUE(y.has_value()) << y.error().text();
  // at E0 half of the surface is reduced: 1/c_O + 1/c_R = 4
  const double resistance = 4 * thermal / constants::F / std::sqrt(diffusivity * k);
  const double transfer = thermal / constants::F / couple.k0 / 0.5;
  const std::vector<double> reduced = {30, 3, 1, 0.3, 0.03};
  std::vector<double> frequencies;
  for (const double x : reduced) frequencies.push_back(x * k / (2 * constants::pi));
  const auto z = about(system, *y, frequencies);
  for (std::size_t i = 0; i < reduced.size(); ++i)
    EXPECT_LT(apart((z[i] - transfer) / resistance, physics::gerischer(reduced[i])), 1e-4)
        << reduced[i];
  EXPECT_LT(apart((z[2] - transfer) / resistance, {0.7768870, -0.3217971}), 1e-4);
}

TEST(Impedance, GerischerOfAPrecedingEquilibrium) {
  NITER_SOURCE("lasia2014", "A = O before transfer: Warburg of the sum and Gerischer of the rest");
  const double forth = 0.6, back = 2.4, ratio = forth / back, sum = forth + back;  // s-1
  Couple couple;
  couple.k0 = 1e2, couple.reduced = 1, couple.oxidised = 1;
  CellModel m = couple_cell(couple);
  m.species.push_back({"A", 0, diffusivity, couple.oxidised / ratio});
  m.reactions = {{"frees", {{2, 1}}, {{0, 1}}, forth, back}};
  CellSystem system(boundless(m, 0.03, 3e4, 300));
  const std::vector<double> frequencies = decades(30, 0.03, 2);
  const auto z = about(system, system.rest_state(0), frequencies);
  const double unit = thermal / constants::F;  // of 1 mol m-3
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double w = omega(frequencies[i]);
    const double half = physics::warburg_coefficient(1, {2, diffusivity}, {2, diffusivity}, room);
    const Complex free = physics::warburg_impedance(half, w);  // of one form at 1 mol m-3
    const Complex bound = unit / std::sqrt(diffusivity * sum) * physics::gerischer(w / sum);
    const Complex exact = unit / couple.k0 + free + (ratio * free + bound) / (1 + ratio);
    EXPECT_LT(apart(z[i], exact), 2e-5) << frequencies[i];
  }
}

TEST(Impedance, ConstantPhaseFromBranches) {
  NITER_SOURCE("brug1984", "a distribution of time constants: R_s + 1/(Q (i omega)^n)");
  const double q = 0.3, n = 0.85, series = 2e-4;
  const physics::CpeDistribution branches = physics::cpe_distribution(q, n, {1e-6, 1e3, 3});
  CellModel m;
  m.species = {{"inert", 0, 1e-9, 1}};
  m.transport.nodes = {0, 1e-5};
  m.electrode.series_resistance = series;
  m.electrode.double_layer = {{branches.ideal, 0}};
  for (const physics::CpeBranch& b : branches.branches)
    m.electrode.double_layer.push_back({b.capacitance, b.time_constant});
  CellSystem system(m);
  const std::vector<double> frequencies = decades(2e3, 1e-2, 3);
  const auto z = about(system, system.rest_state(0.1), frequencies);
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double w = omega(frequencies[i]);
    EXPECT_LT(apart(z[i] - series, 1.0 / physics::admittance(branches, w)), 1e-10);
    EXPECT_LT(apart(z[i] - series, physics::cpe_impedance(q, n, w)), 1e-3) << frequencies[i];
  }
}

TEST(Impedance, PoresAreDeLevies) {
  NITER_SOURCE("delevie1963", "sqrt(R Z) coth(sqrt(R/Z)): blocking walls, and walls that react");
  const double pore = 1e-3, capacitance = 10, k0 = 1e-4;  // ohm m2, F m-2, mol m-2 s-1
  for (const bool reacts : {false, true}) {
    double before = 0;
    for (const int segments : {30, 60, 120}) {
      CellModel m = couple_cell({});
      m.transport.nodes = {0, 1e-5};
      m.electrode.double_layer = {{capacitance, 0}};
      m.electrode.segments = segments;
      m.electrode.pore_resistance = pore;
      ElectrodeStep& step = m.electrode.steps[0];  // of order zero: no diffusion
      step.reactants.clear(), step.products.clear(), step.net_dissolved.clear();
      const double f = per_volt(room);
      step.forward = {std::log(k0), -0.5 * f}, step.reverse = {std::log(k0), 0.5 * f};
      if (!reacts) m.electrode.steps.clear();
      CellSystem system(m);
      const std::vector<double> frequencies = {1000, 100, 20, 1};
      const auto z = about(system, system.rest_state(0), frequencies);
      double worst = 0;
      for (std::size_t i = 0; i < z.size(); ++i) {
        const Complex wall =
            1.0 / Complex(reacts ? constants::F * f * k0 : 0, omega(frequencies[i]) * capacitance);
        worst = std::max(worst, apart(z[i], physics::porous_electrode_impedance(pore, wall)));
      }
      if (before > 0) {
        EXPECT_NEAR(before / worst, 4, 0.3) << segments << " segments";
      }
      before = worst;
    }
    EXPECT_LT(before, 1e-3);
  }
}

}  // namespace
}  // namespace niter::twin
