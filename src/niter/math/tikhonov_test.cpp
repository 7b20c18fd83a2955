#include "niter/math/tikhonov.hpp"

#include <cmath>
#include <random>

#include "niter/base/testing.hpp"
#include "niter/math/nonnegative.hpp"

namespace niter::math {
namespace {

TEST(Tikhonov, UncoupledArgumentsShrink) {
  NITER_IDENTITY("min (a x - b)2 + lambda m x2: x = a b/(a2 + lambda m)");
  // a = 2, 3; b = 1, 5; m = 4, 0
  const Tikhonov problem(std::vector<double>{4, 0, 0, 9}, std::vector<double>{2, 15}, 26,
                         std::vector<double>{4, 0, 0, 0});
  ASSERT_TRUE(problem.valid());
  for (const double lambda : {1e-3, 1.0, 50.0}) {
    const double x = 2 / (4 + 4 * lambda);
    const auto solution = problem.solution(lambda);
    EXPECT_NEAR(solution[0], x, 1e-14);
    EXPECT_NEAR(solution[1], 5.0 / 3, 1e-14);
    const auto result = problem.at(lambda);
    EXPECT_NEAR(result.misfit, (2 * x - 1) * (2 * x - 1), 1e-13);
    EXPECT_NEAR(result.roughness, 4 * x * x, 1e-13);
    EXPECT_NEAR(result.parameters, 4 / (4 + 4 * lambda) + 1, 1e-13);
    EXPECT_NEAR(result.determinant, std::log((4 + 4 * lambda) * 9), 1e-13);
  }
}

TEST(Tikhonov, SolvesTheNormalEquationsOfEveryWeight) {
  NITER_IDENTITY("(A'A + lambda M) x = A'b, solved anew");
  std::mt19937 random(2);
  std::normal_distribution<double> normal;
  constexpr std::size_t n = 12;
  const auto product = [&](std::size_t rows) {
    std::vector<double> a(rows * n), g(n * n);
    for (double& value : a) value = normal(random);
    for (std::size_t i = 0; i < n * n; ++i) {
      for (std::size_t k = 0; k < rows; ++k) g[i] += a[k * n + i / n] * a[k * n + i % n];
    }
    return g;
  };
  const auto gram = product(9);  // neither is positive definite alone
  const auto penalty = product(7);
  std::vector<double> moments(n);
  for (double& value : moments) value = normal(random);
  const Tikhonov problem(gram, moments, 100, penalty);
  ASSERT_TRUE(problem.valid());
  for (const double lambda : {1e-2, 3.0, 200.0}) {
    std::vector<double> h(n * n);
    for (std::size_t i = 0; i < h.size(); ++i) h[i] = gram[i] + lambda * penalty[i];
    const auto anew = nonnegative_minimum(h, moments, std::vector<Bound>(n, Bound::Free));
    const auto x = problem.solution(lambda);
    ASSERT_EQ(anew.size(), n);
    for (std::size_t i = 0; i < n; ++i) EXPECT_NEAR(x[i], anew[i], 1e-9);
  }
}

TEST(Tikhonov, RefusesWhatNeitherDataNorPenaltyDetermine) {
  NITER_IDENTITY("A'A + M singular");
  const std::vector<double> one = {1, 0, 0, 0};
  EXPECT_FALSE(Tikhonov(one, std::vector<double>{1, 0}, 1, one).valid());
}

}  // namespace
}  // namespace niter::math
