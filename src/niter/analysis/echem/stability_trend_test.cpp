#include "niter/analysis/echem/stability_trend.hpp"

#include <cmath>
#include <random>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

struct Record {
  std::vector<double> t, y;
};

// 1 + slope t and AR(1) noise of standard deviation 0.01
Record wandering(int points, double correlation, double slope, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  Record record;
  double noise = normal(random);
  for (int i = 0; i < points; ++i) {
    record.t.push_back(i);
    record.y.push_back(1 + slope * i + 0.01 * noise);
    noise = correlation * noise + std::sqrt(1 - correlation * correlation) * normal(random);
  }
  return record;
}

TEST(StabilityTrend, CorrelationOfNeighboursIsTheCertifiedOne) {
  NITER_SOURCE("nist_strd", "NumAcc2, univariate: 1.2 and 500 times 1.1, 1.3; r = -0.999");
  std::vector<double> y = {1.2};
  for (int i = 0; i < 500; ++i) y.insert(y.end(), {1.1, 1.3});
  EXPECT_NEAR(lag_one(y), -0.999, 1e-9);
}

TEST(StabilityTrend, WithoutCorrelationItIsTheStraightLine) {
  NITER_SOURCE("jcgm100", "H.3.2: y = 1, 3, 2, 5, 4, 7 about its line, by hand");
  const std::vector<double> t = {0, 1, 2, 3, 4, 5};
  const std::vector<double> y = {1, 3, 2, 5, 4, 7};
  const auto line = trend(t, y);
  ASSERT_TRUE(line) << line.error().text();
  EXPECT_NEAR(line->slope, 18 / 17.5, 1e-12);
  EXPECT_NEAR(line->mean, 22.0 / 6, 1e-12);
  EXPECT_LT(line->correlation, 0);  // up and down: taken for none
  EXPECT_DOUBLE_EQ(line->effective, 6);
  const double squares = 70.0 / 3 - 18 * 18 / 17.5;
  EXPECT_NEAR(line->slope_sigma, std::sqrt(squares / 4 / 17.5), 1e-12);
  EXPECT_NEAR(line->coverage, 2.776, 5e-4);  // Student, 4 degrees of freedom
}

TEST(StabilityTrend, BlocksKeepTheMeanAndTheTime) {
  NITER_IDENTITY("blocks of equal numbers of points have the mean of the points");
  const auto record = wandering(1000, 0.5, 1e-3, 1);
  const auto blocks = block_means(record.t, record.y, 100);
  ASSERT_EQ(blocks.t.size(), 100U);
  double of_points = 0, of_blocks = 0;
  for (const double y : record.y) of_points += y / 1000;
  for (const double y : blocks.y) of_blocks += y / 100;
  EXPECT_NEAR(of_points, of_blocks, 1e-3 * of_points);
}

// share of 200 records whose 95 % interval holds the truth
double covered(int points, double correlation) {
  const double slope = 2e-5;
  int held = 0;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    const auto record = wandering(points, correlation, slope, seed);
    const auto line = trend(record.t, record.y);
    if (line && std::abs(line->slope - slope) < line->coverage * line->slope_sigma) ++held;
  }
  return held / 200.0;
}

TEST(StabilityTrend, TheIntervalOfTheDriftHoldsTheTruthAsOftenAsPromised) {
  NITER_IDENTITY("95 % of intervals hold the true drift: 200 records each of AR(1) noise");
  // 95 % of 200: four standard deviations of the binomial are 6 %
  EXPECT_NEAR(covered(100, 0.0), 0.95, 0.05);
  EXPECT_NEAR(covered(100, 0.6), 0.95, 0.05);
  EXPECT_NEAR(covered(1000, 0.6), 0.95, 0.05);
  EXPECT_NEAR(covered(1000, 0.95), 0.95, 0.05);
}

TEST(StabilityTrend, MistakesAreNamed) {
  NITER_IDENTITY("errors say what is wanted");
  const std::vector<double> few = {1, 2, 3};
  EXPECT_NE(trend(few, few).error().text().find("six"), std::string::npos);
  const std::vector<double> once(7, 1.0);
  EXPECT_FALSE(trend(once, once));
}

}  // namespace
}  // namespace niter::analysis
