// Adsorbed species: Laviron's couple, interactions, the coverage in hydrogen evolution.
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/laviron.hpp"
#include "niter/physics/closed/volmer_heyrovsky.hpp"
#include "niter/physics/frumkin.hpp"
#include "niter/twin/cell/cell_testing.hpp"
#include "niter/twin/cell/impedance.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

constexpr double sites = Confined{}.sites, room = Confined{}.temperature;

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

Voltammogram sweep_of(const CellModel& m, const Sweep& sweep) {
  CellSystem system(m);
  const auto v = voltammogram(system, sweep, {.relative_tolerance = 1e-8});
  EXPECT_TRUE(v.has_value()) << (v ? "" : v.error().text());
  return v ? *v : Voltammogram{};
}

// Where |j| passes half of its largest value, by linear interpolation, and the maximum.
struct Peak {
  double height = 0, before = 0, after = 0;  // A m-2, V
};
Peak peak_of(const Voltammogram& v) {
  Peak p;
  for (const double j : v.current) p.height = std::max(p.height, std::abs(j));
  for (std::size_t i = 1; i < v.current.size(); ++i) {
    const double a = std::abs(v.current[i - 1]) - p.height / 2;
    const double b = std::abs(v.current[i]) - p.height / 2;
    const double e = v.potential[i - 1] + a / (a - b) * (v.potential[i] - v.potential[i - 1]);
    if (a < 0 && b >= 0) p.before = e;
    if (a >= 0 && b < 0) p.after = e;
  }
  return p;
}

TEST(ConfinedCouple, InEquilibriumWithThePotential) {
  NITER_SOURCE("laviron1979", "i_p = n^2 F^2 v A Gamma / 4 R T at E0', width 90.579 mV");
  const Voltammogram v = sweep_of(confined_cell({.k0 = 1e5}), {{0.4, -0.4, 0.4}, 0.1, 1e-3});
  const physics::ConfinedCouple couple{1, sites, 0.1};
  const double top = physics::confined_peak_current_density(couple);
  for (std::size_t i = 0; i < v.current.size(); ++i) {
    const double sign = i < 800 ? -1 : 1;
    // after the turn the couple is where it was: the sign alone changes
    EXPECT_NEAR(sign * v.current[i] / top,
                physics::confined_current_density(couple, v.potential[i]) / top, 2e-4)
        << v.potential[i];
  }
  const Peak forward = peak_of({{v.potential.begin(), v.potential.begin() + 800},
                                {v.current.begin(), v.current.begin() + 800}});
  EXPECT_NEAR(forward.height / top, 1, 1e-5);
  EXPECT_NEAR(forward.before - forward.after, 90.579e-3, 2e-5);
}

TEST(ConfinedCouple, SlowTransferIsSeparable) {
  NITER_SOURCE("laviron1979", "no back reaction: E_p = E0 + (RT/alpha F) ln(RT k0 / alpha F v)");
  const double f = per_volt(room), alpha = 0.4, rate = 1, k0 = 1e-4;
  const double peak_at = std::log(k0 / (alpha * f * rate)) / (alpha * f);
  const Voltammogram v =
      sweep_of(confined_cell({k0, alpha}), {{peak_at + 0.8, peak_at - 0.2}, rate, 1e-3});
  // theta = exp(-k/(alpha f v)), j = F Gamma k theta
  const double top = constants::F * sites * alpha * f * rate * std::exp(-1);
  for (std::size_t i = 0; i < v.current.size(); ++i) {
    const double k = k0 * std::exp(-alpha * f * v.potential[i]);
    EXPECT_NEAR(-v.current[i] / top,
                constants::F * sites * k * std::exp(-k / (alpha * f * rate)) / top, 2e-5);
  }
  EXPECT_NEAR(peak_of(v).height / top, 1, 2e-5);
}

TEST(Interactions, SlowSweepIsFrumkinsIsotherm) {
  NITER_SOURCE("laviron1979",
               "the couple in equilibrium, here E = E0 - (RT/F)(logit theta + g theta)");
  const double f = per_volt(room), rate = 0.01;
  for (const double g : {-2.0, 1.5, 5.0}) {
    const Voltammogram v = sweep_of(confined_cell({1e4, 0.5, g}), {{0.4, -0.5}, rate, 5e-4});
    const double unit = f * constants::F * rate * sites;
    for (std::size_t i = 0; i < v.current.size(); i += 13) {
      const double theta = physics::frumkin_coverage(g, std::exp(-f * v.potential[i]));
      const double exact = theta * (1 - theta) / (1 + g * theta * (1 - theta));
      EXPECT_NEAR(-v.current[i] / unit, exact, 3e-4 * 0.25) << g << " at " << v.potential[i];
    }
    // half coverage at E0 - g RT / 2F; height 1/(4 + g); at half height theta (1-theta) = 1/(8+g)
    const Peak peak = peak_of(v);
    EXPECT_NEAR(peak.height / unit * (4 + g), 1, 2e-4) << g;
    EXPECT_NEAR((peak.before + peak.after) / 2, -g / 2 / f, 5e-5) << g;
    const double root = std::sqrt(1 - 4 / (8 + g)), high = (1 + root) / 2;
    const double width = (2 * std::log(high / (1 - high)) + g * root) / f;
    EXPECT_NEAR(peak.before - peak.after, width, 1e-4) << g;
  }
}

