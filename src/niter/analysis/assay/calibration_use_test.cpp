#include "niter/analysis/assay/calibration_use.hpp"

#include <cmath>
#include <random>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

CalibrationFit line(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<CalibrationPoint> points;
  for (std::size_t i = 0; i < x.size(); ++i) points.push_back({x[i], y[i]});
  return fit_calibration(points, CurveModel::Line, Weighting::None).value();
}

TEST(CalibrationUse, IntervalsOfAThermometerByFieller) {
  NITER_SOURCE("greenwell2014",
               "graybill1994, p. 431: 103.995 in 103.4 to 104.6; 100.1 in 99.63 to 100.59 (90 %)");
  const auto fit = line({96, 98, 100, 102, 104, 106, 108, 110},
                        {95.71, 98.16, 99.52, 102.09, 103.79, 106.18, 108.14, 110.21});
  const auto warm = predict(fit, {.value = 104}, 0.95);
  ASSERT_TRUE(warm);
  EXPECT_NEAR(warm->value, 103.995, 5e-4);
  EXPECT_NEAR(warm->low, 103.4, 0.05);
  EXPECT_NEAR(warm->high, 104.6, 0.05);
  const auto cool = predict(fit, {.value = 100}, 0.90);
  ASSERT_TRUE(cool);
  EXPECT_NEAR(cool->low, 99.63, 0.005);
  EXPECT_NEAR(cool->high, 100.59, 0.005);
}

TEST(CalibrationUse, MeanResponseOfAReactionChamber) {
  NITER_SOURCE("greenwell2014", "graybill1994, p. 433: 66.5 in 65.07 to 68.03 (99 %)");
  const auto fit = line(
      {0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100},
      {206.36, 225.52, 252.18, 289.33, 318.11, 349.49, 383.03, 410.70, 444.40, 469.14, 501.16});
  const auto dial = predict(fit, {.value = 400, .readings = 0}, 0.99);
  ASSERT_TRUE(dial);
  EXPECT_NEAR(dial->value, 66.5, 0.05);
  EXPECT_NEAR(dial->low, 65.07, 0.005);
  EXPECT_NEAR(dial->high, 68.03, 0.005);
}

TEST(CalibrationUse, HandbookOfChemometrics) {
  NITER_SOURCE("massart1997", "ch. 8, example: 6.1 +- 4.9, 43.9 +- 4.9, five readings 43.9 +- 3.2");
  const auto fit = line({0, 10, 20, 30, 40, 50}, {4, 21.2, 44.6, 61.8, 78, 105.2});
  const auto half = [](const Prediction& p) { return p.delta_high - p.value; };
  const auto low = predict(fit, {.value = 15}, 0.95);
  const auto high = predict(fit, {.value = 90}, 0.95);
  const auto five = predict(fit, {.value = 90, .readings = 5}, 0.95);
  ASSERT_TRUE(low && high && five);
  EXPECT_NEAR(low->value, 6.1, 0.05);
  EXPECT_NEAR(half(*low), 4.9, 0.05);
  EXPECT_NEAR(high->value, 43.9, 0.05);
  EXPECT_NEAR(half(*high), 4.9, 0.05);
  EXPECT_NEAR(half(*five), 3.2, 0.05);
}

TEST(CalibrationUse, WeightedHandbookExample) {
  NITER_SOURCE("massart1997", "p. 200: 5.9 +- 2.5 (weight 1.67) and 44.1 +- 7.9 (weight 0.145)");
  // means of five readings; the deviations printed give the weights of the table
  const std::vector<double> s = {0.71, 0.84, 0.89, 1.64, 2.24, 3.03};
  const std::vector<double> y = {4, 21.2, 44.6, 61.8, 78, 105.2};
  std::vector<CalibrationPoint> points;
  double mean = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    points.push_back({10.0 * static_cast<double>(i), y[i], s[i]});
    mean += 1 / (s[i] * s[i]) / 6;
  }
  const auto fit = fit_calibration(points, CurveModel::Line, Weighting::Sigma);
  ASSERT_TRUE(fit);
  // a reading of that weight: variance scatter2/weight, the weights here being scaled to mean 1
  const auto sigma = [&](double weight) { return fit->scatter / std::sqrt(weight / mean); };
  const auto low = predict(*fit, {.value = 15, .sigma = sigma(1.67)}, 0.95);
  const auto high = predict(*fit, {.value = 90, .sigma = sigma(0.145)}, 0.95);
  ASSERT_TRUE(low && high);
  EXPECT_NEAR(low->value, 5.9, 0.05);
  EXPECT_NEAR(low->delta_high - low->value, 2.5, 0.05);
  EXPECT_NEAR(high->value, 44.1, 0.05);
  EXPECT_NEAR(high->delta_high - high->value, 7.9, 0.06);
}

