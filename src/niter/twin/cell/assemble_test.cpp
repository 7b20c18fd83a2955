// Assembling cells: the transient cell and the half-cell are the same equations; what is in the
// solution may be instant or take its time.
#include "niter/twin/cell/assemble.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/twin/cell/nitrate_testing.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

// The current at a potential, walked to in small steps.
double steady_current(const CellModel& model, double potential) {
  CellSystem system(model);
  std::vector<double> y = system.rest_state(0);
  for (double applied = 0; applied > potential - 1e-9; applied -= 0.05) {
    Drive drive;
    drive.value = applied;
    system.impose(drive);
    const auto solved = steady_state(system, 0, y);
    EXPECT_TRUE(solved) << applied << (solved ? "" : solved.error().text());
    if (!solved) return NAN;
    y = *solved;
  }
  return y[static_cast<std::size_t>(system.layout().current(0))];
}

TEST(Assemble, SteadyStateIsThatOfTheHalfCell) {
  NITER_IDENTITY("the same equations solved nested and all at once");
  const auto mechanism = shipped_mechanism("c2").value();
  HalfCell half_cell = HalfCell::make(mechanism, nitrate_options()).value();
  const auto model = assemble(mechanism, nitrate_options(), {}).value();
  for (const double potential : {-0.8, -1.0, -1.2}) {
    const auto point = half_cell.at_potential(half_cell.versus_rhe(potential)).value();
    EXPECT_NEAR(steady_current(model, potential) / point.current_density, 1, 1e-9) << potential;
  }
}

TEST(Assemble, FastRatesAreEquilibria) {
  NITER_SOURCE("eigen1964", "proton transfers are fast against diffusion through a film");
  const auto mechanism = shipped_mechanism("c2").value();
  const auto instant = assemble(mechanism, nitrate_options(), {}).value();
  const auto finite =
      assemble(mechanism, nitrate_options(), {.solution = SolutionKinetics::FiniteRates}).value();
  EXPECT_LT(finite.equilibria.size(), instant.equilibria.size());
  EXPECT_EQ(finite.equilibria.size() + finite.reactions.size(), instant.equilibria.size());
  const double a = steady_current(instant, -1.0), b = steady_current(finite, -1.0);
  EXPECT_NEAR(b / a, 1, 1e-4);
}

TEST(Assemble, CarbonateJoinsWhereItIsAdded) {
  NITER_SOURCE("parkhurst2013", "phreeqc.dat: log K 10.329 of HCO3-, 16.681 of CO2");
  const auto mechanism = shipped_mechanism("c2").value();
  HalfCellOptions options = nitrate_options();
  const auto without = assemble(mechanism, options, {}).value();
  options.electrolyte["CO3-2"] = 1;
  options.electrolyte["K+"] += 0.8;  // at pH 6.8 four fifths are HCO3-, the rest is CO2
  const auto with = assemble(mechanism, options, {}).value();
  double hydrogencarbonate = 0, total = 0;
  for (const auto& s : with.species) {
    if (s.name == "HCO3-") hydrogencarbonate = s.bulk;
    if (s.name == "CO3-2" || s.name == "HCO3-" || s.name == "CO2") total += s.bulk;
  }
  EXPECT_EQ(with.species.size(), without.species.size() + 3);
  EXPECT_NEAR(total, 1, 1e-9);
  // pH - pK1 - log gamma (Davies at I = 0.4 mol/L) = 6.8 - 6.352 + 0.137: a ratio of 3.84 to CO2
  EXPECT_NEAR(hydrogencarbonate, 0.793, 0.003);
}

TEST(Assemble, ClosedLayersAndStirredVesselsDoNotMix) {
  NITER_IDENTITY("what a geometry cannot be is refused");
  const auto mechanism = shipped_mechanism("c2").value();
  const auto layer = assemble(mechanism, nitrate_options(), {.geometry = ThinLayer{1e-4}});
  ASSERT_FALSE(layer);
  EXPECT_EQ(layer.error().code, Code::InvalidInput);
  HalfCellOptions fick = nitrate_options();
  fick.transport = Transport::Fick;
  EXPECT_TRUE(assemble(mechanism, fick, {.geometry = ThinLayer{1e-4}}));
  EXPECT_FALSE(assemble(mechanism, nitrate_options(), {.geometry = RotatingDisc{0, 1e-6}}));
  EXPECT_TRUE(assemble(mechanism, nitrate_options(), {.geometry = RotatingDisc{167, 1e-6}}));
  EXPECT_TRUE(assemble(mechanism, nitrate_options(), {.geometry = SemiInfinite{100}}));
}

}  // namespace
}  // namespace niter::twin
