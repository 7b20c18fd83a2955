#include "niter/analysis/assay/calibration_fit.hpp"

#include <cmath>
#include <numeric>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

std::vector<CalibrationPoint> points(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<CalibrationPoint> result;
  for (std::size_t i = 0; i < x.size(); ++i) result.push_back({x[i], y[i]});
  return result;
}

double relative(double value, double certified) {
  return std::abs(value / certified - 1);
}

TEST(CalibrationFit, CertifiedLineOfAnOzoneMonitor) {
  NITER_SOURCE("strd", "Norris: certified intercept, slope, their deviations, scatter and R2");
  const std::vector<double> y = {0.1,   338.8, 118.1, 888.0, 9.2,   228.1, 668.5, 998.5, 449.1,
                                 778.9, 559.2, 0.3,   0.1,   778.1, 668.8, 339.3, 448.9, 10.8,
                                 557.7, 228.3, 998.0, 888.8, 119.6, 0.3,   0.6,   557.6, 339.3,
                                 888.0, 998.5, 778.9, 10.2,  117.6, 228.9, 668.4, 449.2, 0.2};
  const std::vector<double> x = {0.2,   337.4, 118.2, 884.6, 10.1,  226.5, 666.3, 996.3, 448.6,
                                 777.0, 558.2, 0.4,   0.6,   775.5, 666.9, 338.0, 447.5, 11.6,
                                 556.0, 228.1, 995.8, 887.6, 120.2, 0.3,   0.3,   556.8, 339.1,
                                 887.2, 999.0, 779.0, 11.1,  118.3, 229.2, 669.1, 448.9, 0.5};
  const auto fit = fit_calibration(points(x, y), CurveModel::Line, Weighting::None);
  ASSERT_TRUE(fit);
  EXPECT_LT(relative(fit->coefficients[0], -0.262323073774029), 1e-12);
  EXPECT_LT(relative(fit->coefficients[1], 1.00211681802045), 1e-14);
  EXPECT_LT(relative(std::sqrt(fit->covariance[0][0]), 0.232818234301152), 1e-12);
  EXPECT_LT(relative(std::sqrt(fit->covariance[1][1]), 0.429796848199937e-3), 1e-12);
  EXPECT_LT(relative(fit->scatter, 0.884796396144373), 1e-12);
  EXPECT_LT(relative(fit->r2, 0.999993745883712), 1e-14);
}

TEST(CalibrationFit, CertifiedQuadraticOfALoadCell) {
  NITER_SOURCE("strd", "Pontius: certified coefficients and deviations of a quadratic");
  std::vector<double> x;
  for (int run = 0; run < 2; ++run) {
    for (int i = 1; i <= 20; ++i) x.push_back(150000.0 * i);
  }
  const std::vector<double> y = {
      .11019,  .21956,  .32949,  .43899,  .54803,  .65694,  .76562,  .87487,  .98292,  1.09146,
      1.20001, 1.30822, 1.41599, 1.52399, 1.63194, 1.73947, 1.84646, 1.95392, 2.06128, 2.16844,
      .11052,  .22018,  .32939,  .43886,  .54798,  .65739,  .76596,  .87474,  .98300,  1.09150,
      1.20004, 1.30818, 1.41613, 1.52408, 1.63159, 1.73965, 1.84696, 1.95445, 2.06177, 2.16829};
  const auto fit = fit_calibration(points(x, y), CurveModel::Quadratic, Weighting::None);
  ASSERT_TRUE(fit);
  EXPECT_LT(relative(fit->coefficients[0], 0.673565789473684e-3), 1e-11);
  EXPECT_LT(relative(fit->coefficients[1], 0.732059160401003e-6), 1e-13);
  EXPECT_LT(relative(fit->coefficients[2], -0.316081871345029e-14), 1e-11);
  EXPECT_LT(relative(std::sqrt(fit->covariance[0][0]), 0.107938612033077e-3), 1e-10);
  EXPECT_LT(relative(std::sqrt(fit->covariance[1][1]), 0.157817399981659e-9), 1e-10);
  EXPECT_LT(relative(std::sqrt(fit->covariance[2][2]), 0.486652849992036e-16), 1e-10);
}

