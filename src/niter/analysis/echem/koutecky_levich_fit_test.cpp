#include "niter/analysis/echem/koutecky_levich_fit.hpp"

#include <cmath>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/levich.hpp"

namespace niter::analysis {
namespace {

struct Points {
  std::vector<double> e, i;
  Curve curve() const { return {e, i}; }
};

TEST(KouteckyLevichFit, KineticCurrentAndElectrons) {
  NITER_SOURCE("newman1966", "j_L from the Levich equation; 1/j = 1/j_k + 1/j_L gives j_k and n");
  constexpr double diffusion = 1.9e-9;  // O2 in water, of this test
  constexpr double viscosity = 1e-6;
  std::vector<Points> sweeps;
  std::vector<Curve> curves;
  const std::vector<double> rotation{41.9, 94.2, 167.6, 261.8};
  for (const double omega : rotation) {
    const double limit = physics::levich_current_density(4, 1.2, diffusion, {omega, viscosity});
    Points points;
    for (int k = 0; k <= 100; ++k) {
      points.e.push_back(-k * 5e-3);
      points.i.push_back(-physics::koutecky_levich(1e-2 * std::pow(10, k * 5e-3 / 0.1), limit));
    }
    sweeps.push_back(points);
  }
  for (const auto& points : sweeps) curves.push_back(points.curve());
  const auto fit =
      fit_koutecky_levich(curves, rotation, -0.4,
                          {.diffusion = diffusion, .concentration = 1.2, .viscosity = viscosity});
  ASSERT_TRUE(fit) << fit.error().text();
  EXPECT_NEAR(fit->kinetic, 100, 1e-6);
  EXPECT_NEAR(fit->electrons.value(), 4, 1e-6);
  const auto other = fit_koutecky_levich(
      curves, rotation, -0.4, {.electrons = 4, .concentration = 1.2, .viscosity = viscosity});
  EXPECT_NEAR(other->diffusion.value(), diffusion, 1e-15);
  EXPECT_FALSE(
      fit_koutecky_levich(std::span(curves).first(2), std::span(rotation).first(2), -0.4, {}));
}

}  // namespace
}  // namespace niter::analysis
