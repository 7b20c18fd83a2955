#include "niter/infer/ensemble.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/infer/ensemble_text.hpp"
#include "niter/infer/known_posteriors.hpp"
#include "niter/infer/sample.hpp"

namespace niter::infer {
namespace {

// A whole run, as a caller does it.
Result<PosteriorSample> sampled(const Problem& problem, const SampleOptions& options) {
  NITER_TRY(const auto fit, calibrate(problem, {.starts = 1, .difference_step = 1e-6}));
  NITER_TRY(auto ensemble, start_ensemble(problem, fit, options));
  NITER_OK(advance(ensemble, problem, options.samples, options.threads));
  return sample_of(ensemble, problem.unknowns);
}

double mean(const PosteriorSample& sample,
            const std::function<double(const std::vector<double>&)>& of) {
  double sum = 0;
  for (const auto& p : sample.draws) sum += of(p);
  return sum / static_cast<double>(sample.draws.size());
}

// With the response surface, and by the ensemble moves alone.
class Sampler : public ::testing::TestWithParam<double> {
 protected:
  static SampleOptions options(int samples, int thin) {
    SampleOptions out;
    out.samples = samples;
    out.surface_share = GetParam();
    out.thin = GetParam() > 0 ? 1 : thin;
    out.burn = GetParam() > 0 ? 10 : 200;
    out.threads = 1;
    return out;
  }
};

TEST_P(Sampler, CorrelatedNormalHasItsMeanCovarianceAndTails) {
  NITER_SOURCE("bishop2006", "eq. 3.50-3.51: posterior of Bayesian linear regression");
  const auto problem = CorrelatedNormal().problem();
  const auto fit = calibrate(problem, {.starts = 1});  // exact: the model is linear
  ASSERT_TRUE(fit);
  const auto sample = sampled(problem, options(2400, 15));
  ASSERT_TRUE(sample) << sample.error().text();
  const double error = 4 / std::sqrt(std::min(sample->bulk_size, sample->tail_size));
  EXPECT_LT(error, 0.35) << sample->verdict;
  const int n = CorrelatedNormal::size;
  for (std::size_t i = 0; i < n; ++i) {
    const double sd = fit->posterior_sd[i], centre = fit->parameters[i];
    EXPECT_NEAR(sample->marginals[i].mean, centre, error * sd) << i;
    EXPECT_NEAR(sample->marginals[i].sd / sd, 1, error) << i;
    const double beyond = mean(*sample, [&](const auto& p) {
      return std::abs(p[i] - centre) > 1.959964 * sd ? 1.0 : 0.0;
    });
    EXPECT_NEAR(beyond, 0.05, error * std::sqrt(0.05 * 0.95)) << i;
    const std::size_t k = (i + 1) % n;
    const double covariance =
        mean(*sample, [&](const auto& p) { return (p[i] - centre) * (p[k] - fit->parameters[k]); });
    EXPECT_NEAR(covariance, fit->covariance[i * n + k], error * sd * fit->posterior_sd[k]) << i;
  }
}

TEST_P(Sampler, BananaHasItsMarginals) {
  NITER_IDENTITY("moments of exp(-x^2 / 2 - x^4 / (2 (S^2 + s^2))) by quadrature");
  double total = 0, square = 0, far = 0;
  for (double x = -6; x < 6; x += 1e-3) {
    const double density = std::exp(-x * x / 2 - std::pow(x, 4) / (2 * 9.01));
    total += density;
    square += x * x * density;
    far += std::abs(x) > 1.6 ? density : 0;
  }
  const auto sample = sampled(banana(), options(4000, 10));
  ASSERT_TRUE(sample) << sample.error().text();
  const double error = 4 / std::sqrt(sample->bulk_size);
  EXPECT_LT(error, 0.35) << sample->verdict;
  EXPECT_NEAR(mean(*sample, [](const auto& p) { return p[0]; }), 0, error);
  EXPECT_NEAR(mean(*sample, [](const auto& p) { return p[0] * p[0]; }), square / total, error);
  EXPECT_NEAR(mean(*sample, [](const auto& p) { return p[1]; }), square / total * 9 / 9.01, error);
  EXPECT_NEAR(mean(*sample, [](const auto& p) { return std::abs(p[0]) > 1.6 ? 1.0 : 0.0; }),
              far / total, error * 0.3);
}

TEST_P(Sampler, SkewedPosteriorIsFollowedWhereLaplaceIsNot) {
  NITER_IDENTITY("median of the posterior by direct quadrature");
  const auto density = [](double p) {
    return std::exp(-0.5 * (std::pow((std::exp(p) - 0.2) / 0.5, 2) + p * p));
  };
  double total = 0, median = -8;
  for (double p = -8; p < 4; p += 1e-4) total += density(p);
  for (double sum = 0; sum < total / 2; median += 1e-4) sum += density(median);
  const auto fit = calibrate(skewed(), {});
  const auto sample = sampled(skewed(), options(4000, 5));
  ASSERT_TRUE(fit && sample);
  const double below = mean(*sample, [&](const auto& p) { return p[0] < median ? 1.0 : 0.0; });
  EXPECT_NEAR(below, 0.5, 2 / std::sqrt(sample->bulk_size));
  EXPECT_GT(std::abs(fit->parameters[0] - median), 0.07)
      << "the test would not tell Laplace from the truth";
}

TEST_P(Sampler, WhatTheModelCannotSolveHasNoDensity) {
  NITER_IDENTITY("uniform density on the unit square");
  const auto sample = sampled(bounded(2, 1e3), options(4000, 10));
  ASSERT_TRUE(sample) << sample.error().text();
  EXPECT_GT(sample->failed_solves, 0);
  const double error = 4 / std::sqrt(sample->bulk_size);
  EXPECT_LT(error, 0.35) << sample->verdict;
  for (const auto& p : sample->draws) {
    ASSERT_GT(*std::ranges::min_element(p), 0);
    ASSERT_LT(*std::ranges::max_element(p), 1);
  }
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(sample->marginals[i].mean, 0.5, error / std::sqrt(12));
    EXPECT_NEAR(sample->marginals[i].sd, 1 / std::sqrt(12), error / std::sqrt(12));
    EXPECT_NEAR(mean(*sample, [&](const auto& p) { return p[i] < 0.05 ? 1.0 : 0.0; }), 0.05,
                error * 0.22);
  }
}

INSTANTIATE_TEST_SUITE_P(Moves, Sampler, ::testing::Values(0.8, 0.0), [](const auto& row) {
  return row.param > 0 ? "WithSurface" : "EnsembleAlone";
});

TEST(Ensemble, SurfaceMakesDrawsNearlyIndependent) {
  NITER_IDENTITY("of a linear model the surface is exact but for its levelled tails");
  SampleOptions options;
  options.samples = 1440;
  options.thin = 1;
  options.threads = 1;
  const auto sample = sampled(CorrelatedNormal().problem(), options);
  ASSERT_TRUE(sample);
  EXPECT_GT(sample->surface_moves.share(), 0.9);
  EXPECT_LT(sample->autocorrelation_time, 3);
  EXPECT_NE(sample->trust, Trust::Nothing) << sample->verdict;
}

TEST(Ensemble, DependsOnTheSeedAndNotOnTheThreads) {
  NITER_IDENTITY("streams belong to walkers and generations");
  const auto text = [](unsigned seed, int threads) {
    const auto fit = calibrate(banana(), {.starts = 1}).value();
    SampleOptions options;
    options.seed = seed;
    options.threads = threads;
    auto ensemble = start_ensemble(banana(), fit, options).value();
    EXPECT_TRUE(advance(ensemble, banana(), 160, threads));
    return to_text(ensemble);
  };
  const auto one = text(1, 1);
  EXPECT_EQ(one, text(1, 2));
  EXPECT_EQ(one, text(1, 3));
  EXPECT_NE(one, text(2, 1));
}

TEST(Ensemble, StoppedAtAnyMomentItGoesOnAsIfNothingHadHappened) {
  NITER_IDENTITY("stop, write, read, go on: bit for bit the uninterrupted run");
  const auto fit = calibrate(banana(), {.starts = 1}).value();
  const auto begun = start_ensemble(banana(), fit, {.threads = 1}).value();
  auto whole = begun;
  ASSERT_TRUE(advance(whole, banana(), 400, 1));

  for (const int calls : {1, 7, 150, 701}) {
    // a forward function that asks for the stop in the middle of a generation
    std::stop_source source;
    int left = calls;
    auto stopping = banana();
    stopping.make_forward = [&, make = banana().make_forward] {
      return Forward([&, plain = make()](std::span<const double> p, Wanted wanted) {
        if (--left == 0) source.request_stop();
        return plain(p, wanted);
      });
    };
    auto ensemble = begun;
    const auto ended = advance(ensemble, stopping, 400, 1, {{}, source.get_token()});
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().code, Code::Interrupted);
    auto again = ensemble_from_text(to_text(ensemble), "state.json");
    ASSERT_TRUE(again) << again.error().text();
    ASSERT_TRUE(check_belongs(*again, banana(), 1));
    ASSERT_TRUE(advance(*again, banana(), 400, 1));
    EXPECT_EQ(to_text(*again), to_text(whole)) << calls;
  }
}

