#include "niter/infer/criteria.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/infer/known_posteriors.hpp"

namespace niter::infer {
namespace {

Problem sum_of_two(double reported) {
  return problem_of(
      [](std::span<const double> p) -> Values { return std::vector<double>{p[0] + p[1]}; },
      {{"sum", reported, 0.5}}, {{"a", 1, 1}, {"b", 2, 1}});
}

TEST(Criteria, EvidenceOfALinearModelIsExact) {
  NITER_IDENTITY("a + b + noise is normal around 3 with variance 1 + 1 + 0.25");
  for (const double reported : {3.0, 4.0, -1.0}) {
    const auto problem = sum_of_two(reported);
    const auto fit = calibrate(problem, {.starts = 1}).value();
    const double exact = -0.5 * std::pow(reported - 3, 2) / 2.25 - 0.5 * std::log(2 * M_PI * 2.25);
    EXPECT_NEAR(criteria_of(fit, problem.data, 1).ln_evidence, exact, 1e-6);
  }
}

TEST(Criteria, EvidenceOfACurvedModelIsNearTheIntegral) {
  NITER_SOURCE("mackay1992", "the evidence by Laplace's method, against quadrature");
  const auto fit = calibrate(skewed(), {.starts = 1}).value();
  double integral = 0;
  for (double p = -8; p < 6; p += 1e-4) {
    const double r = (std::exp(p) - 0.2) / 0.5;
    integral += 1e-4 * std::exp(-r * r / 2 - p * p / 2) / (2 * M_PI * 0.5);
  }
  EXPECT_NEAR(criteria_of(fit, skewed().data, 1).ln_evidence, std::log(integral), 0.2);
}

TEST(Criteria, EffectiveParametersAreTracesOfTheHatMatrix) {
  NITER_SOURCE("mackay1992", "number of well-determined parameters: sum of s^2 / (s^2 + 1)");
  const auto problem = sum_of_two(4);
  const auto c = criteria_of(calibrate(problem, {.starts = 1}).value(), problem.data, 1);
  EXPECT_NEAR(c.effective, 2.0 / (2 + 0.25), 1e-6);
  EXPECT_EQ(c.informed, 1);
}

// Of a calibration with so many parameters that the data alone determine.
Calibration determined(double chi2, int parameters) {
  Calibration fit;
  fit.chi2_data = chi2;
  fit.chi2_prior = 0.7;  // counts in the evidence only
  for (int k = 0; k < parameters; ++k) fit.directions.push_back({1e6, true, {}});
  return fit;
}

TEST(Criteria, PenaltiesOfWellDeterminedParametersAreThoseOfTheTextbook) {
  NITER_SOURCE("burnham2002", "AICc = -2 ln L + 2 K + 2 K (K + 1) / (n - K - 1); BIC");
  // two parameters, ten numbers, priors that do not count
  const std::vector<Observation> data(10, {"y", 0, 1});
  const auto c = criteria_of(determined(8.5, 2), data, 10);
  EXPECT_NEAR(c.aic, 8.5 + 4, 1e-6);
  ASSERT_TRUE(c.aicc);
  EXPECT_NEAR(*c.aicc, 8.5 + 4 + 12.0 / 7, 1e-6);
  EXPECT_NEAR(c.bic, 8.5 + 2 * std::log(10.0), 1e-6);
  EXPECT_NEAR(c.total(), 9.2, 1e-12);
}

TEST(Criteria, FewNumbersCannotJudgeManyParameters) {
  NITER_SOURCE("hurvich1989", "the correction has a pole at n = K + 1");
  const std::vector<Observation> data(4, {"y", 0, 1});
  EXPECT_FALSE(criteria_of(determined(8.5, 2), data, 3).aicc)
      << "three numbers cannot judge two parameters";
  EXPECT_TRUE(criteria_of(determined(8.5, 2), data, 4).aicc);
  // 2.4 parameters of four numbers: not at the pole, but nearer to it than whole parameters come
  auto partly = determined(8.5, 3);
  partly.directions.back().singular_value = std::sqrt(2.0 / 3);
  EXPECT_NEAR(criteria_of(partly, data, 4).effective, 2.4, 1e-6);
  EXPECT_FALSE(criteria_of(partly, data, 4).aicc);
  EXPECT_NEAR(criteria_of(partly, data, 4).aic, 8.5 + 4.8, 1e-6);
}

TEST(Criteria, WorkedExampleOfTheCorrection) {
  NITER_SOURCE("jhwueng2019", "function AICc: n = 5, k = 3, -ln L = -2 give 26");
  const std::vector<Observation> data(5, {"y", 0, 1});
  const auto c = criteria_of(determined(2 * -2, 3), data, 5);
  ASSERT_TRUE(c.aicc);
  EXPECT_NEAR(*c.aicc, 26, 1e-6);
}

// A line through four numbers of unequal sigma; the prior of the slope is as narrow as the data.
Problem line_through(const std::vector<double>& numbers) {
  std::vector<Observation> data;
  for (const double y : numbers)
    data.push_back({"y", y, 0.1 * (1 + static_cast<double>(data.size()))});
  return problem_of(
      [](std::span<const double> p) -> Values {
        return std::vector<double>{p[0], p[0] + p[1], p[0] + 2 * p[1], p[0] + 3 * p[1]};
      },
      data, {{"level", 0, 10}, {"slope", 1, 0.1}});
}

TEST(Criteria, AkaikesPenaltyIsTheOptimismOfTheFit) {
  NITER_SOURCE("maier2013",
               "known sigmas: E(chi2 of new data) - E(chi2 of the fit) = 2 sum d fit_i / d y_i");
  const std::vector<double> y = {0.3, 1.1, 2.6, 2.9};
  const auto problem = line_through(y);
  const auto fit = calibrate(problem, {.starts = 1}).value();
  double followed = 0;  // how far predictions follow the number they are fitted to
  for (std::size_t i = 0; i < y.size(); ++i) {
    auto moved = y;
    moved[i] += 0.5;
    followed += (calibrate(line_through(moved), {.starts = 1}).value().predictions[i] -
                 fit.predictions[i]) /
                0.5;
  }
  const auto c = criteria_of(fit, problem.data, y.size());
  EXPECT_NEAR(c.effective, followed, 1e-6);
  EXPECT_GT(followed, 1.2);
  EXPECT_LT(followed, 1.8);  // the narrow prior takes part
  EXPECT_NEAR(c.aic - c.chi2_data, 2 * followed, 1e-6);
}

TEST(Criteria, WordsFollowKassAndRaftery) {
  NITER_SOURCE("kass1995", "scale of 2 ln B: 0 to 2, 2 to 6, 6 to 10, above");
  const auto bare = "not worth more than a bare mention";
  for (const double x : {0.0, 1.99}) EXPECT_EQ(strength(x), bare);
  for (const double x : {2.01, 5.99}) EXPECT_EQ(strength(x), "positive");
  for (const double x : {6.01, 9.99}) EXPECT_EQ(strength(x), "strong");
  for (const double x : {10.01, 300.0}) EXPECT_EQ(strength(x), "very strong");
}

}  // namespace
}  // namespace niter::infer