TEST(CalibrationFit, LeveragesAndLeavingOneOut) {
  NITER_IDENTITY("hat values sum to p; r_i/(1 - h_i) is the miss of the fit without point i");
  const std::vector<double> x = {0, 1, 2, 4, 8, 16};
  const std::vector<double> y = {0.02, 0.11, 0.24, 0.41, 0.80, 1.49};
  for (const auto weighting : {Weighting::None, Weighting::Reciprocal}) {
    for (const auto model : {CurveModel::Line, CurveModel::Quadratic}) {
      const auto all = points(x, y);
      const auto fit = fit_calibration(all, model, weighting);
      ASSERT_TRUE(fit);
      EXPECT_NEAR(std::accumulate(fit->leverages.begin(), fit->leverages.end(), 0.0),
                  fit->parameters(), 1e-12);
      auto rest = all;
      rest.erase(rest.begin() + 3);
      const auto without = fit_calibration(rest, model, weighting);
      ASSERT_TRUE(without);
      const double miss = all[3].signal - without->value(all[3].concentration);
      EXPECT_NEAR(miss, fit->residuals[3] / (1 - fit->leverages[3]), 1e-12);
      // the studentised residual is that miss over its own deviation, known without the point
      // (both fits scale their weights to mean 1: back to one unit)
      const double unit = std::sqrt(fit->weights[0] / without->weights[0]);
      const double s = without->scatter * unit;
      EXPECT_NEAR(fit->studentised[3],
                  fit->residuals[3] * std::sqrt(fit->weights[3] / (1 - fit->leverages[3])) / s,
                  1e-10);
    }
  }
}

TEST(CalibrationFit, WeightsAreThoseStated) {
  NITER_IDENTITY("1/c weighs as sigma = sqrt(c), 1/c2 as sigma = c; a common factor is nothing");
  const std::vector<double> x = {1, 2, 5, 10, 20};
  const std::vector<double> y = {0.1, 0.21, 0.48, 1.03, 1.98};
  auto stated = points(x, y);
  for (auto& point : stated) point.sigma = 1e-9 * point.concentration;
  const auto by_sigma = fit_calibration(stated, CurveModel::Line, Weighting::Sigma);
  const auto by_square = fit_calibration(stated, CurveModel::Line, Weighting::ReciprocalSquare);
  ASSERT_TRUE(by_sigma && by_square);
  EXPECT_NEAR(by_sigma->coefficients[1], by_square->coefficients[1], 1e-14);
  EXPECT_NEAR(by_sigma->variance(3), by_square->variance(3), 1e-15);
  EXPECT_NEAR(by_square->weight(10) / by_square->weight(20), 4, 1e-12);
  EXPECT_NEAR(by_square->weight(10), by_square->weights[3], 1e-12);
  for (auto& point : stated) point.sigma = 1;  // far above the scatter: a floor
  const auto floor = fit_calibration(stated, CurveModel::Line, Weighting::Sigma);
  ASSERT_TRUE(floor);
  EXPECT_NEAR(floor->noise, 1, 1e-12);
  EXPECT_LT(floor->scatter, 0.1);
}

TEST(CalibrationFit, SaysWhatItNeeds) {
  NITER_IDENTITY("a line needs three standards at two concentrations, a quadratic four at three");
  EXPECT_FALSE(fit_calibration(points({1, 2}, {1, 2}), CurveModel::Line, Weighting::None));
  EXPECT_FALSE(fit_calibration(points({1, 1, 1}, {1, 2, 3}), CurveModel::Line, Weighting::None));
  EXPECT_FALSE(
      fit_calibration(points({1, 1, 2, 2}, {1, 2, 3, 4}), CurveModel::Quadratic, Weighting::None));
  EXPECT_FALSE(fit_calibration(points({1, 2, 3}, {1, 2, 3}), CurveModel::Line, Weighting::Sigma));
  EXPECT_FALSE(
      fit_calibration(points({-1, 2, 3}, {1, 2, 3}), CurveModel::Line, Weighting::Reciprocal));
}

}  // namespace
}  // namespace niter::analysis
