#include "niter/analysis/echem/local_line.hpp"

#include <cmath>
#include <vector>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

using Numbers = std::vector<double>;

TEST(LocalLine, ReadsAStraightLineExactly) {
  NITER_IDENTITY("y = 2 + 30 (E - 0.1): value and slope, from points that lie to one side");
  const Numbers e{0.05, 0.08, 0.09, 0.095, 0.1, 0.15};
  Numbers y;
  for (const double x : e) y.push_back(2 + 30 * (x - 0.1));
  const auto line = local_line(e, y, {}, {0.1, 0.04});
  ASSERT_TRUE(line);
  EXPECT_EQ(line->points, 4);
  EXPECT_NEAR(line->value, 2, 1e-13);
  EXPECT_NEAR(line->slope, 30, 1e-11);
  EXPECT_NEAR(line->squares, 0, 1e-20);
}

TEST(LocalLine, UncertaintyIsThatOfTheWeights) {
  NITER_IDENTITY("n points symmetric about E: u2 = s2/n; to one side it is larger");
  const Numbers e{0.08, 0.09, 0.1, 0.11, 0.12};
  const Numbers y{1, 2, 1, 3, 1};
  const auto middle = local_line(e, y, Numbers(5, 0.2), {0.1, 0.04});
  ASSERT_TRUE(middle);
  EXPECT_NEAR(middle->share, 1.0 / 5, 1e-12);
  EXPECT_NEAR(middle->variance, 0.04 / 5, 1e-12);
  EXPECT_NEAR(middle->width, 0.01 * std::sqrt(24.0), 1e-12);  // n2 - 1 steps squared
  // value moves by the weight of a point: the variance is the sum of the squares
  double sum = 0;
  for (std::size_t i = 0; i < e.size(); ++i) {
    auto moved = y;
    moved[i] += 1;
    sum += std::pow(
        local_line(e, moved, {}, {0.07, 0.2})->value - local_line(e, y, {}, {0.07, 0.2})->value, 2);
  }
  EXPECT_NEAR(local_line(e, y, {}, {0.07, 0.2})->share, sum, 1e-12);
  EXPECT_GT(sum, 0.5);
}

TEST(LocalLine, NeedsThreePointsApart) {
  NITER_IDENTITY("two points have no scatter, one potential has no slope");
  EXPECT_FALSE(local_line(Numbers{0.1, 0.11}, Numbers{1, 2}, {}, {0.1, 0.1}));
  EXPECT_FALSE(local_line(Numbers{0.1, 0.1, 0.1}, Numbers{1, 2, 3}, {}, {0.1, 0.1}));
  EXPECT_FALSE(local_line(Numbers{}, Numbers{}, {}, {0.1, 0.1}));
  // points on the edge count on both sides, whatever the rounding
  EXPECT_EQ(local_line(Numbers{0.095, 0.1, 0.105}, Numbers{1, 2, 3}, {}, {0.1, 0.01})->points, 3);
}

}  // namespace
}  // namespace niter::analysis
