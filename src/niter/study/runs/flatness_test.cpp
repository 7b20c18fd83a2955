#include "niter/study/runs/flatness.hpp"

#include <cmath>

#include "niter/base/testing.hpp"

namespace niter::study {
namespace {

// A current that decays with a time constant, sampled every tenth of an hour.
Story decaying(double tau) {
  Story story;
  for (int i = 1; i <= 400; ++i) {
    story.time.push_back(360.0 * i);
    story.current.push_back(-400 * std::exp(-360.0 * i / tau));
  }
  return story;
}

TEST(Flatness, AnExponentialLeavesItsBandWhenItShould) {
  NITER_IDENTITY("exp(-t/tau) has lost a share s after -tau ln(1 - s)");
  const double tau = 36000;
  const Story story = decaying(tau);
  const double first = 720;  // the first sample that has settled
  EXPECT_NEAR(flat_time(story, 0.05), first - tau * std::log(0.95), 5);
  EXPECT_NEAR(flat_time(story, 0.10), first - tau * std::log(0.90), 5);
  EXPECT_NEAR(current_left(story), std::exp(-(360.0 * 400 - first) / tau), 1e-9);
  EXPECT_TRUE(std::isinf(flat_time(decaying(1e12), 0.05)));
}

TEST(Flatness, ARisingCurrentIsNotFlatEither) {
  NITER_IDENTITY("departure to either side counts");
  Story story = decaying(-36000);
  EXPECT_NEAR(flat_time(story, 0.05), 720 + 36000 * std::log(1.05), 5);
}

TEST(Flatness, TheVolumeForATimeLiesOnTheLine) {
  NITER_IDENTITY("a power law is straight between its points on two logarithmic axes");
  Flatness flat;
  for (const double v : {1e-5, 1e-4, 1e-3}) {
    flat.volumes.push_back(v);
    flat.times.push_back(3e8 * v);
  }
  ASSERT_TRUE(volume_for(flat, 1e5));
  EXPECT_NEAR(*volume_for(flat, 1e5), 1e5 / 3e8, 1e-12);
  EXPECT_FALSE(volume_for(flat, 1e9));
  flat.times.back() = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(volume_for(flat, 1e5));
}

}  // namespace
}  // namespace niter::study
