// The rotating disc: limiting current at any Schmidt number, mixed control, and its approach.
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/levich.hpp"
#include "niter/physics/closed/rde_profile.hpp"
#include "niter/twin/cell/cell_testing.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

constexpr double viscosity = 1e-6;  // m2 s-1
constexpr double rotation = 100;    // rad s-1

double steady_current(CellModel m, double diffusivity, int cells, double potential) {
  m.transport = {};
  add_rotating_disc(rotation, viscosity, diffusivity, cells, m.transport);
  CellSystem system(m);
  Drive drive;
  drive.value = potential;
  system.impose(drive);
  const auto y = steady_state(system, 0, system.rest_state(potential));
  EXPECT_TRUE(y.has_value()) << (y ? "" : y.error().text());
  return y ? (*y)[static_cast<std::size_t>(system.layout().current(0))] : 0;
}

Couple of_schmidt(double schmidt, double k0) {
  Couple c;
  c.d_oxidised = c.d_reduced = viscosity / schmidt;
  c.k0 = k0;
  return c;
}

// j = n F D c / int exp(int v/D dx) dx, the exact solution of D c'' = v c', by Simpson's rule
// inside and out.
double exact_limit(double schmidt) {
  const double d = viscosity / schmidt, end = 4 * physics::levich_film(d, {rotation, viscosity});
  constexpr int n = 4000;
  const double h = end / n;
  double inner = 0, outer = 0;
  const auto v = [](double x) { return physics::disc_axial_velocity(x, rotation, viscosity); };
  for (int i = 0; i < n; i += 2) {
    const double x = i * h;
    const double middle = inner + h / 24 * (5 * v(x) + 8 * v(x + h) - v(x + 2 * h)) * 2;
    const double next = inner + h / 3 * (v(x) + 4 * v(x + h) + v(x + 2 * h));
    outer += h / 3 * (std::exp(inner / d) + 4 * std::exp(middle / d) + std::exp(next / d));
    inner = next;
  }
  return constants::F * d / outer;
}

TEST(RotatingDisc, LimitAtFiniteSchmidtNumbers) {
  NITER_SOURCE("newman1966", "0.620451 / (1 + 0.2980 Sc^(-1/3) + 0.14514 Sc^(-2/3))");
  for (const double schmidt : {200.0, 1000.0, 5000.0}) {
    const double d = viscosity / schmidt;
    double before = 0;
    for (const int cells : {60, 120, 240}) {
      const double j = -steady_current(couple_cell(of_schmidt(schmidt, 10)), d, cells, -0.8);
      const double error = j / exact_limit(schmidt) - 1;
      if (before != 0) {
        EXPECT_NEAR(before / error, 4, 0.4) << schmidt << ", " << cells;
      }
      before = error;
      if (cells < 240) continue;
      EXPECT_NEAR(error, 0, 2e-5) << schmidt;
      EXPECT_NEAR(j / physics::levich_current_density(1, 1, d, {rotation, viscosity}), 1, 1e-3);
    }
  }
}

TEST(RotatingDisc, LevichWithoutSchmidtsTerms) {
  NITER_SOURCE("levich1962", "0.620451 n F c D^(2/3) nu^(-1/6) omega^(1/2) for Sc to infinity");
  const double schmidt = 1e9, d = viscosity / schmidt;
  const double j = -steady_current(couple_cell(of_schmidt(schmidt, 10)), d, 200, -0.8);
  const double levich = 0.620450997 * constants::F * std::cbrt(d * d) *
                        std::pow(viscosity, -1.0 / 6) * std::sqrt(rotation);
  EXPECT_NEAR(j / levich, 1, 4e-4);
}

TEST(RotatingDisc, KouteckyLevichIsExactForFirstOrder) {
  NITER_SOURCE("koutecky1958", "1/j = 1/j_kinetic + 1/j_limit, first order, no back reaction");
  const double schmidt = 1000, d = viscosity / schmidt, f = per_volt(298.15);
  const Couple couple = of_schmidt(schmidt, 1e-9);
  const double limit = -steady_current(couple_cell(of_schmidt(schmidt, 10)), d, 60, -0.8);
  for (const double potential : {-0.4, -0.5, -0.6}) {
    const double kinetic = constants::F * couple.k0 * std::exp(-0.5 * f * potential);
    EXPECT_NEAR(-steady_current(couple_cell(couple), d, 60, potential) /
                    physics::koutecky_levich(kinetic, limit),
                1, 1e-6)
        << potential;
  }
}

}  // namespace
}  // namespace niter::twin
