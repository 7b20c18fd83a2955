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

TEST(Criteria, PenaltiesOfWellDeterminedParametersAreThoseOfTheTextbook) {
  NITER_SOURCE("burnham2002", "AICc = -2 ln L + 2 K + 2 K (K + 1) / (n - K - 1); BIC");
  // two parameters, ten numbers, priors that do not count
  Calibration fit;
  fit.chi2_data = 8.5;
  fit.directions = {{1e6, true, {}}, {1e5, true, {}}};
  const std::vector<Observation> data(10, {"y", 0, 1});
  const auto c = criteria_of(fit, data, 10);
  ASSERT_TRUE(c.aicc);
  EXPECT_NEAR(*c.aicc, 8.5 + 4 + 12.0 / 7, 1e-6);
  EXPECT_NEAR(c.bic, 8.5 + 2 * std::log(10.0), 1e-6);
  EXPECT_FALSE(criteria_of(fit, data, 2).aicc) << "two numbers cannot judge two parameters";
}

TEST(Criteria, WordsFollowKassAndRaftery) {
  NITER_SOURCE("kass1995", "scale of 2 ln B");
  EXPECT_EQ(strength(1), "not worth more than a bare mention");
  EXPECT_EQ(strength(4), "positive");
  EXPECT_EQ(strength(8), "strong");
  EXPECT_EQ(strength(11), "very strong");
}

}  // namespace
}  // namespace niter::infer
