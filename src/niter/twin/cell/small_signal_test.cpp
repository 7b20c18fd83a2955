// One set of rows, three solves: the impedance is the response to a small sine, and what a
// transient tends to is the steady state, which is the half-cell's operating point.
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/twin/cell/cell_testing.hpp"
#include "niter/twin/cell/half_cell.hpp"
#include "niter/twin/cell/impedance.hpp"
#include "niter/twin/cell/nitrate_testing.hpp"
#include "niter/twin/cell/small_signal_testing.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

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

void compare(CellSystem& system, double potential, const std::vector<double>& frequencies,
             const std::vector<int>& periods) {
  const std::vector<double> y = settled(system, potential);
  const auto z = impedance(system, y, frequencies);
  ASSERT_TRUE(z.has_value());
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    const auto other = impedance_by_sine(system, y, potential, frequencies[i], periods[i]);
    ASSERT_TRUE(other.has_value()) << other.error().text();
    EXPECT_LT(std::abs(*other - (*z)[i]) / std::abs((*z)[i]), 1e-4)
        << frequencies[i] << " Hz: " << *other << " against " << (*z)[i];
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

TEST(SmallSignal, SineThroughTheNitrateCell) {
  NITER_IDENTITY("linear response of C2 with migration, equilibria and coverages");
  CellSystem system(nitrate_cell());
  compare(system, -1.0, {0.2, 10, 1000}, {6, 20, 30});
}

TEST(LongTime, TransientSteadyStateAndHalfCellAgree) {
  NITER_IDENTITY("a held cell ends where F(y, 0) = 0; two programs of one model");
  for (const std::string reactant : {"NO3-", "NO2-"}) {
    HalfCell half_cell =
        HalfCell::make(shipped_mechanism("c2").value(), nitrate_options(reactant)).value();
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
