#include "niter/twin/instrument/adc.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/twin/instrument/normal_deviates.hpp"

namespace niter::twin {
namespace {

TEST(Adc, RoundingErrorIsUniformWithinHalfAStep) {
  NITER_SOURCE("bennett1948", "error of rounding: uniform, variance step^2/12");
  NormalDeviates random(3);
  constexpr int many = 50'000;
  const double step = 0.01;
  std::vector<double> tenth(10);
  double variance = 0;
  for (int i = 0; i < many; ++i) {
    const double signal = random.next();
    const double error = digitise(signal, step, 0).value - signal;
    ASSERT_LE(std::abs(error), step / 2 * (1 + 1e-9));
    variance += error * error / many;
    tenth[std::min<std::size_t>(9, static_cast<std::size_t>((error / step + 0.5) * 10))] += 1;
  }
  EXPECT_NEAR(variance, step * step / 12, 0.02 * step * step / 12);
  for (const double count : tenth) EXPECT_NEAR(count, many / 10.0, 5 * std::sqrt(many / 10.0));
}

TEST(Adc, ClipsAndFlagsBeyondTheLimit) {
  NITER_IDENTITY("a reading never leaves the range, and says where it wanted to");
  EXPECT_FALSE(digitise(0.999, 0.01, 1).overload);
  EXPECT_DOUBLE_EQ(digitise(0.999, 0.01, 1).value, 1);
  const auto over = digitise(-1.2, 0.01, 1);
  EXPECT_TRUE(over.overload);
  EXPECT_DOUBLE_EQ(over.value, -1);
  // a step that does not divide the limit must not lift the reading above it
  EXPECT_LE(digitise(0.999, 0.4, 1).value, 1);
}

TEST(Adc, NoStepChangesNothing) {
  NITER_IDENTITY("without a converter the signal is the reading");
  EXPECT_EQ(digitise(0.123456789012345, 0, 0).value, 0.123456789012345);
}

TEST(Adc, MeanOfConversionsHasTheVarianceOfItsParts) {
  NITER_SOURCE("bennett1948", "independent errors of step^2/12 each");
  const auto mean = averaged_step(0.6, 4.7);
  EXPECT_DOUBLE_EQ(mean.step, 0.15);
  EXPECT_NEAR(mean.variance + mean.step * mean.step / 12, 0.6 * 0.6 / 12 / 4, 1e-15);
  const auto single = averaged_step(0.6, 0);
  EXPECT_DOUBLE_EQ(single.step, 0.6);
  EXPECT_DOUBLE_EQ(single.variance, 0);
}

}  // namespace
}  // namespace niter::twin
