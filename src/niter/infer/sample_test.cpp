#include "niter/infer/sample.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::infer {
namespace {

TEST(SamplePosterior, LinearModelHasTheConjugateMoments) {
  NITER_SOURCE("bishop2006", "eq. 3.50-3.51: posterior of Bayesian linear regression");
  const auto sum = [] {
    return Forward([](std::span<const double> p) -> Result<std::vector<double>> {
      return std::vector<double>{p[0] + p[1]};
    });
  };
  const std::vector<Observation> data = {{"sum", 4.0, 0.5}};
  const std::vector<Unknown> unknowns = {{"a", 1, 1}, {"b", 2, 1}};
  const auto fit = calibrate(sum, data, unknowns, {});
  ASSERT_TRUE(fit);
  SampleOptions options;
  options.draws = 4000;
  options.thin = 10;
  const auto sample = sample_posterior(sum, data, unknowns, *fit, options);
  ASSERT_TRUE(sample) << sample.error().text();
  double mean = 0, variance = 0, cross = 0;
  for (const auto& p : sample->draws) mean += p[0] / 4000;
  for (const auto& p : sample->draws) variance += std::pow(p[0] - mean, 2) / 4000;
  for (const auto& p : sample->draws) cross += (p[0] - 1 - 1 / 2.25) * (p[1] - 2 - 1 / 2.25) / 4000;
  const double gain = 1 / 2.25;
  EXPECT_NEAR(mean, 1 + gain, 0.05);
  EXPECT_NEAR(variance, 1 - gain, 0.05);
  EXPECT_NEAR(cross, -gain, 0.05);
  EXPECT_GT(sample->acceptance, 0.2);
  EXPECT_LT(sample->acceptance, 0.6);
  EXPECT_NEAR(sample->between_chains, 1, 0.02);
}

TEST(SamplePosterior, CurvedModelFollowsTheTruePosteriorWhereLaplaceDoesNot) {
  NITER_IDENTITY("median of the posterior by direct quadrature");
  // y = exp(p): the posterior of p is skewed; its median by quadrature on a fine grid
  const auto curved = [] {
    return Forward([](std::span<const double> p) -> Result<std::vector<double>> {
      return std::vector<double>{std::exp(p[0])};
    });
  };
  const std::vector<Observation> data = {{"y", 0.2, 0.5}};
  const std::vector<Unknown> unknowns = {{"p", 0, 1}};
  const auto density = [](double p) {
    return std::exp(-0.5 * (std::pow((std::exp(p) - 0.2) / 0.5, 2) + p * p));
  };
  double total = 0, median = -8;
  for (double p = -8; p < 4; p += 1e-4) total += density(p);
  for (double sum = 0; sum < total / 2; median += 1e-4) sum += density(median);

  const auto fit = calibrate(curved, data, unknowns, {});
  ASSERT_TRUE(fit);
  SampleOptions options;
  options.draws = 8000;
  options.thin = 5;
  const auto sample = sample_posterior(curved, data, unknowns, *fit, options);
  ASSERT_TRUE(sample);
  std::vector<double> p;
  for (const auto& draw : sample->draws) p.push_back(draw[0]);
  std::nth_element(p.begin(), p.begin() + 4000, p.end());
  EXPECT_NEAR(p[4000], median, 0.05);
  EXPECT_GT(std::abs(fit->parameters[0] - median), 0.07)
      << "the test would not tell Laplace from the truth";
}

TEST(SamplePosterior, NeverKeepsWhatTheModelCannotSolve) {
  NITER_IDENTITY("a failed solve has no posterior density");
  const auto guarded = [] {
    return Forward([](std::span<const double> p) -> Result<std::vector<double>> {
      if (p[0] < 0) return fail(Code::NoConvergence, "outside");
      return std::vector<double>{p[0]};
    });
  };
  const std::vector<Observation> data = {{"y", 0.3, 1}};
  const std::vector<Unknown> unknowns = {{"p", 0.5, 1}};
  const auto fit = calibrate(guarded, data, unknowns, {});
  ASSERT_TRUE(fit);
  const auto sample = sample_posterior(guarded, data, unknowns, *fit, {});
  ASSERT_TRUE(sample);
  EXPECT_GT(sample->failed_solves, 0);
  for (const auto& draw : sample->draws) EXPECT_GE(draw[0], 0);
}

}  // namespace
}  // namespace niter::infer
