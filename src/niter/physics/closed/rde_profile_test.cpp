#include "niter/physics/closed/rde_profile.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/levich.hpp"

namespace niter::physics {
namespace {

TEST(RotatingDisc, CochranConstants) {
  NITER_SOURCE("cochran1934", "a = 0.510, b = -0.616, H(inf) = -0.886");
  EXPECT_NEAR(cochran_a, 0.510, 5e-4);
  EXPECT_NEAR(cochran_b, -0.616, 5e-4);
  EXPECT_NEAR(disc_flow(40).axial, -0.886, 2e-3);
}

TEST(RotatingDisc, WallSeries) {
  NITER_SOURCE("newman2004", "H = -a zeta^2 + zeta^3/3 + b zeta^4/6 + ...");
  const double z = 0.01;
  EXPECT_NEAR(disc_flow(z).axial / (z * z), -cochran_a + z / 3 + cochran_b * z * z / 6, 2e-8);
  EXPECT_EQ(disc_flow(0).axial, 0);
}

TEST(RotatingDisc, ThirtyFigureIntegration) {
  NITER_IDENTITY("Taylor steps of von Karman's equations in arithmetic of 30 digits");
  const double known[][3] = {{0.1, -0.0047791291089965517, 0.046225328945410538},
                             {0.5, -0.091880236248043095, 0.15362308221698537},
                             {1, -0.26547305425180486, 0.18015583751300055},
                             {1.5, -0.43567488429619164, 0.15586154975095088},
                             {2, -0.57320019918950058, 0.11885094397587442},
                             {5, -0.85960465906701912, 0.010893212049046683}};
  for (const auto& [zeta, axial, radial] : known) {
    EXPECT_NEAR(disc_flow(zeta).axial / axial, 1, 1e-12) << zeta;
    EXPECT_NEAR(disc_flow(zeta).radial / radial, 1, 1e-12) << zeta;
  }
  const double meet = 0.75;
  EXPECT_NEAR(disc_flow(meet).axial, disc_flow(std::nextafter(meet, 0.0)).axial, 1e-14);
}

TEST(RotatingDisc, ConvectiveDiffusionGivesLevichAndNewman) {
  NITER_IDENTITY("Sh = 1 / int exp(Sc int H): exact for any Sc, against Newman's expansion");
  for (const double sc : {500.0, 5000.0}) {
    const double step = 2e-4;
    double inner = 0, outer = 0.5;  // int H dzeta, and the trapezoidal sum of its exponential
    for (double zeta = step; zeta < 1.2; zeta += step) {
      inner += step / 6 *
               (disc_flow(zeta - step).axial + 4 * disc_flow(zeta - step / 2).axial +
                disc_flow(zeta).axial);
      outer += std::exp(sc * inner);
    }
    const double film = levich_film(1e-6 / sc, {1, 1e-6}) / 1e-3;  // in units of sqrt(nu / omega)
    EXPECT_NEAR(outer * step / film, 1, 1e-3) << sc;
  }
}

TEST(RotatingDisc, VelocityInMetresPerSecond) {
  NITER_IDENTITY("v = -a omega^(3/2) nu^(-1/2) x^2 close to the disc");
  const double x = 1e-7;
  EXPECT_NEAR(disc_axial_velocity(x, 100, 1e-6) / (-cochran_a * 1000 * 1000 * x * x), 1, 1e-3);
}

}  // namespace
}  // namespace niter::physics
