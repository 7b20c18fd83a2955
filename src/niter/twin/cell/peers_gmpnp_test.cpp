// Nitrate reduction before a resolved double layer: the generalised modified Poisson-Nernst-Planck
// model of a published study, solved by CellSystem at the Poisson level.
#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/twin/cell/peers_gmpnp_testing.hpp"

namespace niter::twin {
namespace {

struct Profile {
  CellSystem system;
  std::vector<double> y;

  Profile(double first, int cells) : system(gmpnp::published(first, cells)) {
    const auto cold = gmpnp::cold(system);
    EXPECT_TRUE(cold) << (cold ? "" : cold.error().text());
    y = cold ? *cold : system.rest_state(0);
  }

  // The logarithm of what falls exponentially is interpolated.
  double phi(double x) const {
    const auto& nodes = system.model().transport.nodes;
    std::size_t i = 0;
    while (nodes[i + 1] < x) ++i;
    const auto value = [&](std::size_t k) {
      return y[static_cast<std::size_t>(system.layout().phi(static_cast<int>(k)))];
    };
    const double share = (x - nodes[i]) / (nodes[i + 1] - nodes[i]);
    return -std::exp(std::lerp(std::log(-value(i)), std::log(-value(i + 1)), share));
  }
  double c(double x, int s) const {
    const auto& nodes = system.model().transport.nodes;
    std::size_t i = 0;
    while (nodes[i + 1] < x) ++i;
    const auto value = [&](std::size_t k) {
      return y[static_cast<std::size_t>(system.layout().c(static_cast<int>(k), s))];
    };
    return std::lerp(value(i), value(i + 1), (x - nodes[i]) / (nodes[i + 1] - nodes[i]));
  }
};

TEST(PeerGmpnp, MeetsThePublishedScript) {
  NITER_SOURCE("guo2023",
               "parameters of the published script at -4 kT/e; its numbers on its own mesh");
  const Profile p(5e-12, 500);
  // the script's answer, within its own discretisation and stopping error
  EXPECT_NEAR(p.c(100e-9, 2), 8.808, 0.008);
  EXPECT_NEAR(p.c(0, 8), 4294, 2);
  const double size = 0.716e-9;
  EXPECT_NEAR(p.c(0, 8) * constants::N_A * size * size * size, 0.949, 0.001);
  EXPECT_NEAR(p.phi(0.5e-9), -0.628, 0.003);
  EXPECT_NEAR(p.phi(1e-9), -0.110, 0.0016);
  for (int s = 0; s < 9; ++s)
    for (int i = 0; i < p.system.layout().nodes; ++i)
      EXPECT_GE(p.y[static_cast<std::size_t>(p.system.layout().c(i, s))], 0) << s << " " << i;
}

TEST(PeerGmpnp, ConvergesToTheEquationsThemselves) {
  NITER_IDENTITY("an independent finite-element solution of the same equations, converged");
  const Profile fine(5e-12, 800);
  EXPECT_NEAR(fine.c(100e-9, 2), 8.81375, 5e-5);
  EXPECT_NEAR(fine.c(0, 8), 4293.93, 0.15);  // by the digits of the constants
  EXPECT_NEAR(fine.c(0, 0), 37.401, 0.002);
  EXPECT_NEAR(fine.c(0, 6), 1.440, 0.001);
  EXPECT_NEAR(fine.phi(0.5e-9), -0.62928, 1e-3);
  EXPECT_NEAR(fine.phi(1e-9), -0.11072, 3e-4);
}

}  // namespace
}  // namespace niter::twin
