#include "niter/math/dense_lu.hpp"

#include <cmath>
#include <random>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"

namespace niter::math {
namespace {

TEST(DenseLu, SolvesWhatItMultiplied) {
  NITER_IDENTITY("A x = b for b made from a known x");
  std::mt19937 random(7);
  std::uniform_real_distribution<double> uniform(-1, 1);
  DenseLu lu(12);
  for (int size = 1; size <= 12; ++size) {
    lu.clear(size);
    std::vector<double> x, b;
    for (int i = 0; i < size; ++i) x.push_back(uniform(random));
    for (int i = 0; i < size; ++i) {
      b.push_back(0);
      for (int j = 0; j < size; ++j) {
        lu.at(i, j) = uniform(random);
        b.back() += lu.at(i, j) * x[static_cast<std::size_t>(j)];
      }
    }
    ASSERT_TRUE(lu.factor());
    lu.solve(b);
    for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(b[i], x[i], 1e-12);
  }
}

TEST(DenseLu, ExchangesRowsWhereThePivotIsZero) {
  NITER_IDENTITY("a permutation is its own inverse here");
  DenseLu lu(2);
  lu.clear(2);
  lu.at(0, 1) = lu.at(1, 0) = 1;
  ASSERT_TRUE(lu.factor());
  std::vector<double> b{3, 5};
  lu.solve(b);
  EXPECT_EQ(b, (std::vector<double>{5, 3}));
}

TEST(DenseLu, RefusesSingularAndInfiniteMatrices) {
  DenseLu lu(2);
  lu.clear(2);
  lu.at(0, 0) = lu.at(0, 1) = lu.at(1, 0) = lu.at(1, 1) = 1;
  EXPECT_FALSE(lu.factor());
  lu.clear(2);
  lu.at(0, 0) = INFINITY;
  EXPECT_FALSE(lu.factor());
  EXPECT_THROW(lu.clear(3), Bug);
}

}  // namespace
}  // namespace niter::math
