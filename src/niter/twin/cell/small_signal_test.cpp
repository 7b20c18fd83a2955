// One set of rows, three solves: the impedance is the response to a small sine, and what a
// transient tends to is the steady state, which is the half-cell's operating point.
#include <cmath>
#include <complex>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/twin/cell/assemble.hpp"
#include "niter/twin/cell/cell_testing.hpp"
#include "niter/twin/cell/half_cell.hpp"
#include "niter/twin/cell/impedance.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

using Complex = std::complex<double>;

std::size_t at(int i) {
  return static_cast<std::size_t>(i);
}

std::vector<double> settled(CellSystem& system, double potential) {
  Drive drive;
  drive.value = potential;
  system.impose(drive);
  const auto y = steady_state(system, 0, system.rest_state(potential));
  EXPECT_TRUE(y.has_value()) << (y ? "" : y.error().text());
  return y ? *y : system.rest_state(potential);
}

// Z from the last two periods of a sine, by Fourier sums. A slow drift of the mean cancels: the
// periods are weighted with a triangle.
Complex impedance_by_sine(CellSystem& system, const std::vector<double>& y, double potential,
                          double frequency, int periods) {
  constexpr int per_period = 64;
  const double amplitude = 1e-4, omega = 2 * constants::pi * frequency;
  Drive drive;
  drive.value = potential, drive.amplitude = amplitude, drive.angular_frequency = omega;
  system.impose(drive);
  auto run = Transient::begin(system, 0, y, {.relative_tolerance = 1e-9});
  EXPECT_TRUE(run.has_value()) << (run ? "" : run.error().text());
  if (!run) return {};
  std::vector<double> times;
  for (int k = 1; k < 2 * per_period; ++k)
    times.push_back((periods - 2 + static_cast<double>(k) / per_period) / frequency);
  const auto j = at(system.layout().current(0));
  Complex sum;
  int k = 0;
  const auto stop = run->run(periods / frequency, times, [&](double t, std::span<const double> s) {
    ++k;
    const double weight = 1 - std::abs(k - per_period) / static_cast<double>(per_period);
    sum += weight * (s[j] - y[j]) * std::exp(Complex(0, -omega * t));
  });
  EXPECT_TRUE(stop.has_value()) << (stop ? "" : stop.error().text());
  // amplitude sin = the phasor -i amplitude; the sum over all weights is per_period
  return Complex(0, -amplitude) / (2.0 * sum / static_cast<double>(per_period));
}

void compare(CellSystem& system, double potential, const std::vector<double>& frequencies,
             const std::vector<int>& periods) {
  const std::vector<double> y = settled(system, potential);
  const auto z = impedance(system, y, frequencies);
  ASSERT_TRUE(z.has_value());
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    const Complex other = impedance_by_sine(system, y, potential, frequencies[i], periods[i]);
    EXPECT_LT(std::abs(other - (*z)[i]) / std::abs((*z)[i]), 1e-4)
        << frequencies[i] << " Hz: " << other << " against " << (*z)[i];
  }
}

TEST(SmallSignal, SineThroughACouple) {
  NITER_IDENTITY("linear response in time and in frequency, away from equilibrium");
  Couple couple;
  couple.k0 = 2e-5, couple.reduced = 0.2;
  for (const Storage storage : {Storage::Lumped, Storage::Compact}) {
    CellModel m = couple_cell(couple);
    m.transport.storage = storage;
    m.transport.nodes = growing_nodes(5e-5, 5e-7, 40);
    m.electrode.double_layer = {{0.1, 0}, {0.1, 0.05}};
    m.electrode.series_resistance = 1e-3;
    CellSystem system(m);
    compare(system, -0.05, {0.3, 5, 200, 5000}, {4, 16, 40, 40});
  }
}

HalfCellOptions nitrate(const std::string& reactant) {
  HalfCellOptions options;
  options.name = reactant;
  options.reactant = reactant;
  options.electrolyte = {{"K+", 300}, {reactant, 100}, {"SO4-2", 100}};
  return options;
}

CellModel nitrate_cell(const std::string& reactant) {
  CellOptions options;
  options.double_layer = {{340, 0}};
  return assemble(shipped_mechanism("c2").value(), nitrate(reactant), options).value();
}

TEST(SmallSignal, SineThroughTheNitrateCell) {
  NITER_IDENTITY("linear response of C2 with migration, equilibria and coverages");
  CellSystem system(nitrate_cell("NO3-"));
  compare(system, -1.0, {0.2, 10, 1000}, {6, 20, 30});
}

TEST(LongTime, TransientSteadyStateAndHalfCellAgree) {
  NITER_IDENTITY("a held cell ends where F(y, 0) = 0; two programs of one model");
  for (const std::string reactant : {"NO3-", "NO2-"}) {
    HalfCell half_cell = HalfCell::make(shipped_mechanism("c2").value(), nitrate(reactant)).value();
    CellSystem system(nitrate_cell(reactant));
    const auto j = at(system.layout().current(0));
    for (const double potential : {-0.8, -1.1}) {
      Drive drive;
      drive.rate = potential / 1e-3;  // from 0 V in a millisecond
      system.impose(drive);
      auto run = Transient::begin(system, 0, system.rest_state(0), {.relative_tolerance = 1e-6});
      ASSERT_TRUE(run.has_value()) << run.error().text();
      ASSERT_TRUE(run->run(1e-3, {}, {}).has_value());
      drive.start = 1e-3, drive.value = potential, drive.rate = 0;
      system.impose(drive);
      const auto stop = run->run(3000, {}, {});
      ASSERT_TRUE(stop.has_value()) << stop.error().text();
      const std::vector<double> end(run->y().begin(), run->y().end());
      const auto steady = steady_state(system, 3000, end);
      ASSERT_TRUE(steady.has_value()) << steady.error().text();
      const OperatingPoint point = half_cell.at_potential(half_cell.versus_rhe(potential)).value();
      EXPECT_NEAR(end[j] / (*steady)[j], 1, 1e-6) << reactant << " at " << potential;
      EXPECT_NEAR((*steady)[j] / point.current_density, 1, 1e-6) << reactant << " at " << potential;
      for (int s = 0; s < system.layout().species; ++s) {
        const auto c = at(system.layout().c(0, s));
        EXPECT_NEAR(end[c], (*steady)[c], 1e-6 * (*steady)[c] + 1e-6)
            << system.model().species[at(s)].name;
      }
    }
  }
}

}  // namespace
}  // namespace niter::twin
