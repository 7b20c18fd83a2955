#include "niter/study/fit/coordinate.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::study {
namespace {

TEST(Coordinate, BoundsAreUniformInTheNormalShare) {
  NITER_IDENTITY(
      "Phi(0) = 1/2, Phi(1.959964) = 0.975; a logarithm of bounds is uniform in decades");
  const Coordinate linear{false, true, -2, 6};
  EXPECT_NEAR(linear.value(0), 2, 1e-15);
  EXPECT_NEAR(linear.value(1.959963984540054), -2 + 8 * 0.975, 1e-12);
  const Coordinate decades{true, true, std::log(1e-4), std::log(1e2)};
  EXPECT_NEAR(decades.value(0), 0.1, 1e-14);
  for (const Coordinate& c : {linear, decades, Coordinate{true, false, 0, 0, std::log(3.0), 0.2}})
    for (const double z : {-2.5, -0.7, 0.0, 0.3, 2.9}) {
      EXPECT_NEAR(c.z(c.value(z)), z, 1e-9);
      EXPECT_NEAR(c.slope(z), (c.q(z + 1e-5) - c.q(z - 1e-5)) / 2e-5, 1e-8);
    }
  EXPECT_LT(std::abs(linear.z(-2)), 4);  // a start on a bound can leave it
}

}  // namespace
}  // namespace niter::study