TEST(CalibrationUse, LimitsOfTheStandard) {
  NITER_SOURCE("din32645",
               "example: 0.07 (0.0698) critical, 0.14 by its rule of twice that, 0.212");
  const auto fit = line({0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5},
                        {3060, 3522, 3707, 4280, 5058, 5510, 5703, 6205, 7156, 7178});
  const auto limits = detection_limits(fit, {}, {.alpha = 0.01});
  ASSERT_TRUE(limits);
  EXPECT_NEAR(limits->critical, 0.0698, 5e-5);
  EXPECT_NEAR(2 * limits->critical, 0.14, 0.005);
  EXPECT_NEAR(limits->quantification, 0.212, 5e-4);
  const auto read = predict(fit, {.value = 3500}, 0.99);
  ASSERT_TRUE(read);
  EXPECT_NEAR(read->delta_high - read->value, 0.07434, 5e-6);
}

TEST(CalibrationUse, DetectionWithTheIntervalAtTheLimitItself) {
  NITER_SOURCE("chemcal",
               "lod(din32645): 0.0866 at 5 % for both errors (by a minimiser good to 1e-4)");
  const auto fit = line({0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5},
                        {3060, 3522, 3707, 4280, 5058, 5510, 5703, 6205, 7156, 7178});
  EXPECT_NEAR(detection_limits(fit, {}, {})->detection, 0.08655484, 1e-5);
}

TEST(CalibrationUse, ShortLimitsComeFromBlanksWhereThereAre) {
  NITER_SOURCE("currie1995", "sec. 3.7: detection at 3.3 sigma, quantification at 10 sigma");
  const auto fit = line({0, 1, 2, 3}, {0.1, 0.31, 0.49, 0.7});
  const std::vector<double> blanks = {0.09, 0.10, 0.11};
  const auto limits = detection_limits(fit, blanks, {});
  ASSERT_TRUE(limits);
  EXPECT_TRUE(limits->from_blanks);
  EXPECT_NEAR(limits->lod_simple, 3.3 * 0.01 / fit.coefficients[1], 1e-12);
  EXPECT_NEAR(limits->loq_simple, 10 * 0.01 / fit.coefficients[1], 1e-12);
  EXPECT_FALSE(detection_limits(fit, {}, {})->from_blanks);
}

TEST(CalibrationUse, StandardAdditionCrossesTheAxis) {
  NITER_SOURCE("harvey2016",
               "problem 5.9: 0.5955 + 0.009713 x, scatter 0.00155, crossing 61.31, 12.3 ppb");
  const std::vector<double> x = {0, 60, 120, 180};
  const std::vector<double> y = {0.119 * 5.0, 0.231 * 5.1, 0.339 * 5.2, 0.442 * 5.3};
  std::vector<CalibrationPoint> points;
  for (std::size_t i = 0; i < x.size(); ++i) points.push_back({x[i], y[i]});
  const auto sample = standard_addition(points, 0.95);
  ASSERT_TRUE(sample);
  EXPECT_NEAR(sample->value, 61.31, 0.005);
  // hibbert2023, 1.150, with the numbers printed there: y_mean 1.46975, Sxx 18000
  const double b = 0.009713;
  const double expected = 0.00155 / b * std::sqrt(1 / 4.0 + 1.46975 * 1.46975 / (b * b * 18000));
  EXPECT_NEAR(sample->sigma / expected, 1, 0.005);
  EXPECT_LT(sample->low, sample->delta_low + 0.05);
  EXPECT_GT(sample->high, sample->value);
}

TEST(CalibrationUse, IntervalsHoldTheTruthAtTheStatedRate) {
  NITER_IDENTITY("of 2000 calibrations and unknowns 95 % of the Fieller intervals hold the truth");
  std::mt19937 random(11);
  std::normal_distribution<double> noise(0, 0.02);
  int held = 0;
  for (int set = 0; set < 2000; ++set) {
    std::vector<CalibrationPoint> made;
    for (int i = 0; i < 6; ++i) {
      made.push_back({1.0 * i, 0.05 + 0.2 * i - 0.008 * i * i + noise(random)});
    }
    const auto fit = fit_calibration(made, CurveModel::Quadratic, Weighting::None);
    const double truth = 2.3;
    const double signal = 0.05 + 0.2 * truth - 0.008 * truth * truth + noise(random);
    const auto read = predict(*fit, {.value = signal}, 0.95);
    ASSERT_TRUE(read) << read.error().text();
    held += read->low <= truth && truth <= read->high;
  }
  EXPECT_NEAR(held, 1900, 30);
}

TEST(CalibrationUse, ACurveThatIsHardlyKnownBoundsNothing) {
  NITER_SOURCE("greenwell2014", "a slope that does not differ from zero gives no finite interval");
  const auto fit = line({0, 1, 2, 3, 4}, {1.0, 1.3, 0.9, 1.2, 1.15});
  const auto read = predict(fit, {.value = 1.2}, 0.95);
  ASSERT_TRUE(read);
  EXPECT_TRUE(std::isinf(read->low) || std::isinf(read->high));
  EXPECT_FALSE(detection_limits(fit, {}, {}));
}

}  // namespace
}  // namespace niter::analysis
