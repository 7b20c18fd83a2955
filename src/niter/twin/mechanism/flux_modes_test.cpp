#include "niter/twin/mechanism/flux_modes.hpp"

#include <cmath>
#include <random>

#include "niter/base/testing.hpp"

namespace niter::twin {
namespace {

// A -> B -> C -> A with a way back from B, and a pair of steps A <-> C: 3 species, 5 reactions.
const std::vector<double> cycle{-1, 0,  1,  1,  -1,  //
                                1,  -1, 0,  -1, 0,   //
                                0,  1,  -1, 0,  1};

std::vector<double> accumulation(const std::vector<double>& rates) {
  std::vector<double> sums(3);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 5; ++j) sums[i] += cycle[5 * i + j] * rates[j];
  return sums;
}

TEST(FluxModes, ClosedRatesAccumulateNothing) {
  NITER_IDENTITY("S r = 0");
  std::mt19937 random(3);
  std::uniform_real_distribution<double> lg(-30, 30);
  FluxModes modes;
  modes.reset(cycle, 3, 5);
  for (int trial = 0; trial < 100; ++trial) {
    std::vector<double> rates;
    for (int j = 0; j < 5; ++j) rates.push_back(std::pow(10, lg(random)));
    modes.choose(rates);
    EXPECT_EQ(modes.rank(), 2);
    modes.close(rates);
    double largest = 0;
    for (const double r : rates) largest = std::max(largest, std::abs(r));
    for (const double sum : accumulation(rates)) EXPECT_LE(std::abs(sum), 1e-15 * largest);
  }
}

TEST(FluxModes, TheSmallestRatesAreFree) {
  NITER_SOURCE("edmonds1971", "the greedy basis of a matroid has least weight");
  FluxModes modes;
  modes.reset(cycle, 3, 5);
  const std::vector<double> size{1e20, 1e-30, 1e10, 1e-5, 1};
  modes.choose(size);
  EXPECT_EQ(modes.free(), (std::vector<int>{4, 3, 1}));
  EXPECT_TRUE(modes.suits(size));
  EXPECT_FALSE(modes.suits(std::vector<double>{1e-30, 1, 1, 1, 1e-30}));
}

TEST(FluxModes, TransformGivesRatesOfAChangingSurface) {
  NITER_IDENTITY("dn/dt = S r");
  FluxModes modes;
  modes.reset(cycle, 3, 5);
  const std::vector<double> rates{3, 1, 4, 1, 5};
  const auto change = accumulation(rates);
  modes.choose(rates);
  for (const int p : modes.dependent()) {
    const int row = modes.row_of(p);
    double sum = 0;
    for (int i = 0; i < 3; ++i)
      sum += modes.transform(row, i) * change[static_cast<std::size_t>(i)];
    for (const int f : modes.free())
      sum -= modes.weight(row, f) * rates[static_cast<std::size_t>(f)];
    EXPECT_NEAR(sum, rates[static_cast<std::size_t>(p)], 1e-14);
  }
}

}  // namespace
}  // namespace niter::twin
