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

TEST(CurrentStep, Sand) {
  NITER_SOURCE("bard2001",
               "sec. 8.2.2: tau = pi D (n F c / 2 j)^2; E = E_half + RT/F ln((tau/t)^(1/2) - 1)");
  const double j = 2, tau = physics::sand_time(1, 1, diffusivity, j);
  CellModel m = couple_cell({});
  m.transport.nodes = growing_nodes(6 * std::sqrt(diffusivity * tau), 1e-7, 200);
  CellSystem system(m);
  Drive drive;
  drive.mode = Drive::Mode::Current;
  drive.value = -j;
  system.impose(drive);
  const auto u = static_cast<std::size_t>(system.layout().potential(0));
  auto run = Transient::begin(system, 0, system.rest_state(0.3), {.relative_tolerance = 1e-6});
  ASSERT_TRUE(run.has_value()) << run.error().text();
  const std::vector<double> times = {0.04 * tau, 0.25 * tau, 0.49 * tau, 0.81 * tau};
  int seen = 0;
  const auto stop = run->run(times.back(), times, [&](double t, std::span<const double> y) {
    const double exact = std::log(std::sqrt(tau / t) - 1) / per_volt(298.15);
    EXPECT_NEAR(y[u], exact, 1e-4) << t / tau;
    ++seen;
  });
  ASSERT_TRUE(stop.has_value()) << stop.error().text();
  EXPECT_EQ(seen, 4);
}

}  // namespace
}  // namespace niter::twin
