#include "niter/analysis/echem/weighted_line.hpp"

#include <cmath>

#include "niter/analysis/statistics.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

using Numbers = std::vector<double>;

TEST(WeightedLine, GumCalibrationOfAThermometer) {
  NITER_SOURCE("jcgm100", "H.3, table H.6: y1 -0.1712(29), y2 0.00218(67), r -0.930, s 0.0035");
  const Numbers t{21.521, 22.012, 22.512, 23.003, 23.507, 23.999,
                  24.513, 25.002, 25.503, 26.010, 26.511};
  const Numbers b{-0.171, -0.169, -0.166, -0.159, -0.164, -0.165,
                  -0.156, -0.157, -0.159, -0.161, -0.160};
  Numbers x;
  for (const double value : t) x.push_back(value - 20);
  const auto line = fit_weighted_line(x, b, Numbers(x.size(), 0));
  ASSERT_TRUE(line);
  EXPECT_NEAR(line->intercept, -0.1712, 5e-5);
  EXPECT_NEAR(line->intercept_sigma, 0.0029, 5e-5);
  EXPECT_NEAR(line->slope, 0.00218, 5e-6);
  EXPECT_NEAR(line->slope_sigma, 0.00067, 5e-6);
  EXPECT_NEAR(line->correlation, -0.930, 5e-4);
  EXPECT_TRUE(std::isnan(line->chi2));
}

TEST(WeightedLine, APointCountedFourTimes) {
  NITER_IDENTITY("a point of half the uncertainty weighs like four equal points");
  const Numbers x{1, 2, 3, 5}, y{1.1, 1.9, 3.2, 4.9};
  const auto weighted = fit_weighted_line(x, y, Numbers{0.1, 0.05, 0.1, 0.1});
  const auto repeated = fit_weighted_line(
      Numbers{1, 2, 2, 2, 2, 3, 5}, Numbers{1.1, 1.9, 1.9, 1.9, 1.9, 3.2, 4.9}, Numbers(7, 0.1));
  ASSERT_TRUE(weighted && repeated);
  EXPECT_NEAR(weighted->slope, repeated->slope, 1e-14);
  EXPECT_NEAR(weighted->intercept, repeated->intercept, 1e-13);
  EXPECT_NEAR(weighted->chi2, repeated->chi2, 1e-12);
  EXPECT_NEAR(weighted->slope_sigma / weighted->widening,
              repeated->slope_sigma / repeated->widening, 1e-14);
}

TEST(WeightedLine, InfluenceIsTheDerivative) {
  NITER_IDENTITY("dslope/dy_i, and the slope is the sum of influence_i y_i");
  const Numbers x{1, 2, 3, 5}, u{0.1, 0.05, 0.1, 0.2};
  Numbers y{1.1, 1.9, 3.2, 4.9};
  const auto line = fit_weighted_line(x, y, u);
  ASSERT_TRUE(line);
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += line->influence[i] * y[i];
  EXPECT_NEAR(sum, line->slope, 1e-14);
  y[3] += 0.01;
  EXPECT_NEAR((fit_weighted_line(x, y, u)->slope - line->slope) / 0.01, line->influence[3], 1e-12);
}

TEST(WeightedLine, ScatterBeyondTheNoiseWidens) {
  NITER_IDENTITY("u of the slope grows with sqrt(chi2/(n-2)), and never shrinks");
  const Numbers x{1, 2, 3, 4}, y{1.1, 1.9, 3.1, 3.9};
  const auto loose = fit_weighted_line(x, y, Numbers(4, 1.0));
  const auto tight = fit_weighted_line(x, y, Numbers(4, 0.01));
  const auto free = fit_weighted_line(x, y, Numbers(4, 0.0));
  ASSERT_TRUE(loose && tight && free);
  EXPECT_EQ(loose->widening, 1);
  EXPECT_NEAR(loose->slope_sigma, 1 / std::sqrt(5.0), 1e-12);
  EXPECT_NEAR(tight->slope_sigma, free->slope_sigma, 1e-12);
  EXPECT_LT(tight->probability, 1e-6);
  EXPECT_GT(loose->probability, 0.9);
}

TEST(WeightedLine, FindsTheBend) {
  NITER_IDENTITY("y = 1 + 2 x - 0.1 x2 without noise: the quadratic term, whatever the weights");
  const Numbers x{1, 2, 3, 5, 8};
  Numbers y;
  for (const double value : x) y.push_back(1 + 2 * value - 0.1 * value * value);
  const auto line = fit_weighted_line(x, y, Numbers{0.01, 0.02, 0.01, 0.03, 0.01});
  ASSERT_TRUE(line && line->curvature);
  EXPECT_NEAR(line->curvature->value, -0.1, 1e-12);
  EXPECT_NEAR(line->curvature->bend, -0.2 * 7 / line->slope, 1e-12);
  EXPECT_GT(std::abs(line->curvature->value) / line->curvature->sigma, line->curvature->strict);
  EXPECT_NEAR(line->curvature->limit, student_t(2, 0.95), 1e-12);
  EXPECT_LT(line->r2, 1);
}

TEST(WeightedLine, FewPoints) {
  NITER_IDENTITY("two points fix a line, a third tests it if its uncertainty is known");
  EXPECT_FALSE(fit_weighted_line(Numbers{1}, Numbers{1}, Numbers{0.1}));
  EXPECT_FALSE(fit_weighted_line(Numbers{1, 1}, Numbers{1, 2}, Numbers{0.1, 0.1}));
  const auto two = fit_weighted_line(Numbers{1, 3}, Numbers{1, 2}, Numbers{0.1, 0.1});
  ASSERT_TRUE(two);
  EXPECT_NEAR(two->slope, 0.5, 1e-14);
  EXPECT_NEAR(two->slope_sigma, 0.1 / std::sqrt(2.0), 1e-14);
  EXPECT_TRUE(std::isnan(two->probability));
  EXPECT_FALSE(two->curvature);
  EXPECT_TRUE(fit_weighted_line(Numbers{1, 2, 3}, Numbers{1, 2, 3}, Numbers(3, 0.1))->curvature);
  EXPECT_FALSE(fit_weighted_line(Numbers{1, 2, 3}, Numbers{1, 2, 3}, Numbers(3, 0.0))->curvature);
}

}  // namespace
}  // namespace niter::analysis
