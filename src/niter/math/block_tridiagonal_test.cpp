// Block LU against the product with the matrix itself.
#include "niter/math/block_tridiagonal.hpp"

#include <complex>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::math {
namespace {

// Full blocks that keep their diagonal on top, rows of very different units.
template <class Scalar>
void fill(BlockTridiagonal<Scalar>& m) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> number(-1, 1);
  for (Scalar& entry : m.storage()) entry = Scalar(number(random));
  for (int i = 0; i < m.blocks(); ++i)
    for (int r = 0; r < m.block_size(i); ++r) m.diagonal(i)[r * m.block_size(i) + r] += Scalar(9);
}

template <class Scalar>
std::vector<Scalar> ramp(int n) {
  std::vector<Scalar> x;
  for (int i = 0; i < n; ++i) x.push_back(Scalar(1 + 0.1 * i));
  return x;
}

template <class Scalar>
void expect_solved(const BlockTridiagonal<Scalar>& plain, const BlockTridiagonal<Scalar>& factors) {
  const std::vector<Scalar> x = ramp<Scalar>(plain.size());
  std::vector<Scalar> b(x.size());
  plain.multiply(x, b);
  factors.solve(b);
  for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(std::abs(b[i] - x[i]), 0, 1e-12) << i;
}

const std::vector<std::vector<int>> shapes{{1, 1, 1, 1},    {4, 2, 2, 2, 2}, {5, 3, 3, 3},
                                           {2, 2, 2, 5, 3}, {7, 4, 4, 4},    {3}};

TEST(BlockTridiagonal, SolvesWhatItMultiplies) {
  NITER_IDENTITY("A^-1 (A x) = x, for every shape of blocks");
  for (const auto& sizes : shapes) {
    BlockTridiagonal<double> plain(sizes), factors(sizes);
    fill(plain);
    factors.assign(plain);
    ASSERT_TRUE(factors.factor());
    expect_solved(plain, factors);
    BlockTridiagonal<std::complex<double>> turned(sizes), turned_factors(sizes);
    fill(turned);
    for (auto& entry : turned.storage()) entry *= std::complex<double>(0.6, 0.8);
    turned_factors.assign(turned);
    ASSERT_TRUE(turned_factors.factor());
    expect_solved(turned, turned_factors);
  }
}

TEST(BlockTridiagonal, FirstBlockAnew) {
  NITER_IDENTITY("factors of a matrix with another first block = factors of the whole of it");
  for (const auto& sizes : shapes) {
    BlockTridiagonal<double> plain(sizes), factors(sizes);
    fill(plain);
    factors.assign(plain);
    ASSERT_TRUE(factors.factor());
    const int inside = sizes[0] * sizes[0];
    for (int k = 0; k < inside; ++k) plain.diagonal(0)[k] = 2 * plain.diagonal(0)[inside - 1 - k];
    std::copy_n(plain.diagonal(0), inside, factors.diagonal(0));
    ASSERT_TRUE(factors.factor_first());
    expect_solved(plain, factors);
  }
}

TEST(BlockTridiagonal, SingularIsRefused) {
  NITER_IDENTITY("a matrix of zeros has no inverse");
  BlockTridiagonal<double> m({2, 2, 2});
  EXPECT_FALSE(m.factor());
}

}  // namespace
}  // namespace niter::math
