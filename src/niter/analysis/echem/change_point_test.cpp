#include "niter/analysis/echem/change_point.hpp"

#include <cmath>
#include <numeric>
#include <random>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

std::vector<double> counted(std::size_t n) {
  std::vector<double> x(n);
  std::iota(x.begin(), x.end(), 0.0);
  return x;
}

// AR(1) noise of unit variance
std::vector<double> noise(std::size_t n, double correlation, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> y;
  double value = normal(random);
  for (std::size_t i = 0; i < n; ++i) {
    y.push_back(value);
    value = correlation * value + std::sqrt(1 - correlation * correlation) * normal(random);
  }
  return y;
}

// annual flow at Aswan, 1871 to 1970, 1e8 m3
const std::vector<double> nile = {
    1120, 1160, 963, 1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110, 994,  1020,
    960,  1180, 799, 958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774,  840,
    874,  694,  940, 833,  701,  916,  692,  1020, 1050, 969,  831,  726,  456,  824,  702,
    1120, 1100, 832, 764,  821,  768,  845,  864,  862,  698,  845,  744,  796,  1040, 759,
    781,  865,  845, 944,  984,  897,  822,  1010, 771,  676,  649,  846,  812,  742,  801,
    1040, 860,  874, 848,  890,  744,  749,  838,  1050, 918,  986,  797,  923,  975,  815,
    1020, 906,  901, 1170, 912,  746,  919,  718,  714,  740};

TEST(ChangePoint, TheNileFellAfter1898) {
  NITER_SOURCE("cobb1978", "Table 1; 28 years before the change, mean after it 849.97");
  ASSERT_EQ(nile.size(), 100U);
  const auto changes =
      change_points(counted(100), nile, Piece::Level, change_penalty(nile, Piece::Level), 2);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0], 28U);
  EXPECT_NEAR(std::accumulate(nile.begin() + 28, nile.end(), 0.0) / 72, 849.97, 0.005);
}

double squares(std::span<const double> y) {
  double mean = 0, sum = 0;
  for (const double value : y) mean += value / static_cast<double>(y.size());
  for (const double value : y) sum += (value - mean) * (value - mean);
  return sum;
}

TEST(ChangePoint, NoOtherPartitionCostsLess) {
  NITER_IDENTITY("optimal partitioning against all 512 partitions of ten points, pieces of 2");
  auto y = noise(10, 0, 3);
  for (std::size_t i = 4; i < 10; ++i) y[i] += i < 7 ? 4 : -3;
  const double penalty = 3;
  double least = INFINITY;
  std::vector<std::size_t> winner;
  for (unsigned mask = 0; mask < 512; ++mask) {
    std::vector<std::size_t> cuts;
    for (unsigned bit = 0; bit < 9; ++bit) {
      if ((mask >> bit & 1U) != 0) cuts.push_back(bit + 1);
    }
    double cost = penalty * static_cast<double>(cuts.size());
    bool allowed = true;
    std::size_t first = 0;
    for (std::size_t k = 0; k <= cuts.size(); ++k) {
      const std::size_t end = k < cuts.size() ? cuts[k] : 10;
      allowed = allowed && end - first >= 2;
      cost += squares(std::span(y).subspan(first, end - first));
      first = end;
    }
    if (allowed && cost < least) {
      least = cost;
      winner = cuts;
    }
  }
  EXPECT_EQ(change_points(counted(10), y, Piece::Level, penalty, 2), winner);
  EXPECT_FALSE(winner.empty());
}

TEST(ChangePoint, AStepOnADriftIsFoundAndTheDriftIsNot) {
  NITER_IDENTITY("a step of ten standard deviations at point 120 of a falling line");
  auto y = noise(300, 0, 5);
  for (std::size_t i = 0; i < 300; ++i) y[i] += 100 - 0.1 * static_cast<double>(i);
  const auto x = counted(300);
  EXPECT_TRUE(change_points(x, y, Piece::Line, change_penalty(y, Piece::Line), 5).empty());
  for (std::size_t i = 120; i < 300; ++i) y[i] -= 10;
  const auto changes = change_points(x, y, Piece::Line, change_penalty(y, Piece::Line), 5);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0], 120U);
}

TEST(ChangePoint, NoiseRarelyMakesAChange) {
  NITER_IDENTITY("records without a change: fewer than one in ten gets one, also when correlated");
  for (const double correlation : {0.0, 0.6, 0.8}) {
    int alarms = 0;
    for (unsigned seed = 1; seed <= 50; ++seed) {
      const auto y = noise(200, correlation, seed);
      const double penalty = change_penalty(y, Piece::Line);
      if (!change_points(counted(200), y, Piece::Line, penalty, 5).empty()) ++alarms;
    }
    EXPECT_LE(alarms, 5) << "correlation " << correlation;
  }
}

TEST(ChangePoint, NoiseIsReadFromDifferences) {
  NITER_IDENTITY("AR(1): var of differences one and two apart");
  auto y = noise(20000, 0.6, 2);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] += i < 9000 ? 0 : 50;
  const Noise found = noise_of(y);
  EXPECT_NEAR(found.correlation, 0.6, 0.05);
  EXPECT_NEAR(found.sigma, 1, 0.05);
  EXPECT_NEAR(found.long_run(), 4, 0.6);
}

}  // namespace
}  // namespace niter::analysis
