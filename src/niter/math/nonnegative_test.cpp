#include "niter/math/nonnegative.hpp"

#include <random>

#include "niter/base/testing.hpp"

namespace niter::math {
namespace {

std::vector<Bound> all(std::size_t n, Bound bound) {
  return std::vector<Bound>(n, bound);
}

// slope of the function at x
double slope(std::span<const double> h, std::span<const double> c, std::span<const double> x,
             std::size_t i) {
  double sum = -c[i];
  for (std::size_t j = 0; j < x.size(); ++j) sum += h[i * x.size() + j] * x[j];
  return sum;
}

TEST(Nonnegative, UncoupledArgumentsAreCutOffAtZero) {
  NITER_IDENTITY("min a x2/2 - c x with x >= 0 is max(0, c/a)");
  const std::vector<double> h = {4, 0, 0, 0, 1, 0, 0, 0, 16};
  const std::vector<double> c = {4, -3, 8};
  EXPECT_EQ(nonnegative_minimum(h, c, all(3, Bound::Nonnegative)),
            (std::vector<double>{1, 0, 0.5}));
  EXPECT_EQ(nonnegative_minimum(h, c, all(3, Bound::Free)), (std::vector<double>{1, -3, 0.5}));
}

TEST(Nonnegative, ABoundMovesTheOtherArgument) {
  NITER_IDENTITY("x0 = 0 leaves min of x1 alone: c1/h11");
  // without bounds x = (-1, 2)
  const std::vector<double> h = {2, 1, 1, 2};
  const std::vector<double> c = {0, 3};
  const auto x = nonnegative_minimum(h, c, all(2, Bound::Nonnegative));
  EXPECT_DOUBLE_EQ(x[0], 0);
  EXPECT_DOUBLE_EQ(x[1], 1.5);
}

TEST(Nonnegative, KeepsTheConditionsOfKuhnAndTucker) {
  NITER_IDENTITY("x >= 0, slope >= 0, x slope = 0; slope 0 where free");
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  for (int trial = 0; trial < 200; ++trial) {
    const std::size_t n = 2 + static_cast<std::size_t>(trial) % 40;
    const std::size_t rows = n + 3;
    std::vector<double> a(rows * n), h(n * n), c(n);
    for (double& value : a) value = normal(random) + 0.5;  // columns that resemble each other
    for (double& value : c) value = 10 * normal(random);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t k = 0; k < rows; ++k) h[i * n + j] += a[k * n + i] * a[k * n + j];
      }
    }
    auto bounds = all(n, Bound::Nonnegative);
    bounds[0] = Bound::Free;
    const auto x = nonnegative_minimum(h, c, bounds);
    ASSERT_EQ(x.size(), n);
    for (std::size_t i = 0; i < n; ++i) {
      const double g = slope(h, c, x, i);
      if (bounds[i] == Bound::Free || x[i] > 0) {
        EXPECT_NEAR(g, 0, 1e-8);
      } else {
        EXPECT_EQ(x[i], 0);
        EXPECT_GT(g, -1e-8);
      }
    }
  }
}

TEST(Nonnegative, RefusesWhatHasNoLeastValue) {
  NITER_IDENTITY("a singular H");
  EXPECT_TRUE(nonnegative_minimum(std::vector<double>{1, 1, 1, 1}, std::vector<double>{1, 2},
                                  all(2, Bound::Free))
                  .empty());
  EXPECT_TRUE(
      nonnegative_minimum(std::vector<double>{0}, std::vector<double>{1}, all(1, Bound::Free))
          .empty());
}

}  // namespace
}  // namespace niter::math
