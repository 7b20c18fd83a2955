#include "niter/math/fit/levenberg_marquardt.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::math {
namespace {

// NIST's Misra1a: y = b1 (1 - exp(-b2 x)), lower level of difficulty
constexpr std::array misra_y{10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02,
                             44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78};
constexpr std::array misra_x{77.6,  114.9, 141.1, 190.8, 239.9, 289.0, 332.8,
                             378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0};

NonlinearProblem misra(std::vector<double> lower, std::vector<double> upper) {
  NonlinearProblem problem{.residuals = misra_x.size(),
                           .lower = std::move(lower),
                           .upper = std::move(upper),
                           .largest_step = {1e3, 1e3}};
  problem.evaluate = [](auto b, auto r, auto jacobian) {
    for (std::size_t i = 0; i < misra_x.size(); ++i) {
      const double e = std::exp(-b[1] * misra_x[i]);
      r[i] = b[0] * (1 - e) - misra_y[i];
      jacobian[i] = 1 - e;
      jacobian[misra_x.size() + i] = b[0] * misra_x[i] * e;
    }
  };
  return problem;
}

TEST(LevenbergMarquardt, MeetsTheCertifiedValues) {
  NITER_SOURCE("nist_strd", "Misra1a, both starts");
  LevenbergMarquardt solver(misra({0, 0}, {1e6, 1}));
  for (const auto& start : {std::array{500.0, 1e-4}, std::array{250.0, 5e-4}}) {
    const auto found = solver.solve(start);
    EXPECT_TRUE(found.converged);
    EXPECT_NEAR(found.x[0], 2.3894212918e2, 1e-7);
    EXPECT_NEAR(found.x[1], 5.5015643181e-4, 5e-14);
    EXPECT_NEAR(found.sum_of_squares, 1.2455138894e-1, 1e-11);
  }
}

TEST(LevenbergMarquardt, StaysWithinBoundsAndIsBestThere) {
  NITER_IDENTITY("at a bound the gradient points outward, along the free parameter it vanishes");
  LevenbergMarquardt solver(misra({0, 0}, {200, 1}));
  const auto found = solver.solve(std::array{100.0, 1e-3});
  EXPECT_TRUE(found.converged);
  EXPECT_EQ(found.x[0], 200);
  const auto sum = [&](double b2) {
    return LevenbergMarquardt(misra({200, b2}, {200, b2})).solve(std::array{200.0, b2});
  };
  EXPECT_GT(sum(found.x[1] * 1.001).sum_of_squares, found.sum_of_squares);
  EXPECT_GT(sum(found.x[1] * 0.999).sum_of_squares, found.sum_of_squares);
}

TEST(LevenbergMarquardt, LeavesABoundWhereItStarted) {
  NITER_SOURCE("nist_strd", "Misra1a, from a start at the upper bound of b1 and lower of b2");
  LevenbergMarquardt solver(misra({0, 1e-4}, {500, 1}));
  const auto found = solver.solve(std::array{1e6, 0.0});
  EXPECT_TRUE(found.converged);
  EXPECT_NEAR(found.x[0], 2.3894212918e2, 1e-7);
}

TEST(LevenbergMarquardt, AParameterThatDoesNothingStaysWhereItIs) {
  NITER_IDENTITY("no gradient, no step");
  NonlinearProblem problem{
      .residuals = 2, .lower = {-10, -10}, .upper = {10, 10}, .largest_step = {5, 5}};
  problem.evaluate = [](auto x, auto r, auto jacobian) {
    r[0] = x[0] - 3;
    r[1] = 2 * (x[0] - 3) + 1;
    jacobian[0] = 1;
    jacobian[1] = 2;
    jacobian[2] = jacobian[3] = 0;
  };
  const auto found = LevenbergMarquardt(problem).solve(std::array{0.0, 4.0});
  EXPECT_TRUE(found.converged);
  EXPECT_NEAR(found.x[0], 2.6, 1e-9);
  EXPECT_EQ(found.x[1], 4);
}

TEST(LevenbergMarquardt, AStartThatIsNotFiniteIsNoResult) {
  NITER_IDENTITY("a failed start has an infinite sum of squares");
  NonlinearProblem problem{.residuals = 1, .lower = {-1}, .upper = {1}, .largest_step = {1}};
  problem.evaluate = [](auto x, auto r, auto jacobian) {
    r[0] = std::log(x[0]);
    jacobian[0] = 1 / x[0];
  };
  const auto found = LevenbergMarquardt(problem).solve(std::array{-0.5});
  EXPECT_FALSE(found.converged);
  EXPECT_TRUE(std::isinf(found.sum_of_squares));
}

TEST(SingularValues, OfAMatrixWithKnownDirections) {
  NITER_SOURCE("golub2013", "section 2.4: A = U S V'");
  // diag(3, 1/2) turned by 30 degrees, with a third row of zeros
  const double c = std::sqrt(3.0) / 2, s = 0.5;
  const std::array matrix{3 * c, -0.5 * s, 0.0, 3 * s, 0.5 * c, 0.0};
  const auto svd = singular_values(matrix, 2);
  EXPECT_NEAR(svd.values[0], 3, 1e-14);
  EXPECT_NEAR(svd.values[1], 0.5, 1e-14);
  EXPECT_NEAR(std::abs(svd.right[0]), c, 1e-14);
  EXPECT_NEAR(std::abs(svd.right[1]), s, 1e-14);
}

}  // namespace
}  // namespace niter::math
