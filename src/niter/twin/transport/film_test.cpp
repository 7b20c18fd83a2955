#include "niter/twin/transport/film.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/twin/transport/film_newton.hpp"

namespace niter::twin {
namespace {

// A surface that turns over component `reactant` so fast that only `ln_left` of it is left: the
// limiting current. The control is the rate; component m leaves the surface with yield[m] per
// turnover.
struct LimitingSurface : Surface {
  ComponentVector yield{};
  int reactant = 0;
  double ln_left = -27;  // exp(-27) = 2e-12 of the bulk concentration
  double scale = 1;      // mol m-2 s-1, so that the control is of order one

  Status rate(std::span<const double> ln_ratio, double control, SurfaceRate& out) override {
    out = {};
    for (std::size_t m = 0; m < ln_ratio.size(); ++m) {
      out.flux[m] = yield[m] * scale * control;
      out.by_control[m] = yield[m] * scale;
    }
    out.balance = ln_ratio[reactant] - ln_left;
    out.balance_by_ratio[reactant] = 1;
    return {};
  }
  Status settle(std::span<const double>, double, double) override { return {}; }
};

struct Limit {
  double ratio = 0;  // i_lim / i_diff
  CoupledState state;
};

constexpr double film_thickness = 1e-4;

// i_lim over that of diffusion alone, for component 0 as the reactant.
Limit limiting_current(FilmModel model, const ComponentVector& yield) {
  const FilmSpecies reactant = model.species[0];
  model.thickness = film_thickness;
  FilmNewton newton(model);
  LimitingSurface surface;
  surface.yield = yield;
  surface.scale = reactant.diffusivity * reactant.bulk / film_thickness;
  NewtonOptions options;
  options.control_step = 1e3;
  options.max_iterations = 100;
  Limit limit{0, newton.rest(1)};
  for (const double ln_left : {-1.0, -3.0, -9.0, -27.0}) {
    surface.ln_left = ln_left;
    const Result<int> solved = newton.solve(surface, limit.state, options);
    EXPECT_TRUE(solved.has_value()) << (solved ? "" : solved.error().text());
  }
  limit.ratio = limit.state.control;
  return limit;
}

// M+ that is deposited, a supporting cation at g times its concentration, their common anion.
FilmModel deposition(double g, int cells) {
  FilmModel model;
  model.cells = cells;
  model.species = {{1, 1e-9, 10, {{0, 1}}}, {-1, 2e-9, 10 * (1 + g), {{1, 1}}}};
  if (g > 0) model.species.push_back({1, 1.5e-9, 10 * g, {{2, 1}}});
  model.components = g > 0 ? 3 : 2;
  return model;
}

// NO3- + 6 H2O + 8 e- -> NH3 + 9 OH- in KNO3 with or without K2SO4.  Components: NO3-, OH-, K+,
// SO4-2.
FilmModel nitrate(double sulfate, int cells) {
  FilmModel model;
  model.cells = cells;
  model.species = {{-1, 1.902e-9, 100, {{0, 1}}},
                   {-1, 5.273e-9, 1e-7, {{1, 1}}},
                   {1, 1.957e-9, 100 + 2 * sulfate + 1e-7, {{2, 1}}}};
  if (sulfate > 0) model.species.push_back({-2, 1.065e-9, sulfate, {{3, 1}}});
  model.components = sulfate > 0 ? 4 : 3;
  return model;
}
const ComponentVector nitrate_yield = {-1, 9};

double surface_concentration(const FilmModel& model, const CoupledState& state, int species) {
  return model.species[species].bulk *
         std::exp(state.film.nodes[model.species[species].parts[0].component]);
}

TEST(Film, DiffusionAloneIsExactOnAnyGrid) {
  NITER_IDENTITY("i_lim = n F D c / delta without migration");
  FilmModel model = deposition(0.1, 3);
  model.migration = Migration::Off;
  EXPECT_NEAR(limiting_current(model, {-1}).ratio, 1, 1e-11);
}

// Two grids, and the value the second-order scheme tends to.
struct Refined {
  double coarse = 0, fine = 0, limit = 0;
};
template <class Model>
Refined refine(Model&& model, const ComponentVector& yield, int cells) {
  const double coarse = limiting_current(model(cells), yield).ratio;
  const double fine = limiting_current(model(2 * cells), yield).ratio;
  return {coarse, fine, fine + (fine - coarse) / 3};
}

TEST(Film, LimitingCurrentWithSupportingElectrolyte) {
  NITER_SOURCE("newman2004", "ch. 11, table of the effect of migration on limiting currents");
  struct Row {
    double g, ratio;
  };
  for (const Row row : {Row{0.01, 1.819002}, Row{0.1, 1.536675}, Row{1, 1.171573},
                        Row{10, 1.023823}, Row{100, 1.002488}}) {
    const double exact = 2 * (1 + row.g) * (1 - std::sqrt(row.g / (1 + row.g)));
    EXPECT_NEAR(row.ratio, exact, 5.1e-7) << "the printed table against its closed form";
    const auto model = [&](int cells) { return deposition(row.g, cells); };
    const Refined found = refine(model, {-1}, 160);
    EXPECT_NEAR(found.limit, row.ratio, 5.1e-7) << "g = " << row.g;
    EXPECT_NEAR((found.coarse - exact) / (found.fine - exact), 4, 0.2)
        << "second order, g = " << row.g;
  }
}

TEST(Film, BinaryElectrolyteDoublesTheLimitingCurrent) {
  NITER_SOURCE("newman2004", "ch. 11, g = 0: no supporting electrolyte");
  // the field is singular where both ions run out, which costs one order
  const Refined found = refine([](int cells) { return deposition(0, cells); }, {-1}, 320);
  EXPECT_NEAR(2 * found.fine - found.coarse, 2, 1e-4);
  EXPECT_NEAR((found.coarse - 2) / (found.fine - 2), 2, 0.2);
}

TEST(Film, MigrationLowersTheNitrateLimit) {
  NITER_SOURCE(
      "newman2004",
      "ch. 11, the dilute-solution equations; reference case 9 of this study, integrated exactly");
  const auto supported = [](int cells) { return nitrate(100, cells); };
  const auto alone = [](int cells) { return nitrate(0, cells); };
  EXPECT_NEAR(refine(supported, nitrate_yield, 80).limit, 0.884177, 5e-7);
  EXPECT_NEAR(refine(alone, nitrate_yield, 160).limit, 0.713836, 5e-7);
  // 16 cells, the default of the half-cell
  EXPECT_NEAR(limiting_current(supported(16), nitrate_yield).ratio, 0.884177, 1e-4);

  const CoupledState state = limiting_current(supported(40), nitrate_yield).state;
  EXPECT_NEAR(surface_concentration(supported(40), state, 1), 256.02, 5e-3);
  EXPECT_NEAR(surface_concentration(supported(40), state, 2), 380.41, 5e-3);
  EXPECT_NEAR(surface_concentration(supported(40), state, 3), 62.19, 5e-3);
  const CoupledState binary = limiting_current(alone(40), nitrate_yield).state;
  EXPECT_NEAR(surface_concentration(alone(40), binary, 1), 180.18, 5e-3);
}

// Acid, its base and OH- in a salt: NH4+ = NH3 + H+ written with the components NH3, OH-, K+, Cl-.
FilmModel buffer() {
  FilmModel model;
  model.thickness = film_thickness;
  model.cells = 12;
  model.components = 4;
  model.species = {{0, 2.28e-9, 5, {{0, 1}}},
                   {-1, 5.27e-9, 2e-2, {{1, 1}}},
                   {1, 1.96e-9, 100, {{2, 1}}},
                   {-1, 2.03e-9, 105 - 2e-2, {{3, 1}}},
                   {1, 1.98e-9, 5, {{0, 1}, {1, -1}}}};
  return model;
}

TEST(Film, ResponseIsTheDerivativeOfTheEquations) {
  NITER_IDENTITY("fluxes stay equal along the film to second order in the change of flux");
  const Film film(buffer());
  const int n = film.components();
  FilmState state = film.rest();
  FilmResponse response = film.response();
  // some state far from rest; its imbalance is the reference
  for (int i = 0; i < film.model().cells; ++i) {
    const double s = 1 - film.positions()[i] / film_thickness;
    const double wave[] = {-1.5 * s, 4 * s, 0.3 * s, -0.2 * s, -0.6 * s * s};
    std::copy(std::begin(wave), std::end(wave), state.nodes.begin() + i * film.unknowns());
  }
  film.linearise(state, response);
  // the change that answers a change of the fluxes, without the offset
  const double change[] = {1e-6, 2e-6, -1e-6, 5e-7};
  const auto moved = [&](double scale) {
    FilmState out = state;
    for (std::size_t k = 0; k < out.nodes.size(); ++k)
      for (int m = 0; m < n; ++m)
        out.nodes[k] += scale * change[m] * response.rows[k * FilmResponse::stride + m];
    return out;
  };
  const auto worst = [&](double scale) {
    const FilmState up = moved(scale), down = moved(-scale);
    double largest = 0;
    for (int i = 0; i < film.model().cells; ++i) {
      const ComponentVector high = film.flux_through(up, i), low = film.flux_through(down, i);
      for (int m = 0; m < n; ++m)
        largest = std::max(largest, std::abs((high[m] - low[m]) / (2 * scale) - change[m]));
    }
    return largest;
  };
  EXPECT_LT(worst(1e-2), 1e-9);
  EXPECT_NEAR(worst(4e-2) / worst(2e-2), 4, 0.5)
      << "central differences: the rest falls as the square";

  // sum z c does not move
  std::vector<double> high(5), low(5);
  const FilmState up = moved(1e-2), down = moved(-1e-2);
  for (int i = 0; i < film.model().cells; ++i) {
    film.concentrations(up, i, high);
    film.concentrations(down, i, low);
    double charge = 0, scale = 0;
    for (int s = 0; s < 5; ++s) {
      charge += film.model().species[s].charge * (high[s] - low[s]);
      scale += std::abs(high[s] - low[s]);
    }
    EXPECT_LT(std::abs(charge), 1e-5 * scale);
  }
}

TEST(Film, BufferCarriesHydroxideAsAmmonium) {
  NITER_IDENTITY("the flux of a component is the sum over the species that hold it");
  FilmNewton newton(buffer());
  LimitingSurface surface;
  surface.yield = {1, 1};  // NH3 and OH- enter
  surface.scale = 1e-7;
  surface.reactant = 0;
  surface.ln_left = std::log(3.0);
  CoupledState state = newton.rest(1);
  NewtonOptions options;
  options.control_step = 1e6;
  ASSERT_TRUE(newton.solve(surface, state, options).has_value());
  const Film& film = newton.film();
  std::vector<double> c(5), bulk(5);
  film.concentrations(state.film, 0, c);
  film.concentrations(state.film, film.model().cells, bulk);
  EXPECT_NEAR(c[4] * c[1] / c[0] / (bulk[4] * bulk[1] / bulk[0]), 1, 1e-12);
  EXPECT_NEAR(c[0] / bulk[0], 3, 1e-9);
  const ComponentVector first = film.flux_through(state.film, 0),
                        last = film.flux_through(state.film, 11);
  for (int m = 0; m < 4; ++m) EXPECT_NEAR(first[m], last[m], 1e-9 * std::abs(first[0])) << m;
  EXPECT_NEAR(first[0], first[1], 1e-9 * first[0]);
  EXPECT_NEAR(first[2], 0, 1e-9 * first[0]) << "K+ does not react";
}

TEST(Film, HopelessSurfaceIsAnErrorWithItsResidual) {
  NITER_IDENTITY("never a number from a failed solve");
  struct Impossible : LimitingSurface {
    Status rate(std::span<const double> ln_ratio, double control, SurfaceRate& out) override {
      NITER_OK(LimitingSurface::rate(ln_ratio, control, out));
      out.balance = 1 + control * control;  // has no root
      out.balance_by_ratio = {};
      out.balance_by_control = 2 * control;
      return {};
    }
  };
  FilmNewton newton(buffer());
  Impossible surface;
  surface.scale = 1e-9;
  CoupledState state = newton.rest(1);
  const Result<int> solved = newton.solve(surface, state);
  ASSERT_FALSE(solved.has_value());
  EXPECT_EQ(solved.error().code, Code::NoConvergence);
}

}  // namespace
}  // namespace niter::twin
