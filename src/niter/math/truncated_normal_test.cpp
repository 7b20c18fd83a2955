#include "niter/math/truncated_normal.hpp"

#include <cmath>
#include <numbers>

#include "niter/base/testing.hpp"

namespace niter::math {
namespace {

struct Moments {
  std::vector<double> mean, square;
};

Moments moments(TruncatedNormal& distribution, std::size_t n, int draws) {
  Moments result{std::vector<double>(n), std::vector<double>(n)};
  for (int k = 0; k < draws; ++k) {
    const auto x = distribution.next();
    EXPECT_EQ(x.size(), n);
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_GE(x[i], 0);
      result.mean[i] += x[i] / draws;
      result.square[i] += x[i] * x[i] / draws;
    }
  }
  return result;
}

TEST(TruncatedNormal, HalfAndTailOfOneVariable) {
  NITER_IDENTITY("mean of N(m, 1) above zero: m + density(m)/probability(m)");
  for (const double mean : {0.0, 2.0, -3.0}) {
    const double density = std::exp(-mean * mean / 2) / std::sqrt(2 * std::numbers::pi);
    const double probability = 0.5 * std::erfc(-mean / std::numbers::sqrt2);
    const double expected = mean + density / probability;
    TruncatedNormal distribution(std::vector<double>{1}, std::vector<double>{mean},
                                 std::vector<Bound>{Bound::Nonnegative}, std::vector<double>{1}, 4);
    ASSERT_TRUE(distribution.valid());
    const auto result = moments(distribution, 1, 200000);  // in the tail draws are correlated
    EXPECT_NEAR(result.mean[0], expected, 0.015 * std::max(1.0, expected));
    EXPECT_NEAR(result.square[0], 1 + mean * expected, 0.03 * (1 + mean * expected));
  }
}

TEST(TruncatedNormal, QuadrantOfTwoCorrelatedVariables) {
  NITER_IDENTITY("E[x1; x1, x2 > 0] = (1 + r)/(2 sqrt(2 pi)), P = 1/4 + asin(r)/(2 pi)");
  for (const double r : {0.9, -0.8}) {
    const double p = 1 / (1 - r * r);
    const double pi = std::numbers::pi;
    const double expected = (1 + r) / (2 * std::sqrt(2 * pi)) / (0.25 + std::asin(r) / (2 * pi));
    TruncatedNormal distribution(
        std::vector<double>{p, -r * p, -r * p, p}, std::vector<double>{0, 0},
        std::vector<Bound>(2, Bound::Nonnegative), std::vector<double>{1, 1}, 9);
    const auto result = moments(distribution, 2, 40000);
    EXPECT_NEAR(result.mean[0], expected, 0.02 * expected);
    EXPECT_NEAR(result.mean[1], expected, 0.02 * expected);
  }
}

TEST(TruncatedNormal, AFreeVariableFollowsTheBoundedOne) {
  NITER_IDENTITY("E[x2] = r E[x1] where only x1 is bounded");
  const double r = 0.7;
  const double p = 1 / (1 - r * r);
  TruncatedNormal distribution(std::vector<double>{p, -r * p, -r * p, p}, std::vector<double>{0, 0},
                               std::vector<Bound>{Bound::Nonnegative, Bound::Free},
                               std::vector<double>{1, 0}, 2);
  double first = 0, second = 0;
  for (int k = 0; k < 40000; ++k) {
    const auto x = distribution.next();
    first += x[0] / 40000;
    second += x[1] / 40000;
  }
  EXPECT_NEAR(first, std::sqrt(2 / std::numbers::pi), 0.015);
  EXPECT_NEAR(second, r * std::sqrt(2 / std::numbers::pi), 0.02);
}

TEST(TruncatedNormal, RefusesASingularPrecision) {
  NITER_IDENTITY("no density");
  EXPECT_FALSE(TruncatedNormal(std::vector<double>{1, 1, 1, 1}, std::vector<double>{0, 0},
                               std::vector<Bound>(2, Bound::Free), std::vector<double>{0, 0}, 1)
                   .valid());
}

}  // namespace
}  // namespace niter::math