TEST(Ensemble, GrowsWhenMoreSamplesAreWanted) {
  NITER_IDENTITY("the first draws of a longer run are those of the shorter");
  const auto fit = calibrate(banana(), {.starts = 1}).value();
  auto ensemble = start_ensemble(banana(), fit, {.threads = 1}).value();
  ASSERT_TRUE(advance(ensemble, banana(), 80, 1));
  const auto first = ensemble.kept;
  EXPECT_EQ(ensemble.samples(), 80U);
  ASSERT_TRUE(advance(ensemble, banana(), 161, 1));
  EXPECT_EQ(ensemble.samples(), 168U) << "whole generations of eight walkers";
  EXPECT_TRUE(std::equal(first.begin(), first.end(), ensemble.kept.begin()));
}

TEST(Ensemble, FileOfAnotherProblemIsRefused) {
  NITER_IDENTITY("a sample goes on only with what it was begun with");
  const auto fit = calibrate(banana(), {.starts = 1}).value();
  const auto ensemble = start_ensemble(banana(), fit, {.threads = 1}).value();
  EXPECT_TRUE(check_belongs(ensemble, banana(), 1));
  auto other_data = banana();
  other_data.data[0].reported = 0.1;
  auto other_names = banana();
  other_names.unknowns[1].name = "p3";
  for (const auto& other : {other_data, other_names}) {
    const auto belongs = check_belongs(ensemble, other, 1);
    ASSERT_FALSE(belongs);
    EXPECT_EQ(belongs.error().code, Code::Inconsistent);
  }
  const auto text = to_text(ensemble);
  EXPECT_FALSE(ensemble_from_text(text.substr(0, text.size() / 2), "half.json"));
  EXPECT_FALSE(ensemble_from_text("{\"what\": \"else\"}", "else.json"));
}

TEST(Ensemble, ModelThatFailsAtItsOptimumIsAnError) {
  NITER_IDENTITY("a failed solve is an error, never a number");
  const auto fit = calibrate(bounded(1, 1), {.starts = 1}).value();
  auto broken = bounded(1, 1);
  broken.make_forward = [] {
    return Forward([](std::span<const double>, Wanted) -> Result<Prediction> {
      return fail(Code::NoConvergence, "ran dry");
    });
  };
  const auto started = start_ensemble(broken, fit, {});
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, Code::NoConvergence);
}

}  // namespace
}  // namespace niter::infer
