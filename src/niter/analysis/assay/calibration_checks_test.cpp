#include "niter/analysis/assay/calibration_checks.hpp"

#include <cmath>
#include <random>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

std::vector<CalibrationPoint> points(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<CalibrationPoint> result;
  for (std::size_t i = 0; i < x.size(); ++i) result.push_back({x[i], y[i]});
  return result;
}

// extinction against iron in mg/L by ion chromatography, levelling off above 16 mg/L
std::vector<CalibrationPoint> iron() {
  return points({2, 4, 6, 8, 10, 12, 14, 16, 18, 20},
                {0.202, 0.399, 0.588, 0.796, 0.997, 1.174, 1.377, 1.534, 1.622, 1.654});
}

TEST(CalibrationChecks, LackOfFitIsTheShareThatReplicatesDoNotExplain) {
  NITER_IDENTITY("by hand: means 1, 3, 3 on three levels, two readings each, deviations 0.1");
  const auto all = points({0, 0, 1, 1, 2, 2}, {0.9, 1.1, 2.9, 3.1, 2.9, 3.1});
  const auto fit = fit_calibration(all, CurveModel::Line, Weighting::None);
  ASSERT_TRUE(fit);
  const auto test = lack_of_fit(all, *fit);
  ASSERT_TRUE(test);
  // line of the means: 4/3 + c; misses -1/3, 2/3, -1/3: 2 (1/9 + 4/9 + 1/9) = 4/3 on 1 degree;
  // pure error 6 x 0.01 = 0.06 on 3
  EXPECT_NEAR(test->f, (4.0 / 3) / (0.06 / 3), 1e-9);
  EXPECT_EQ(test->over, 1);
  EXPECT_EQ(test->under, 3);
  EXPECT_LT(test->probability, 0.01);
  EXPECT_FALSE(lack_of_fit(iron(), *fit_calibration(iron(), CurveModel::Line, Weighting::None)));
}

TEST(CalibrationChecks, MandelIsTheSquareOfStudentsTOfTheBend) {
  NITER_IDENTITY("F(1, n - 3) = (a2 / u(a2))2");
  const auto test = mandel_test(iron(), Weighting::None);
  const auto quadratic = fit_calibration(iron(), CurveModel::Quadratic, Weighting::None);
  ASSERT_TRUE(test && quadratic);
  const double t = quadratic->coefficients[2] / std::sqrt(quadratic->covariance[2][2]);
  EXPECT_NEAR(test->f / (t * t), 1, 1e-9);
  EXPECT_LT(test->probability, 0.01);
}

TEST(CalibrationChecks, IronLevelsOffNitriteToo) {
  NITER_SOURCE("din38402", "examples C.3 (iron) and B.1 (nitrite): not straight over their range");
  EXPECT_LT(mandel_test(iron(), Weighting::None)->probability, 0.01);
  const auto nitrite =
      points({0.66, 1.32, 2.64, 5.26, 6.58, 7.9, 10.6, 26.0, 44.71, 63.19, 82.18, 100.0},
             {.0037, .0084, .0181, .0365, .0459, .0554, .0752, .1885, .3339, .4884, .6595, .8383});
  EXPECT_LT(mandel_test(nitrite, Weighting::None)->probability, 1e-6);
}

TEST(CalibrationChecks, ChanceFailsTheTestsAtTheStatedRate) {
  NITER_IDENTITY("on straight lines with normal noise 5 % of the sets fall below 5 %");
  std::mt19937 random(7);
  std::normal_distribution<double> noise(0, 0.01);
  int bent = 0;
  int unfit = 0;
  constexpr int sets = 2000;
  for (int set = 0; set < sets; ++set) {
    std::vector<CalibrationPoint> made;
    for (const double c : {0.0, 1.0, 2.0, 4.0, 8.0}) {
      for (int i = 0; i < 3; ++i) made.push_back({c, 0.05 + 0.2 * c + noise(random)});
    }
    const auto fit = fit_calibration(made, CurveModel::Line, Weighting::None);
    bent += mandel_test(made, Weighting::None)->probability < 0.05;
    unfit += lack_of_fit(made, *fit)->probability < 0.05;
  }
  // 2000 draws of 5 %: 100 +- 9.7
  EXPECT_NEAR(bent, 100, 30);
  EXPECT_NEAR(unfit, 100, 30);
}

TEST(CalibrationChecks, ThirtyPercentWrongStandardsDoNotPullTheRobustFit) {
  NITER_IDENTITY("the truth is 0.05 + 0.2 c, three of ten standards were spoilt, in one direction");
  std::mt19937 random(3);
  std::normal_distribution<double> noise(0, 0.002);
  std::vector<CalibrationPoint> made;
  for (int i = 0; i < 10; ++i) made.push_back({1.0 * i, 0.05 + 0.2 * i + noise(random)});
  for (const std::size_t i : {2u, 7u, 9u}) made[i].signal -= 0.4;
  const auto plain = fit_calibration(made, CurveModel::Line, Weighting::None);
  const auto robust = robust_fit(made, CurveModel::Line, Weighting::None);
  ASSERT_TRUE(plain && robust);
  EXPECT_GT(std::abs(plain->coefficients[1] - 0.2), 0.01);
  EXPECT_NEAR(robust->fit.coefficients[1], 0.2, 0.001);
  EXPECT_EQ(robust->left, (std::vector<std::size_t>{2, 7, 9}));
  for (auto& point : made) point.signal -= 0.003 * point.concentration * point.concentration;
  const auto bent = robust_fit(made, CurveModel::Quadratic, Weighting::None);
  ASSERT_TRUE(bent);
  EXPECT_EQ(bent->left, (std::vector<std::size_t>{2, 7, 9}));
  EXPECT_NEAR(bent->fit.coefficients[2], -0.003, 3e-4);
}

}  // namespace
}  // namespace niter::analysis
