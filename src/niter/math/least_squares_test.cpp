#include "niter/math/least_squares.hpp"

#include <algorithm>
#include <random>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"

namespace niter::math {
namespace {

TEST(LeastSquares, ResidualIsOrthogonalToTheColumns) {
  NITER_IDENTITY("A' (b - A x) = 0");
  std::mt19937 random(11);
  std::normal_distribution<double> normal;
  LeastSquares problem;
  for (const auto& [rows, columns] : {std::pair(9, 4), std::pair(40, 17), std::pair(5, 5)}) {
    problem.start(rows, columns);
    std::vector<std::vector<double>> a;
    for (int j = 0; j < columns; ++j) {
      for (double& value : problem.column(j)) value = normal(random);
      a.emplace_back(problem.column(j).begin(), problem.column(j).end());
    }
    for (double& value : problem.right()) value = normal(random);
    std::vector<double> residual(problem.right().begin(), problem.right().end());
    const auto x = problem.solve();
    ASSERT_EQ(x.size(), static_cast<std::size_t>(columns));
    for (std::size_t j = 0; j < a.size(); ++j) {
      for (std::size_t i = 0; i < residual.size(); ++i) residual[i] -= a[j][i] * x[j];
    }
    for (const auto& column : a) {
      double product = 0;
      for (std::size_t i = 0; i < residual.size(); ++i) product += column[i] * residual[i];
      EXPECT_NEAR(product, 0, 1e-12);
    }
  }
}

TEST(LeastSquares, RefusesAColumnOfZerosAndMoreColumnsThanRows) {
  LeastSquares problem;
  problem.start(3, 2);
  std::ranges::fill(problem.column(0), 1.0);
  std::ranges::fill(problem.column(1), 0.0);
  std::ranges::fill(problem.right(), 1.0);
  EXPECT_TRUE(problem.solve().empty());
  EXPECT_THROW(problem.start(2, 3), Bug);
}

}  // namespace
}  // namespace niter::math
