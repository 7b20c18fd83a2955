#include "niter/twin/cell/half_cell.hpp"

#include <cmath>
#include <stop_token>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/chem/formula.hpp"
#include "niter/chem/species.hpp"
#include "niter/twin/cell/continuation.hpp"
#include "niter/twin/cell/electrolyte.hpp"

namespace niter::twin {
namespace {

HalfCellOptions cell(const std::string& reactant) {
  HalfCellOptions options;
  options.name = reactant;
  options.reactant = reactant;
  options.electrolyte = {{"K+", 300}, {reactant, 100}, {"SO4-2", 100}};
  return options;
}

Mechanism c2() {
  return shipped_mechanism("c2").value();
}

HalfCell made(const HalfCellOptions& options) {
  Result<HalfCell> result = HalfCell::make(c2(), options);
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().text());
  return std::move(result).value();
}

TEST(HalfCell, SharesOfTheCurrentSumAndBalancesClose) {
  NITER_IDENTITY("N, charge, OH- and film fluxes are conserved; partial currents sum to j");
  for (const std::string reactant : {"NO3-", "NO2-"}) {
    HalfCell half_cell = made(cell(reactant));
    for (const double applied : {-0.6, -0.8, -1.0, -1.2}) {
      const OperatingPoint point = half_cell.at_potential(half_cell.versus_rhe(applied)).value();
      double partial = 0, share = 0;
      for (const auto& [product, j] : point.partial_current) partial += j;
      for (const auto& [product, fe] : point.faradaic_efficiency) share += fe;
      EXPECT_LT(point.current_density, 0);
      EXPECT_NEAR(partial / point.current_density, 1, 1e-10);
      EXPECT_NEAR(share, 1, 1e-10);
      EXPECT_LT(point.nitrogen_balance, 1e-10);
      EXPECT_LT(point.charge_balance, 1e-10);
      EXPECT_LT(point.hydroxide_balance, 1e-10);
      EXPECT_LT(point.film_conservation, 1e-8);
      // 8 or 6 electrons per NH3
      EXPECT_NEAR(point.partial_current.at("NH3") / point.production.at("NH3") / -constants::F,
                  reactant == "NO3-" ? 8 : 6, 1e-12);
      EXPECT_GT(point.ph_surface, 10);
    }
  }
}

TEST(HalfCell, PotentialScalesAreApartByTheirDefinitions) {
  NITER_IDENTITY("U_SHE = E - s pH_b - j R_s,  U_RHE,local = U_SHE + s pH_s,  U_w = U_SHE + s pKw");
  HalfCell half_cell = made(cell("NO3-"));
  const OperatingPoint point = half_cell.at_potential(half_cell.versus_rhe(-1.0)).value();
  const double slope = constants::ph_slope(298.15);
  EXPECT_NEAR(point.applied.value(), -1.0, 1e-15);
  const double resistance = half_cell.options().series_resistance;
  EXPECT_NEAR(point.she_ir_free.value(), -1.0 - slope * 6.8 - point.current_density * resistance,
              1e-10);
  EXPECT_GT(point.she_ir_free.value(), -1.0 - slope * 6.8)
      << "iR makes a cathode less negative than applied";
  EXPECT_NEAR(point.rhe_local.value(), point.she_ir_free.value() + slope * point.ph_surface, 1e-12);
  EXPECT_NEAR(point.water.value() - point.she_ir_free.value(), 0.828, 1e-3);
  EXPECT_NEAR(half_cell.bulk_scale().zero_vs_she(), -slope * 6.8, 1e-12);
}

TEST(HalfCell, HoldingTheCurrentFindsThePotentialAgain) {
  NITER_IDENTITY("potentiostatic and galvanostatic points are the same states");
  HalfCell held = made(cell("NO2-"));
  for (const double applied : {-0.7, -1.0, -1.2}) {
    const OperatingPoint point = held.at_potential(held.versus_rhe(applied)).value();
    HalfCell cold = made(cell("NO2-"));
    const OperatingPoint again = cold.at_current(point.current_density).value();
    EXPECT_NEAR(again.applied.value(), applied, 1e-8);
    EXPECT_NEAR(again.ph_surface, point.ph_surface, 1e-8);
    EXPECT_NEAR(again.current_density / point.current_density, 1, 1e-11);
  }
  EXPECT_FALSE(held.at_current(0).has_value());
}

TEST(HalfCell, DiffusionAloneFollowsFick) {
  NITER_IDENTITY("N = D (c_bulk - c_surface) / delta without migration and equilibria");
  HalfCellOptions options = cell("NO2-");
  options.transport = Transport::Fick;
  options.homogeneous_equilibria = false;
  HalfCell half_cell = made(options);
  const OperatingPoint point = half_cell.at_potential(half_cell.versus_rhe(-1.3)).value();
  const chem::Database database = chem::load_database().value();
  double used = 0;
  for (const auto& [product, rate] : point.production)
    used += rate * chem::parse_formula(product)->count("N");
  const double surface = point.surface_concentration.at("NO2-");
  EXPECT_LT(surface, 1) << "near the limit";
  EXPECT_NEAR(
      used / (database.diffusion("NO2-").value() * (100 - surface) / options.film_thickness), 1,
      1e-9);

  // migration drives the anion away from the cathode
  options.transport = Transport::NernstPlanck;
  HalfCell migrating = made(options);
  const OperatingPoint lower = migrating.at_potential(migrating.versus_rhe(-1.3)).value();
  EXPECT_LT(lower.production.at("NH3"), 0.95 * point.production.at("NH3"));
  EXPECT_GT(lower.production.at("NH3"), 0.5 * point.production.at("NH3"));
}

TEST(HalfCell, EquilibriaHoldAtEveryNode) {
  NITER_IDENTITY("mass action has one constant from the surface to the bulk");
  HalfCell half_cell = made(cell("NO3-"));
  ASSERT_TRUE(half_cell.at_potential(half_cell.versus_rhe(-1.0)).has_value());
  const data::Table table = half_cell.profiles();
  const auto c = [&](const char* name) { return table.column(name).value(); };
  const std::size_t last = table.rows() - 1;
  const auto constant = [&](auto&& quotient) {
    for (std::size_t i = 0; i < last; ++i) EXPECT_NEAR(quotient(i) / quotient(last), 1, 1e-9) << i;
  };
  constant([&](std::size_t i) { return c("H+")[i] * c("OH-")[i]; });
  constant([&](std::size_t i) { return c("NH4+")[i] * c("OH-")[i] / c("NH3")[i]; });
  constant([&](std::size_t i) { return c("K+")[i] * c("SO4-2")[i] / c("KSO4-")[i]; });
  constant([&](std::size_t i) { return c("H+")[i] * c("SO4-2")[i] / c("HSO4-")[i]; });
  for (std::size_t i = 0; i <= last; ++i) {
    const double charge = c("K+")[i] + c("H+")[i] + c("NH4+")[i] - c("NO3-")[i] - c("NO2-")[i] -
                          c("OH-")[i] - 2 * c("SO4-2")[i] - c("HSO4-")[i] - c("KSO4-")[i];
    EXPECT_NEAR(charge, 0, 1e-6);
  }
  EXPECT_EQ(c("phi")[last], 0);
  EXPECT_LT(c("phi")[0], 0) << "the field pulls cations to the cathode";
  EXPECT_NEAR(c("ph")[last], 6.8, 1e-9);
}

TEST(HalfCell, TangentIsTheSlopeOfTheSolution) {
  NITER_IDENTITY("d U_w / d E by the implicit function theorem equals a central difference");
  const HalfCellOptions options = cell("NO3-");
  const Mechanism mechanism = c2();
  const Electrolyte electrolyte =
      make_electrolyte(chem::load_database().value(), options, mechanism.solution).value();
  Continuation path(electrolyte.film, ReactingSurface(SurfaceKinetics(mechanism), electrolyte),
                    {0.426, options.series_resistance});
  constexpr double small_step = 2e-5;
  const auto water = [&](double applied) {
    EXPECT_TRUE(path.to_potential(applied).has_value());
    return path.last()->state.control;
  };
  const double difference =
      (water(-1.0 + small_step) - water(-1.0 - small_step)) / (2 * small_step);
  water(-1.0);
  EXPECT_NEAR(path.last()->direction.control / difference, 1, 1e-6);
  EXPECT_LT(path.last()->direction.control, 1) << "iR takes part of every step in E";
}

TEST(HalfCell, ColdAndWarmAgreeWhateverTheOrder) {
  NITER_IDENTITY("a steady state does not depend on the way to it");
  HalfCell down = made(cell("NO3-"));
  const std::vector<OperatingPoint> points =
      down.sweep(down.versus_rhe(std::vector{-0.5, -0.8, -0.9, -1.0, -1.2, -0.9})).value();
  EXPECT_NEAR(points[5].current_density / points[2].current_density, 1, 1e-9);
  HalfCell cold = made(cell("NO3-"));
  EXPECT_NEAR(
      cold.at_potential(cold.versus_rhe(-0.9)).value().current_density / points[2].current_density,
      1, 1e-9);
}

TEST(HalfCell, UpdateIsMakeWithAWarmStart) {
  NITER_IDENTITY("the same parameters give the same state");
  HalfCellOptions options = cell("NO3-");
  HalfCell updated = made(options);
  ASSERT_TRUE(updated.at_potential(updated.versus_rhe(-1.0)).has_value());
  options.film_thickness *= 0.8;
  options.series_resistance *= 1.2;
  const Mechanism other = c2().with({{"lg_k5", 0.2}}).value();
  ASSERT_TRUE(updated.update(other, options).has_value());
  HalfCell fresh = HalfCell::make(other, options).value();
  EXPECT_NEAR(updated.at_potential(updated.versus_rhe(-1.0)).value().current_density /
                  fresh.at_potential(fresh.versus_rhe(-1.0)).value().current_density,
              1, 1e-9);
  options.film_thickness = -1;
  EXPECT_FALSE(updated.update(other, options).has_value());
  EXPECT_GT(updated.options().film_thickness, 0) << "a refused update changes nothing";
}

TEST(HalfCell, TheDefaultGridIsFineEnough) {
  NITER_IDENTITY("second order: a grid 2 times finer has a quarter of the error");
  HalfCellOptions options = cell("NO3-");
  const auto current = [&](int cells) {
    options.film_cells = cells;
    HalfCell half_cell = made(options);
    return half_cell.at_potential(half_cell.versus_rhe(-1.2)).value().partial_current.at("NH3");
  };
  const double coarse = current(16), middle = current(32), fine = current(64);
  const double limit = fine + (fine - middle) / 3;
  EXPECT_NEAR((coarse - middle) / (middle - fine), 4, 0.3);
  EXPECT_LT(std::abs(current(HalfCellOptions{}.film_cells) / limit - 1), 1e-3);
}

TEST(HalfCell, OneSteadyStateAtTheSurface) {
  NITER_IDENTITY("C2 has one stable steady state at -1.0 V");
  HalfCell half_cell = made(cell("NO3-"));
  EXPECT_EQ(half_cell.check_uniqueness().error().code, Code::NotFound);
  ASSERT_TRUE(half_cell.at_potential(half_cell.versus_rhe(-1.0)).has_value());
  EXPECT_TRUE(half_cell.check_uniqueness().has_value());
}

TEST(HalfCell, MistakesAreErrorsThatSayWhatToDo) {
  NITER_IDENTITY("never a number from a cell that cannot be");
  const auto code = [](const HalfCellOptions& options) {
    return HalfCell::make(c2(), options).error().code;
  };
  HalfCellOptions options = cell("NO3-");
  options.temperature = 320;
  EXPECT_EQ(code(options), Code::InvalidInput);
  options = cell("NO3-");
  options.film_thickness = 0;
  EXPECT_EQ(code(options), Code::InvalidInput);
  options = cell("NO3-");
  options.reactant = "NO2-";
  EXPECT_EQ(code(options), Code::Inconsistent);
  options = cell("NO3-");
  options.electrolyte["K+"] = 100;
  EXPECT_EQ(code(options), Code::Inconsistent);
}

TEST(HalfCell, ASweepStopsOnRequest) {
  NITER_IDENTITY("a stop request ends a sweep");
  std::stop_source source;
  source.request_stop();
  HalfCell half_cell = made(cell("NO3-"));
  const auto points = half_cell.sweep(half_cell.versus_rhe(std::vector{-0.8, -0.9}),
                                      Monitor{{}, source.get_token()});
  ASSERT_FALSE(points.has_value());
  EXPECT_EQ(points.error().code, Code::Interrupted);
}

}  // namespace
}  // namespace niter::twin
