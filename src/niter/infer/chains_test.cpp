#include "niter/infer/chains.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"

namespace niter::infer {
namespace {

// x(t + 1) = rho x(t) + e(t), stationary with variance 1.
Chains autoregressive(double rho, std::size_t walkers, std::size_t length, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::normal_distribution<double> normal;
  Chains out(walkers);
  for (auto& chain : out) {
    double x = normal(generator);
    for (std::size_t t = 0; t < length; ++t) {
      chain.push_back(x);
      x = rho * x + std::sqrt(1 - rho * rho) * normal(generator);
    }
  }
  return out;
}

TEST(Chains, AutocorrelationTimeOfAnAutoregressiveProcess) {
  NITER_IDENTITY("rho(t) = rho^t sums to (1 + rho) / (1 - rho)");
  // the error of the estimate is tau sqrt(2 (2 M + 1) / N) with a window of M = 5 tau steps
  EXPECT_NEAR(autocorrelation_time(autoregressive(0.0, 8, 20000, 1)), 1, 0.05);
  EXPECT_NEAR(autocorrelation_time(autoregressive(0.5, 8, 20000, 2)), 3, 0.2);
  EXPECT_NEAR(autocorrelation_time(autoregressive(0.8, 8, 20000, 3)), 9, 1);
}

TEST(Chains, SampleSizeIsTheCountOverTheAutocorrelationTime) {
  NITER_IDENTITY("(1 + rho) / (1 - rho) steps of an AR(1) process are worth one");
  for (const double rho : {0.0, 0.5, 0.8}) {
    const auto chains = autoregressive(rho, 8, 4000, 5);
    const double worth = 8 * 4000 * (1 - rho) / (1 + rho);
    EXPECT_NEAR(bulk_sample_size(chains) / worth, 1, 0.1) << rho;
  }
}

TEST(Chains, TailSampleSizeOfIndependentDrawsIsTheirCount) {
  NITER_IDENTITY("indicators of independent draws are independent");
  EXPECT_NEAR(tail_sample_size(autoregressive(0, 8, 4000, 6)) / (8 * 4000), 1, 0.1);
  EXPECT_LT(tail_sample_size(autoregressive(0.95, 8, 4000, 6)), 8 * 4000 / 10);
}

TEST(Chains, RHatTellsChainsThatDisagree) {
  NITER_SOURCE("vehtari2021",
               "R-hat of chains that differ in place, in scale, and in their halves");
  auto same = autoregressive(0.3, 4, 1000, 7);
  EXPECT_NEAR(r_hat(same), 1, 0.005);
  auto shifted = same, wider = same, drifting = same;
  for (auto& x : shifted[2]) x += 1;
  for (auto& x : wider[1]) x *= 4;
  for (auto& chain : drifting) {
    for (std::size_t t = 500; t < 1000; ++t) chain[t] += 1;
  }
  EXPECT_GT(r_hat(shifted), 1.05);
  EXPECT_GT(r_hat(wider), 1.05) << "the same mean, another width";
  EXPECT_GT(r_hat(drifting), 1.05) << "every chain drifts alike";
}

TEST(Chains, RHatOfTwoShiftedNormalsInClosedForm) {
  NITER_IDENTITY("sqrt(1 + variance of the chain means / variance within)");
  // ranks of widely separated chains: the deviates of the lower and of the upper half of a normal,
  // +-sqrt(2/pi) on average with variance 1 - 2/pi within; two halves of each chain
  auto apart = autoregressive(0, 2, 4000, 8);
  for (auto& x : apart[1]) x += 100;
  const double between = (2 / M_PI) * 4 / 3, within = 1 - 2 / M_PI;
  EXPECT_NEAR(r_hat(apart), std::sqrt(1 + between / within), 0.01);
}

TEST(Chains, ShortOrStandingChainsHaveNoNumbers) {
  NITER_IDENTITY("nothing is said about nothing");
  const Chains standing(4, std::vector<double>(100, 1.5));
  const Chains brief(4, {1.0, 2.0, 3.0});
  for (const auto& chains : {standing, brief, Chains()}) {
    EXPECT_TRUE(std::isnan(autocorrelation_time(chains)));
    EXPECT_TRUE(std::isnan(r_hat(chains)));
    EXPECT_TRUE(std::isnan(bulk_sample_size(chains)));
    EXPECT_TRUE(std::isnan(tail_sample_size(chains)));
  }
}

TEST(Chains, NormalDeviateInvertsTheDistribution) {
  NITER_IDENTITY("Phi(deviate(p)) = p");
  for (const double p : {1e-8, 1e-4, 0.01, 0.1, 0.31, 0.5, 0.77, 0.999, 1 - 1e-6}) {
    const double x = normal_deviate(p);
    EXPECT_NEAR(std::erfc(-x / std::sqrt(2.0)) / 2 / p, 1, 1e-5) << p;
  }
}

}  // namespace
}  // namespace niter::infer
