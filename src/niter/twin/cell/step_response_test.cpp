// Steps of potential and current: half space, stagnant film, thin layer.
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/cottrell.hpp"
#include "niter/physics/closed/laviron.hpp"
#include "niter/twin/cell/cell_testing.hpp"

namespace niter::twin {
namespace {

constexpr double diffusivity = 1e-9, limiting = -0.5;  // m2 s-1, V

// Current density at the given times after a step to `potential` at time 0.
std::vector<double> step_to(CellSystem& system, double potential,
                            const std::vector<double>& times) {
  Drive drive;
  drive.value = potential;
  system.impose(drive);
  auto run =
      Transient::begin(system, 0, system.rest_state(potential), {.relative_tolerance = 1e-7});
  EXPECT_TRUE(run.has_value()) << (run ? "" : run.error().text());
  std::vector<double> out;
  if (!run) return out;
  const auto j = static_cast<std::size_t>(system.layout().current(0));
  const auto stop = run->run(times.back(), times,
                             [&](double, std::span<const double> y) { out.push_back(y[j]); });
  EXPECT_TRUE(stop.has_value()) << (stop ? "" : stop.error().text());
  return out;
}

TEST(PotentialStep, Cottrell) {
  NITER_SOURCE("bard2001", "sec. 5.2.1: 1.721418079 A m-2 after 1 s at 1 mol m-3, 1e-9 m2 s-1");
  CellModel m = couple_cell({});
  m.transport.nodes = growing_nodes(6 * std::sqrt(diffusivity * 1), 2e-8, 300);
  CellSystem system(m);
  const std::vector<double> times = {0.01, 0.1, 1};
  const std::vector<double> j = step_to(system, limiting, times);
  ASSERT_EQ(j.size(), times.size());
  for (std::size_t i = 0; i < times.size(); ++i)
    EXPECT_NEAR(-j[i] / physics::cottrell_current_density(1, 1, diffusivity, times[i]), 1, 1e-4)
        << times[i];
  EXPECT_NEAR(-j.back(), 1.721418079, 1.7e-4);
}

TEST(PotentialStep, ThroughAFilm) {
  NITER_SOURCE("crank1975", "sec. 2.4, plane sheet: from Cottrell to n F D c / delta");
  const double film = 50e-6, tau = film * film / diffusivity;
  CellModel m = couple_cell({});
  m.transport.nodes = growing_nodes(film, 5e-8, 200);
  CellSystem system(m);
  std::vector<double> times;
  for (const double share : {0.003, 0.01, 0.03, 0.1, 0.2, 0.4, 1.0}) times.push_back(share * tau);
  const std::vector<double> j = step_to(system, limiting, times);
  ASSERT_EQ(j.size(), times.size());
  for (std::size_t i = 0; i < times.size(); ++i)
    EXPECT_NEAR(-j[i] / physics::film_step_current_density(1, 1, diffusivity, film, times[i]), 1,
                1e-4)
        << times[i] / tau;
}

TEST(PotentialStep, ThinLayerIsEmptied) {
  NITER_IDENTITY("charge = n F V c / A, and the last of it leaves as exp(-pi^2 D t / 4 d^2)");
  const double thickness = 20e-6;
  CellModel m = couple_cell({.oxidised = 3});
  m.transport.outer = Outer::Wall;
  m.transport.nodes = growing_nodes(thickness, 1e-7, 100);
  CellSystem system(m);
  const double tau = thickness * thickness / diffusivity;
  Drive drive;
  drive.value = -0.8;
  system.impose(drive);
  auto run =
      Transient::begin(system, 0, system.rest_state(-0.8), {.relative_tolerance = 1e-8}).value();
  std::vector<double> j;
  const auto at = [](int i) { return static_cast<std::size_t>(i); };
  const std::vector<double> times = {1 * tau, 2 * tau};
  ASSERT_TRUE(run.run(20 * tau, times,
                      [&](double, std::span<const double> y) {
                        j.push_back(y[at(system.layout().current(0))]);
                      })
                  .has_value());
  const double passed = run.y()[at(system.layout().passed())];
  EXPECT_NEAR(passed / (-constants::F * thickness * 3), 1, 1e-9);
  EXPECT_NEAR(std::log(j[0] / j[1]), constants::pi * constants::pi / 4, 2e-4);
}

TEST(SlowSweep, ThinLayerAnswersLikeAnAdsorbedCouple) {
  NITER_SOURCE("laviron1979", "Nernst in the layer: j = n^2 F^2 v V c / (A R T) e^x/(1+e^x)^2");
  const double thickness = 5e-6;
  CellModel m = couple_cell({.k0 = 0.1});
  m.transport.outer = Outer::Wall;
  m.transport.nodes = growing_nodes(thickness, 1e-7, 20);
  CellSystem system(m);
  const Sweep sweep{{0.3, -0.3}, 1e-5, 1e-2};
  const auto v = voltammogram(system, sweep, {.relative_tolerance = 1e-7});
  ASSERT_TRUE(v.has_value());
  const physics::ConfinedCouple layer{1, thickness * 1, 1e-5};
  const double peak = physics::confined_peak_current_density(layer);
  for (std::size_t i = 0; i < v->current.size(); ++i)
    EXPECT_NEAR(-v->current[i] / peak,
                physics::confined_current_density(layer, v->potential[i]) / peak, 2e-5)
        << v->potential[i];
}

// A current step on the couple of Sand's equation; sees U at shares of tau, and when it crosses.
struct CurrentStep {
  double current = 2;  // A m-2, cathodic
  int cells = 200;
  double first = 1e-7;  // m
  double tolerance = 1e-7;
  double capacitance = 0;  // F m-2