TEST(Interactions, SlowTransferFollowsItsQuadrature) {
  NITER_IDENTITY("int exp(alpha g theta)/(1 - theta) d theta = k(E)/(alpha f v), no back reaction");
  const double f = per_volt(room), alpha = 0.5, rate = 1, k0 = 1e-5, g = 3;
  CellSystem system(confined_cell({k0, alpha, g}));
  const double start = std::log(k0 / (alpha * f * rate)) / (alpha * f) + 0.5;
  Drive drive;
  drive.value = start, drive.rate = -rate;
  system.impose(drive);
  auto run =
      Transient::begin(system, 0, system.rest_state(start), {.relative_tolerance = 1e-8}).value();
  const std::vector<double> times = {0.4, 0.5, 0.55, 0.6, 0.65};
  int checked = 0;
  ASSERT_TRUE(
      run.run(times.back(), times,
              [&](double t, std::span<const double> y) {
                const double theta = y[at(system.layout().theta(0, 0))];
                double sum = 0;  // Simpson's rule
                constexpr int n = 40000;
                for (int i = 0; i <= n; ++i) {
                  const double x = theta * i / n, w = i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2;
                  sum += w * std::exp(alpha * g * x) / (1 - x) * theta / n / 3;
                }
                const double k = k0 * std::exp(-alpha * f * (start - rate * t));
                const double began = k0 * std::exp(-alpha * f * start);
                EXPECT_NEAR(sum / ((k - began) / (alpha * f * rate)), 1, 1e-5) << theta;
                checked += theta > 0.01 && theta < 0.99;
              })
          .has_value());
  EXPECT_GE(checked, 3);
}

// Volmer and Heyrovsky steps on a surface: rates at eta = 0 in mol m-2 s-1.
CellModel hydrogen_cell(const physics::VolmerHeyrovsky& k, double beta) {
  const double f = per_volt(room);
  CellModel m;
  m.species = {{"inert", 0, 1e-9, 1}};
  m.transport.nodes = {0, 1e-5};
  Electrode& e = m.electrode;
  e.adsorbates = {"H*", "*"};
  e.sites = {1, 1};
  e.coverage = {0.5, 0.5};
  e.site_density = 2e-5;
  const auto step = [&](const char* id, int from, int to, double forward, double back) {
    ElectrodeStep s;
    s.id = id;
    s.electrons = 1;
    s.adsorbed = {{from, 1}};
    s.adsorbed_after = {{to, 1}};
    s.net_adsorbed = {{from, -1}, {to, 1}};
    s.forward = {std::log(forward), -beta * f};
    s.reverse = {std::log(back), (1 - beta) * f};
    return s;
  };
  e.steps = {step("Volmer", 1, 0, k.volmer, k.volmer_back),
             step("Heyrovsky", 0, 1, k.heyrovsky, k.heyrovsky_back)};
  return m;
}

constexpr physics::VolmerHeyrovsky at_rest{1e-4, 1e-5, 1e-7, 1e-12};  // mol m-2 s-1

TEST(HydrogenEvolution, SteadyCoverageAndCurrent) {
  NITER_SOURCE("harrington1987", "k1 1e-8, k-1 1e-9, k2 1e-11, k-2 1e-16 mol cm-2 s-1, beta 0.5");
  const double known[][3] = {{0, 0.908265214, 1.752683647e-6},
                             {-0.1, 0.996969120, 1.346939042e-5},
                             {-0.3, 0.999000152, 6.615789446e-4}};
  CellSystem system(hydrogen_cell(at_rest, 0.5));
  for (const auto& [eta, theta, j] : known) {
    Drive drive;
    drive.value = eta;
    system.impose(drive);
    const auto y = steady_state(system, 0, system.rest_state(eta));
    ASSERT_TRUE(y.has_value()) << y.error().text();
    EXPECT_NEAR((*y)[at(system.layout().theta(0, 0))], theta, 5e-10) << eta;
    EXPECT_NEAR((*y)[at(system.layout().current(0))] / (-j * 1e4), 1, 5e-10) << eta;
  }
}

TEST(HydrogenEvolution, Admittance) {
  NITER_SOURCE("harrington1987", "faradaic admittance of Volmer and Heyrovsky steps");
  const double eta = -0.05, beta = 0.3;
  CellSystem system(hydrogen_cell(at_rest, beta));
  Drive drive;
  drive.value = eta;
  system.impose(drive);
  const auto y = steady_state(system, 0, system.rest_state(eta));
  ASSERT_TRUE(y.has_value());
  const std::vector<double> frequencies = decades(1e5, 1e-3, 2);
  const auto z = impedance(system, *y, frequencies);
  ASSERT_TRUE(z.has_value());
  const auto rates = physics::at_overpotential(at_rest, eta, beta, room);
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    const auto exact =
        physics::hydrogen_admittance(rates, 2e-5, beta, room, 2 * constants::pi * frequencies[i]);
    EXPECT_LT(std::abs(1.0 / (*z)[i] - exact) / std::abs(exact), 1e-9) << frequencies[i];
  }
}

}  // namespace
}  // namespace niter::twin
