#include "niter/infer/calibrate.hpp"

#include <atomic>
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/infer/known_posteriors.hpp"

namespace niter::infer {
namespace {

// NIST StRD nonlinear regression, Misra1a: y = b1 (1 - exp(-b2 x)), certified to 11 digits.
constexpr double misra_x[] = {77.6,  114.9, 141.1, 190.8, 239.9, 289.0, 332.8,
                              378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0};
constexpr double misra_y[] = {10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02,
                              44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78};
constexpr double misra_residual_sd = 1.0187876330e-01;

// The model with its derivatives, or without: then differences are taken.
enum class Derivatives { Exact, None };

Problem misra(Derivatives derivatives) {
  const auto forward = [derivatives](std::span<const double> b,
                                     Wanted wanted) -> Result<Prediction> {
    Prediction out;
    const double b2 = std::exp(b[1]);
    for (const double x : misra_x) {
      const double left = std::exp(-b2 * x);
      out.values.push_back(b[0] * (1 - left));
      if (derivatives == Derivatives::None || wanted == Wanted::Values) continue;
      out.jacobian.push_back(1 - left);
      out.jacobian.push_back(b[0] * left * b2 * x);
    }
    return out;
  };
  std::vector<Observation> data;
  for (const double y : misra_y) data.push_back({"y", y, misra_residual_sd});
  // priors so wide that they do not count; b2 through its logarithm
  return {[forward] { return Forward(forward); },
          data,
          {{"b1", 250, 5e4}, {"ln b2", std::log(5e-4), 1e2}}};
}

class Certified : public ::testing::TestWithParam<Derivatives> {};

TEST_P(Certified, ValuesOfMisra1aAreMet) {
  NITER_SOURCE("nist_strd", "Misra1a: certified parameters and standard deviations");
  CalibrationOptions options;
  options.starts = 1;
  options.difference_step = 1e-6;
  const auto fit = calibrate(misra(GetParam()), options);
  ASSERT_TRUE(fit) << fit.error().text();
  EXPECT_NEAR(fit->parameters[0], 2.3894212918e+02, 1e-4);
  EXPECT_NEAR(std::exp(fit->parameters[1]), 5.5015643181e-04, 1e-9);
  EXPECT_NEAR(fit->posterior_sd[0], 2.7070075241, 1e-2);
  EXPECT_NEAR(fit->posterior_sd[1] * 5.5015643181e-04, 7.2668688436e-06, 5e-8);
  EXPECT_NEAR(fit->chi2_data, 14 - 2, 1e-3);  // residual sd was taken with 12 degrees of freedom
}

INSTANTIATE_TEST_SUITE_P(Derivatives, Certified,
                         ::testing::Values(Derivatives::Exact, Derivatives::None),
                         [](const auto& row) {
                           return row.param == Derivatives::Exact ? "Exact" : "Differences";
                         });

TEST(Calibrate, AsksForNoDifferencesOfAModelThatKnowsItsDerivatives) {
  NITER_IDENTITY("a Jacobian asked for and given costs one call");
  std::atomic<int> plain = 0, derived = 0;
  auto counted = misra(Derivatives::Exact);
  counted.make_forward = [&, make = counted.make_forward] {
    return Forward([&, forward = make()](std::span<const double> b, Wanted wanted) {
      ++(wanted == Wanted::Jacobian ? derived : plain);
      return forward(b, wanted);
    });
  };
  ASSERT_TRUE(calibrate(counted, {.starts = 1}));
  EXPECT_GT(derived, 3);
  EXPECT_LT(plain, 30) << "two parameters by central differences would cost four calls a step";
}

TEST(Calibrate, LinearModelHasTheConjugatePosterior) {
  NITER_SOURCE("bishop2006", "eq. 3.50-3.51: posterior of Bayesian linear regression");
  // one observation of a + b with sigma 0.5, unit priors around (1, 2): everything in closed form
  const auto sum = problem_of(
      [](std::span<const double> p) -> Values { return std::vector<double>{p[0] + p[1]}; },
      {{"sum", 4.0, 0.5}}, {{"a", 1, 1}, {"b", 2, 1}});
  const auto fit = calibrate(sum, {});
  ASSERT_TRUE(fit) << fit.error().text();
  const double gain = 1 / (2 + 0.25);
  EXPECT_NEAR(fit->parameters[0], 1 + gain, 1e-6);
  EXPECT_NEAR(fit->parameters[1], 2 + gain, 1e-6);
  EXPECT_NEAR(fit->covariance[0], 1 - gain, 1e-6);
  EXPECT_NEAR(fit->covariance[1], -gain, 1e-6);
  // the sum is informed, the difference is not
  ASSERT_EQ(fit->directions.size(), 2U);
  EXPECT_NEAR(fit->directions[0].singular_value, std::sqrt(2.0) / 0.5, 1e-6);
  EXPECT_TRUE(fit->directions[0].informed);
  EXPECT_NEAR(fit->directions[1].singular_value, 0, 1e-9);
  EXPECT_FALSE(fit->directions[1].informed);
}

TEST(Calibrate, ForwardThatAlwaysFailsIsAnErrorWithItsReason) {
  NITER_IDENTITY("a failed solve is an error, never a number");
  const auto broken = problem_of(
      [](std::span<const double>) -> Values { return fail(Code::NoConvergence, "film ran dry"); },
      {{"y", 1, 1}}, {{"a", 0, 1}});
  const auto fit = calibrate(broken, {});
  ASSERT_FALSE(fit);
  EXPECT_EQ(fit.error().code, Code::NoConvergence);
  EXPECT_NE(fit.error().what.find("film ran dry"), std::string::npos);
}

TEST(Calibrate, FailuresBesideTheOptimumAreStepsNotTaken) {
  NITER_IDENTITY("the optimum of a quadratic does not depend on a forbidden region away from it");
  const auto guarded = problem_of(
      [](std::span<const double> p) -> Values {
        if (p[0] > 1.5) return fail(Code::NoConvergence, "outside");
        return std::vector<double>{p[0] * p[0]};
      },
      {{"y", 1, 1e-3}}, {{"a", 0.8, 1}});
  const auto fit = calibrate(guarded, {});
  ASSERT_TRUE(fit) << fit.error().text();
  EXPECT_NEAR(fit->parameters[0], 1.0, 1e-3);
}

TEST(Calibrate, ResultDoesNotDependOnTheThreads) {
  NITER_IDENTITY("starts are fixed by the seed, forward functions by their parameters");
  for (const int threads : {1, 2, 5}) {
    const auto fit = calibrate(misra(Derivatives::None), {.starts = 4, .threads = threads});
    const auto one = calibrate(misra(Derivatives::None), {.starts = 4, .threads = 1});
    ASSERT_TRUE(fit && one);
    EXPECT_EQ(fit->parameters, one->parameters);
    EXPECT_EQ(fit->covariance, one->covariance);
  }
}

TEST(Calibrate, StopRequestEndsIt) {
  NITER_IDENTITY("an interrupted calibration has no result");
  std::stop_source source;
  source.request_stop();
  const auto fit = calibrate(misra(Derivatives::None), {}, {{}, source.get_token()});
  ASSERT_FALSE(fit);
  EXPECT_EQ(fit.error().code, Code::Interrupted);
}

}  // namespace
}  // namespace niter::infer
