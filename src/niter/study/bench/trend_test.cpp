#include "niter/study/bench/trend.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::study {
namespace {

constexpr double six[] = {1, 2, 3, 4, 5, 6};

TEST(Trend, WhatAllShareByAdditionMakesNoTrend) {
  NITER_IDENTITY("six equal weights: u(slope) = s / sqrt(sum (x - 3.5)^2) = s / sqrt(17.5)");
  std::vector<Uncertain> y;
  const auto shared = Uncertain::input("shared", 0, 0.05);
  for (const double x : six) {
    y.push_back(Uncertain::input("own " + std::to_string(x), 0.8 - 0.002 * x, 0.01) + shared);
  }
  const auto trend = trend_of(six, y);
  ASSERT_TRUE(trend);
  EXPECT_NEAR(trend->slope.value(), -0.002, 1e-15);
  EXPECT_NEAR(trend->slope.sigma(), 0.01 / std::sqrt(17.5), 1e-15);
  EXPECT_NEAR(trend->u, 0.01 / std::sqrt(17.5), 1e-12);
  EXPECT_NEAR(trend->at(3.5), 0.793, 1e-12);
  EXPECT_EQ(trend->verdict(), data::Verdict::Consistent);  // 0.84 u
}

TEST(Trend, ASharedFactorScalesTheSlope) {
  NITER_IDENTITY("y_i = G v_i: u2(slope) = s2/17.5 + (slope u(G))2");
  std::vector<Uncertain> y;
  const auto gain = Uncertain::input("gain", 1, 0.1);
  for (const double x : six) {
    y.push_back(Uncertain::input("own " + std::to_string(x), 0.1 * x, 0) * gain +
                Uncertain::input("noise " + std::to_string(x), 0, 0.01));
  }
  const auto trend = trend_of(six, y);
  ASSERT_TRUE(trend);
  // the weights differ, as the total uncertainties do; the line is exact, so the gain term is too
  double by_gain = 0;
  for (const auto& [name, contribution] : trend->slope.contributions()) {
    if (name == "gain") by_gain = contribution;
  }
  EXPECT_NEAR(by_gain, 0.1 * 0.1, 1e-12);
  EXPECT_EQ(trend->verdict(), data::Verdict::Inconsistent);
}

TEST(Trend, ScatterBeyondTheBudgetsCountsByStudentsT) {
  NITER_SOURCE("jcgm100", "H.3.2: u(slope) = s / sqrt(sum (x - mean)2); table G.2: t(1) = 12.71");
  const double x[] = {1, 2, 3};
  const Uncertain y[] = {0.0, 1.0, 0.0};
  const auto trend = trend_of(x, y);
  ASSERT_TRUE(trend);
  EXPECT_NEAR(trend->slope.value(), 0, 1e-15);
  EXPECT_NEAR(trend->u, std::sqrt(1.0 / 3), 1e-12);
  EXPECT_NEAR(trend->limit95, 12.706 * std::sqrt(1.0 / 3), 1e-3);
  EXPECT_FALSE(trend_of({x, 2}, {y, 2}));
}

}  // namespace
}  // namespace niter::study