  double tau() const { return physics::sand_time(1, 1, diffusivity, current); }
};
struct Seen {
  std::vector<double> potential;
  double crossing = 0;  // share of tau
  double ended = 0;
  Error error;
};

Seen step_current(const CurrentStep& step, const std::vector<double>& shares, double crossed) {
  const double tau = step.tau();
  CellModel m = couple_cell({});
  m.transport.nodes = growing_nodes(6 * std::sqrt(diffusivity * tau), step.first, step.cells);
  if (step.capacitance > 0) m.electrode.double_layer = {{step.capacitance, 0}};
  CellSystem system(m);
  Drive drive;
  drive.mode = Drive::Mode::Current;
  drive.value = -step.current;
  system.impose(drive);
  const auto u = static_cast<std::size_t>(system.layout().potential(0));
  system.event_functions = {[=](double, std::span<const double> y) { return y[u] - crossed; }};
  Seen seen;
  auto run =
      Transient::begin(system, 0, system.rest_state(0.3), {.relative_tolerance = step.tolerance});
  EXPECT_TRUE(run.has_value()) << (run ? "" : run.error().text());
  if (!run) return seen;
  std::vector<double> times;
  for (const double share : shares) times.push_back(share * tau);
  const auto record = [&](double, std::span<const double> y) { seen.potential.push_back(y[u]); };
  const auto first = run->run(1.1 * tau, times, record);
  seen.crossing = seen.ended = run->time() / tau;
  if (!first) seen.error = first.error();
  if (!first) return seen;
  const auto rest = run->run(1.1 * tau, {}, {});
  seen.ended = run->time() / tau;
  if (!rest) seen.error = rest.error();
  return seen;
}

TEST(CurrentStep, Sand) {
  NITER_SOURCE("bard2001",
               "sec. 8.2.2: tau = pi D (n F c / 2 j)^2; E = E_half + RT/F ln((tau/t)^(1/2) - 1)");
  const std::vector<double> shares = {0.04, 0.25, 0.49, 0.81, 0.95, 0.99};
  // an error of 5e-5 in tau, which is what the grid leaves, near tau
  const double wanted[] = {3e-6, 3e-6, 4e-6, 1e-5, 4e-5, 2e-4};
  const double crossed = -0.15, f = per_volt(298.15);
  const Seen seen = step_current({}, shares, crossed);
  ASSERT_EQ(seen.potential.size(), shares.size()) << seen.error.text();
  for (std::size_t i = 0; i < shares.size(); ++i)
    EXPECT_NEAR(seen.potential[i], std::log(1 / std::sqrt(shares[i]) - 1) / f, wanted[i])
        << shares[i];
  const double exact = std::pow(1 + std::exp(f * crossed), -2);
  EXPECT_NEAR(seen.crossing, exact, 7e-5);
  // second order in space
  const Seen fine = step_current({.cells = 400}, shares, crossed);
  EXPECT_NEAR((fine.crossing - exact) / (seen.crossing - exact), 0.25, 0.1);
}

TEST(CurrentStep, GoesToSandsTimeOnEveryGrid) {
  NITER_SOURCE("bard2001", "sec. 8.2.2: no concentration carries the current beyond tau");
  for (const int cells : {60, 150})
    for (const double first : {4e-7, 1e-7, 1e-8})
      for (const double tolerance : {1e-5, 1e-7})
        for (const double current : {0.5, 5.0}) {
          const CurrentStep step{current, cells, first, tolerance};
          const Seen seen = step_current(step, {}, -0.2);
          const auto where = ::testing::Message() << cells << " cells from " << first << " m, rtol "
                                                  << tolerance << ", " << current << " A/m2";
          // the surface runs empty, and then there is nothing to go on with
          EXPECT_NEAR(seen.ended, 1, 0.02) << where;
          EXPECT_FALSE(seen.error.what.empty()) << where;
        }
}

}  // namespace
}  // namespace niter::twin
