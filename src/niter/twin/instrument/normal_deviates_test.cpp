#include "niter/twin/instrument/normal_deviates.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::twin {
namespace {

constexpr int many = 100'000;

std::vector<double> numbers(std::uint64_t seed, std::uint64_t stream = 0) {
  NormalDeviates random(seed, stream);
  std::vector<double> out(many);
  for (double& x : out) x = random.next();
  return out;
}

TEST(NormalDeviates, ASeedGivesTheSameNumbersEverywhere) {
  NITER_SOURCE("karney2016", "algorithm N");
  // golden: from a second implementation, in Python on its own code of the 64-bit Mersenne twister
  NormalDeviates random(2026, 3);
  const std::vector<double> expected{-0.09027252514875095, 0.26563554002441525,
                                     0.8625042442640503,   -0.7602401264049966,
                                     -0.15093499301811975, 0.5317107421795899};
  for (const double x : expected) EXPECT_EQ(random.next(), x);
}

TEST(NormalDeviates, MomentsAreThoseOfTheNormalDistribution) {
  NITER_IDENTITY("moments 0, 1, 0, 3 of the normal distribution; each within 5 standard errors");
  double m1 = 0, m2 = 0, m3 = 0, m4 = 0;
  for (const double x : numbers(1)) {
    m1 += x / many;
    m2 += x * x / many;
    m3 += x * x * x / many;
    m4 += x * x * x * x / many;
  }
  const double error = 1 / std::sqrt(many);
  EXPECT_NEAR(m1, 0, 5 * error);
  EXPECT_NEAR(m2, 1, 5 * std::sqrt(2) * error);
  EXPECT_NEAR(m3, 0, 5 * std::sqrt(15) * error);
  EXPECT_NEAR(m4, 3, 5 * std::sqrt(96) * error);
}

TEST(NormalDeviates, HistogramFollowsTheErrorFunction) {
  NITER_IDENTITY("chi squared of 60 bins against the normal integral is 60 +- 5 sigma");
  constexpr int bins = 60;
  std::vector<double> count(bins + 2);
  for (const double x : numbers(2)) {
    count[static_cast<std::size_t>(std::clamp(std::floor((x + 3) * 10) + 1, 0.0, bins + 1.0))] += 1;
  }
  const auto below = [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2)); };
  double chi2 = 0;
  for (int b = 0; b < bins + 2; ++b) {
    const double low = b == 0 ? 0 : below(-3 + 0.1 * (b - 1));
    const double high = b == bins + 1 ? 1 : below(-3 + 0.1 * b);
    const double expected = many * (high - low);
    chi2 += std::pow(count[static_cast<std::size_t>(b)] - expected, 2) / expected;
  }
  EXPECT_NEAR(chi2, bins + 1, 5 * std::sqrt(2.0 * bins));
}

TEST(NormalDeviates, StreamsAndSeedsAreIndependent) {
  NITER_IDENTITY("the correlation of independent numbers is 0 within 5 / sqrt(n)");
  const auto reference = numbers(7, 1);
  for (const auto& other : {numbers(7, 2), numbers(8, 1)}) {
    double sum = 0;
    for (int i = 0; i < many; ++i) sum += reference[i] * other[i] / many;
    EXPECT_NEAR(sum, 0, 5 / std::sqrt(many));
  }
}

}  // namespace
}  // namespace niter::twin
