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
};

struct Limit {
  double ratio = 0;  // i_lim / i_diff
  CoupledState state;
};

constexpr double kThickness = 1e-4;

// i_lim over that of diffusion alone, for component 0 as the reactant.
Limit limiting_current(FilmModel model, const ComponentVector& yield) {
  const FilmSpecies reactant = model.species[0];
  model.thickness = kThickness;
  FilmNewton newton(model);
  LimitingSurface surface;
  surface.yield = yield;
  surface.scale = reactant.diffusivity * reactant.bulk / kThickness;
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
const ComponentVector kNitrateYield = {-1, 9};

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

TEST(Film, LimitingCurrentWithSupportingElectrolyte) {
  NITER_SOURCE("newman2004", "ch. 11, table of the effect of migration on limiting currents");
  struct Row {
    double g, ratio;
  };
  for (const Row row : {Row{0.01, 1.819002}, Row{0.1, 1.536675}, Row{1, 1.171573},
                        Row{10, 1.023823}, Row{100, 1.002488}}) {
    const double exact = 2 * (1 + row.g) * (1 - std::sqrt(row.g / (1 + row.g)));
    EXPECT_NEAR(row.ratio, exact, 5e-7) << "the printed table against its closed form";
    const double coarse = limiting_current(deposition(row.g, 320), {-1}).ratio;
    const double fine = limiting_current(deposition(row.g, 640), {-1}).ratio;
    printf("g %g  %.9f %.9f  ext %.9f exact %.9f\n", row.g, coarse, fine, (4 * fine - coarse) / 3,
           exact);
    EXPECT_NEAR((4 * fine - coarse) / 3, row.ratio, 5e-7) << "g = " << row.g;
  }
}

TEST(Film, BinaryElectrolyteDoublesTheLimitingCurrent) {
  NITER_SOURCE("newman2004", "ch. 11, no supporting electrolyte");
  const double coarse = limiting_current(deposition(0, 320), {-1}).ratio;
  const double fine = limiting_current(deposition(0, 640), {-1}).ratio;
  printf("g 0  %.9f %.9f  ext %.9f\n", coarse, fine, (4 * fine - coarse) / 3);
  EXPECT_NEAR(fine, 2, 1e-4);
}

TEST(Film, MigrationLowersTheNitrateLimit) {
  NITER_SOURCE("newman2004", "ch. 11, Nernst-Planck with electroneutrality integrated exactly");
  for (int n : {10, 20, 40, 80, 160, 320}) {
    const Limit a = limiting_current(nitrate(100, n), kNitrateYield);
    const Limit b = limiting_current(nitrate(0, n), kNitrateYield);
    printf("n %d  %.8f %.8f  OH %.6f K %.6f SO4 %.6f | OH %.6f\n", n, a.ratio, b.ratio,
           surface_concentration(nitrate(100, n), a.state, 1),
           surface_concentration(nitrate(100, n), a.state, 2),
           surface_concentration(nitrate(100, n), a.state, 3),
           surface_concentration(nitrate(0, n), b.state, 1));
  }
}

}  // namespace
}  // namespace niter::twin
