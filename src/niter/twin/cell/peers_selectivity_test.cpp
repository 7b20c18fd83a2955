// Microkinetics coupled to transport: the stored case of a published model of selectivity, CO to
// acetate or other products by whether ketene leaves the surface.
#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/twin/cell/peers_selectivity_testing.hpp"

namespace niter::twin {
namespace {

using selectivity::Outcome;
using selectivity::outcome;

TEST(PeerSelectivity, AnswersTheEquations) {
  NITER_IDENTITY("the published equations, solved independently on a continuum");
  const Outcome strong = outcome(-1.7).value(), weak = outcome(-1.4).value();
  EXPECT_NEAR(strong.turnovers / 120.66844, 1, 1e-4);
  EXPECT_NEAR(strong.selectivity / 0.6266813, 1, 1e-4);
  EXPECT_NEAR(weak.turnovers / 2.8136524, 1, 1e-4);
  EXPECT_NEAR(weak.selectivity / 0.4686579, 1, 1e-4);
}

TEST(PeerSelectivity, TheStoredNumbersAreOffByTheirGrid) {
  NITER_SOURCE("heenen2024",
               "stored test case: 20 nodes of 50 nm where the reaction layer is 42 nm");
  const Outcome strong = outcome(-1.7).value(), weak = outcome(-1.4).value();
  EXPECT_NEAR(128.97814562 / strong.turnovers, 1.069, 0.002);
  EXPECT_NEAR(2.86132399 / weak.turnovers, 1.017, 0.001);
}

}  // namespace
}  // namespace niter::twin
