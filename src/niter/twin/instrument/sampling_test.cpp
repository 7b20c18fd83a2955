#include "niter/twin/instrument/sampling.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::twin {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;

TEST(Sampling, RasterInTimeReachesTheEnd) {
  NITER_IDENTITY("times t0 + k dt, the last one included although 0.1 has no exact binary form");
  const std::vector<double> t{1, 1.3};
  const auto raster = raster_in_time(t, 0.1);
  ASSERT_EQ(raster.size(), 4U);
  EXPECT_DOUBLE_EQ(raster[1], 1.1);
  EXPECT_EQ(raster[3], 1.3);
  EXPECT_EQ(raster_in_time(t, 0.2).size(), 2U);
}

TEST(Sampling, RasterInPotentialFollowsATriangle) {
  NITER_IDENTITY("a sweep of rate v passes steps of dE every dE/v; at the turn both ways count");
  // 0 -> 1 V in 10 s, back to 0.5 V in 5 s
  const std::vector<double> t{0, 10, 15};
  const std::vector<double> e{0, 1, 0.5};
  const auto raster = raster_in_potential(t, e, 0.4);
  // 0.4 and 0.8 V upwards; from 0.8 V the turn at 1 V brings nothing, 0.4 V lies beyond the end
  EXPECT_THAT(raster, ElementsAre(0, DoubleNear(4, 1e-12), DoubleNear(8, 1e-12), 15));
  const auto fine = raster_in_potential(t, e, 0.25);
  EXPECT_THAT(fine,
              ElementsAre(0, DoubleNear(2.5, 1e-12), DoubleNear(5, 1e-12), DoubleNear(7.5, 1e-12),
                          DoubleNear(10, 1e-12), DoubleNear(12.5, 1e-12), DoubleNear(15, 1e-12)));
}

TEST(Sampling, AJumpOfPotentialIsOneReading) {
  NITER_IDENTITY("levels passed at one time are read once");
  const std::vector<double> t{0, 1, 1, 2};
  const std::vector<double> e{0, 0, 1, 1};
  EXPECT_THAT(raster_in_potential(t, e, 0.1), ElementsAre(0, 1, 2));
}

TEST(Sampling, PolylinePassesThroughItsRows) {
  NITER_IDENTITY("a straight line is reproduced exactly, a jump from its later side");
  const std::vector<double> t{0, 1, 1, 3};
  const std::vector<double> y{0, 2, 10, 14};
  const Polyline line(t, y);
  EXPECT_EQ(line.at(0.25), 0.5);
  EXPECT_EQ(line.at(1), 10);
  EXPECT_EQ(line.at(2), 12);
  EXPECT_EQ(line.at(-1), 0);
  EXPECT_EQ(line.at(9), 14);
}

TEST(Sampling, MeanIsTheIntegralOverTheWindow) {
  NITER_IDENTITY("integral of straight pieces by hand");
  const std::vector<double> t{0, 1, 1, 3};
  const std::vector<double> y{0, 2, 10, 14};
  const Polyline line(t, y);
  EXPECT_NEAR(line.mean(1, 1), 1, 1e-15);                // the jump at 1 is not yet in it
  EXPECT_NEAR(line.mean(2, 2), (1 + 11) / 2.0, 1e-15);   // 1 over (0,1), 11 over (1,2)
  EXPECT_NEAR(line.mean(1.5, 1), (0.75 + 5.25), 1e-15);  // 1.5 x 0.5 + 10.5 x 0.5
  EXPECT_NEAR(line.mean(0.5, 7), 0.5, 1e-15);            // cut off at the first row
  EXPECT_NEAR(line.mean(3, 0.5), 13.5, 1e-15);
  EXPECT_EQ(line.mean(2, 0), 12);
}

TEST(Sampling, TimesMustNotRunBackwards) {
  NITER_IDENTITY("the error names the row");
  EXPECT_TRUE(check_times(std::vector<double>{0, 1, 1}));
  const auto error = check_times(std::vector<double>{0, 2, 1});
  ASSERT_FALSE(error);
  EXPECT_EQ(error.error().code, Code::InvalidInput);
  EXPECT_THAT(error.error().what, ::testing::HasSubstr("row 3"));
  EXPECT_FALSE(check_times(std::vector<double>{0, NAN}));
  EXPECT_FALSE(check_times(std::vector<double>{}));
}

}  // namespace
}  // namespace niter::twin
