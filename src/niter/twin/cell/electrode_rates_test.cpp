// Rates of electrode steps: exact derivatives, interactions, and the limits of Marcus-Hush
// kinetics.
#include "niter/twin/cell/electrode_rates.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/butler_volmer.hpp"
#include "niter/physics/closed/levich.hpp"
#include "niter/physics/frumkin.hpp"
#include "niter/physics/marcus_hush.hpp"
#include "niter/twin/cell/cell_testing.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

constexpr double room = 298.15, formal = 0.07, k0 = 3e-5;

// The couple of cell_testing.hpp about another formal potential, by Marcus and Hush.
CellModel marcus_cell(double lambda_eV, double temperature = room) {
  CellModel m = couple_cell({.k0 = k0, .temperature = temperature});
  const double f = per_volt(temperature);
  ElectrodeStep& step = m.electrode.steps[0];
  step.forward.constant += 0.5 * f * formal;
  step.reverse.constant -= 0.5 * f * formal;
  step.marcus_hush = MarcusHush{lambda_eV * f, formal};
  return m;
}

TEST(MarcusHushStep, GrossRatesAreChidseys) {
  NITER_SOURCE("chidsey1991", "Marcus rates summed over the levels of the metal");
  for (const double temperature : {278.15, room, 350.0}) {
    for (const double lambda : {0.2, 0.85, 3.0}) {
      const CellModel m = marcus_cell(lambda, temperature);
      ElectrodeRates rates(m);
      const std::vector<double> c = {2, 3};
      for (const double eta : {-1.5, -0.3, -0.01, 0.0, 0.2, 0.9}) {
        rates.evaluate(formal + eta, c, {});
        const double down =
            k0 * std::exp(physics::marcus_hush_reduction(eta, lambda, temperature).log);
        const double up =
            k0 * std::exp(physics::marcus_hush_oxidation(eta, lambda, temperature).log);
        EXPECT_NEAR(rates.forward()[0] / (2 * down), 1, 1e-12) << eta;
        EXPECT_NEAR(rates.reverse()[0] / (3 * up), 1, 1e-12) << eta;
        EXPECT_NEAR(std::log(rates.reverse()[0] / rates.forward()[0] / 1.5),
                    per_volt(temperature) * eta, 1e-11)
            << "detailed balance";
      }
    }
  }
}

TEST(MarcusHushStep, Limits) {
  NITER_IDENTITY("lambda -> inf: Butler-Volmer with alpha 1/2; |eta| >> lambda: sqrt(4 pi lambda)");
  const std::vector<double> c = {1, 1};
  const CellModel stiff = marcus_cell(1e5);
  ElectrodeRates slow(stiff);
  for (const double eta : {-0.5, -0.1, 0.3}) {
    slow.evaluate(formal + eta, c, {});
    const auto exact = physics::butler_volmer(k0, 0.5, 1, eta, room);
    EXPECT_NEAR(slow.forward()[0] / exact.reduction, 1, 1e-3) << eta;
    EXPECT_NEAR(slow.reverse()[0] / exact.oxidation, 1, 1e-3) << eta;
  }
  const double lambda = 0.4, reduced = lambda * per_volt(room);
  const CellModel soft = marcus_cell(lambda);
  ElectrodeRates fast(soft);
  const double at_rest = std::exp(physics::marcus_hush_integral(0, reduced).log - reduced / 4) / 2;
  for (const double eta : {-1.5, -2.5}) {
    fast.evaluate(formal + eta, c, {});
    EXPECT_NEAR(fast.forward()[0] / (k0 * std::sqrt(4 * constants::pi * reduced) / at_rest), 1,
                1e-10)
        << eta;
  }
}

TEST(MarcusHushStep, DerivativesAreExact) {
  NITER_IDENTITY("derivative = limit of central differences, with interactions as well");
  CellModel m = marcus_cell(0.6);
  m.electrode.adsorbates = {"A*", "*"};
  m.electrode.sites = {1, 1};
  ElectrodeStep& step = m.electrode.steps[0];
  step.adsorbed = {{1, 2}}, step.adsorbed_after = {{0, 1}, {1, 1}};
  step.forward_interaction = {0.7, 0.2}, step.reverse_interaction = {-0.4, 0.1};
  ElectrodeRates rates(m);
  const std::vector<double> at = {2, 0.5, 0.3, 0.7, -0.2};  // c, theta, U
  const auto value = [&](const std::vector<double>& x) {
    rates.evaluate(x[4], {x.data(), 2}, {x.data() + 2, 2});
    return rates.rate()[0];
  };
  rates.linearise(at[4], {at.data(), 2}, {at.data() + 2, 2});
  const std::vector<double> found(rates.derivative(0), rates.derivative(0) + rates.columns());
  EXPECT_EQ(rates.rate()[0], value(at));
  for (std::size_t k = 0; k < at.size(); ++k) {
    const double h = 1e-5;
    std::vector<double> up = at, down = at;
    up[k] += h, down[k] -= h;
    EXPECT_NEAR(found[k] / ((value(up) - value(down)) / (2 * h)), 1, 1e-7) << k;
  }
}

TEST(MarcusHushStep, MixedControlInAFilm) {
  NITER_SOURCE("koutecky1958", "1/j = 1/j_kinetic + 1/j_limit with Chidsey's rate constant");
  const double film = 1e-5, d = 1e-9, lambda = 0.3;
  CellModel m = marcus_cell(lambda);
  m.transport.nodes = growing_nodes(film, film / 20, 10);
  CellSystem system(m);
  for (const double eta : {-0.3, -0.6, -1.2}) {
    Drive drive;
    drive.value = formal + eta;
    system.impose(drive);
    const auto y = steady_state(system, 0, system.rest_state(drive.value));
    ASSERT_TRUE(y.has_value()) << y.error().text();
    const double k = k0 * std::exp(physics::marcus_hush_reduction(eta, lambda, room).log);
    // what is reduced comes back with k_ox: c_R = j delta / F D
    const double back = std::exp(per_volt(room) * eta);
    const double resistance = 1 / k + film / d * (1 + back);
    EXPECT_NEAR(
        -(*y)[static_cast<std::size_t>(system.layout().current(0))] * resistance / constants::F, 1,
        1e-9)
        << eta;
  }
}

TEST(Interactions, FactorsOfTheRates) {
  NITER_SOURCE("bard2001",
               "sec. 13.5.3: adsorption exp(-gamma g theta), desorption exp((1-gamma) g theta)");
  const double g = 2.5, gamma = 0.3, theta = 0.4;
  CellModel m = couple_cell({.k0 = 1});
  m.electrode.adsorbates = {"A*", "*"};
  m.electrode.sites = {1, 1};
  ElectrodeStep& step = m.electrode.steps[0];
  step.forward_interaction = {-gamma * g, 0}, step.reverse_interaction = {(1 - gamma) * g, 0};
  ElectrodeRates rates(m);
  rates.evaluate(0, std::vector<double>{1, 1}, std::vector<double>{theta, 1 - theta});
  const auto factors = physics::frumkin_factors(g, theta, gamma);
  EXPECT_NEAR(rates.forward()[0], factors.adsorption, 1e-14);
  EXPECT_NEAR(rates.reverse()[0], factors.desorption, 1e-14);
}

}  // namespace
}  // namespace niter::twin
