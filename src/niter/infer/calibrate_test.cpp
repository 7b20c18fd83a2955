#include "niter/infer/calibrate.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::infer {
namespace {

// NIST StRD nonlinear regression, Misra1a: y = b1 (1 - exp(-b2 x)), certified to 11 digits.
constexpr double misra_x[] = {77.6,  114.9, 141.1, 190.8, 239.9, 289.0, 332.8,
                              378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0};
constexpr double misra_y[] = {10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02,
                              44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78};
constexpr double misra_residual_sd = 1.0187876330e-01;

Forward misra() {
  return [](std::span<const double> b) -> Result<std::vector<double>> {
    std::vector<double> y;
    for (const double x : misra_x) y.push_back(b[0] * (1 - std::exp(-std::exp(b[1]) * x)));
    return y;
  };
}

std::vector<Observation> misra_data() {
  std::vector<Observation> data;
  for (const double y : misra_y) data.push_back({"y", y, misra_residual_sd});
  return data;
}

TEST(Calibrate, MeetsTheCertifiedValuesOfMisra1a) {
  NITER_SOURCE("nist_strd", "Misra1a: certified parameters and standard deviations");
  // priors so wide that they do not count; b2 through its logarithm
  const std::vector<Unknown> unknowns = {{"b1", 250, 5e4}, {"ln b2", std::log(5e-4), 1e2}};
  CalibrationOptions options;
  options.starts = 1;
  options.difference_step = 1e-6;
  const auto fit = calibrate(misra, misra_data(), unknowns, options);
  ASSERT_TRUE(fit) << fit.error().text();
  EXPECT_NEAR(fit->parameters[0], 2.3894212918e+02, 1e-4);
  EXPECT_NEAR(std::exp(fit->parameters[1]), 5.5015643181e-04, 1e-9);
  EXPECT_NEAR(fit->posterior_sd[0], 2.7070075241, 1e-2);
  EXPECT_NEAR(fit->posterior_sd[1] * 5.5015643181e-04, 7.2668688436e-06, 5e-8);
  EXPECT_NEAR(fit->chi2_data, 14 - 2, 1e-3);  // residual sd was taken with 12 degrees of freedom
}

TEST(Calibrate, LinearModelHasTheConjugatePosterior) {
  NITER_SOURCE("bishop2006", "eq. 3.50-3.51: posterior of Bayesian linear regression");
  // one observation of a + b with sigma 0.5, unit priors around (1, 2): everything in closed form
  const auto sum = [] {
    return Forward([](std::span<const double> p) -> Result<std::vector<double>> {
      return std::vector<double>{p[0] + p[1]};
    });
  };
  const auto fit = calibrate(sum, {{"sum", 4.0, 0.5}}, {{"a", 1, 1}, {"b", 2, 1}}, {});
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
  const auto broken = [] {
    return Forward([](std::span<const double>) -> Result<std::vector<double>> {
      return fail(Code::NoConvergence, "film ran dry");
    });
  };
  const auto fit = calibrate(broken, {{"y", 1, 1}}, {{"a", 0, 1}}, {});
  ASSERT_FALSE(fit);
  EXPECT_EQ(fit.error().code, Code::NoConvergence);
  EXPECT_NE(fit.error().what.find("film ran dry"), std::string::npos);
}

TEST(Calibrate, FailuresBesideTheOptimumAreStepsNotTaken) {
  NITER_IDENTITY("the optimum of a quadratic does not depend on a forbidden region away from it");
  const auto guarded = [] {
    return Forward([](std::span<const double> p) -> Result<std::vector<double>> {
      if (p[0] > 1.5) return fail(Code::NoConvergence, "outside");
      return std::vector<double>{p[0] * p[0]};
    });
  };
  const auto fit = calibrate(guarded, {{"y", 1, 1e-3}}, {{"a", 0.8, 1}}, {});
  ASSERT_TRUE(fit) << fit.error().text();
  EXPECT_NEAR(fit->parameters[0], 1.0, 1e-3);
}

TEST(Calibrate, StopRequestEndsIt) {
  NITER_IDENTITY("an interrupted calibration has no result");
  std::stop_source source;
  source.request_stop();
  const auto fit = calibrate(misra, misra_data(), {{"b1", 250, 100}, {"b2", -7.5, 1}}, {},
                             {{}, source.get_token()});
  ASSERT_FALSE(fit);
  EXPECT_EQ(fit.error().code, Code::Interrupted);
}

}  // namespace
}  // namespace niter::infer
