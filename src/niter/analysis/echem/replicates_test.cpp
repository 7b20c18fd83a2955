#include "niter/analysis/echem/replicates.hpp"

#include <cmath>
#include <vector>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

TEST(Replicates, FiveVoltages) {
  NITER_SOURCE("jcgm100",
               "H.2, table H.2: five readings of V, mean 4.9990 V, s(mean) 0.0032 V; t(4) = 2.776");
  const std::vector<Uncertain> values = {5.007, 4.994, 5.005, 4.990, 4.999};
  const auto result = replicate_statistics(values);
  EXPECT_NEAR(result.mean, 4.9990, 5e-5);
  EXPECT_NEAR(result.sd / std::sqrt(5.0), 0.0032, 5e-5);
  EXPECT_NEAR(result.half_width, 2.776 * 0.0032, 1e-4);
  EXPECT_NEAR(result.expanded, result.half_width, 1e-9);
  EXPECT_TRUE(std::isnan(result.probability));
}

TEST(Replicates, SharedAreaIsNotAveragedAway) {
  NITER_IDENTITY("equal runs on one electrode: no scatter, but the area's uncertainty stays whole");
  const auto area = Uncertain::input("area", 1, 0.02);
  const std::vector<Uncertain> values = {10 / area, 10 / area, 10 / area};
  const auto result = replicate_statistics(values);
  EXPECT_NEAR(result.sd, 0, 1e-12);
  EXPECT_NEAR(result.shared_sigma, 0.2, 1e-12);
  EXPECT_NEAR(result.expanded, 1.96 * 0.2, 2e-3);
}

TEST(Replicates, AgreementByChanceIsNoCertainty) {
  NITER_IDENTITY("three equal values of u = 1: the mean is known to 1/sqrt(3), not exactly");
  std::vector<Uncertain> values;
  for (const char* const run : {"a", "b", "c"}) values.push_back(Uncertain::input(run, 5, 1));
  EXPECT_NEAR(replicate_statistics(values).expanded, 1.96 / std::sqrt(3.0), 1e-3);
}

TEST(Replicates, ScatterIsJudgedByTheRunsOwnInputs) {
  NITER_IDENTITY("chi2 of (-1, 0, 1) with u = 1 is 2; a shared input changes nothing");
  const auto shared = Uncertain::input("area", 0, 100);
  std::vector<Uncertain> values;
  for (int i = -1; i <= 1; ++i) {
    values.push_back(Uncertain::input("run " + std::to_string(i), i, 1) + shared);
  }
  const auto result = replicate_statistics(values);
  EXPECT_NEAR(result.chi2, 2, 1e-9);
  EXPECT_NEAR(result.probability, std::exp(-1), 1e-9);
}

TEST(Replicates, MeanIsNeverBetterThanItsBudget) {
  NITER_SOURCE("jcgm100", "eq. 10 for the mean of two; G.3.2: t of one degree of freedom 12.706");
  const auto record = [](const char* input, double value, double sigma) {
    return std::vector<data::Measure>{
        {"x", "X", Uncertain::input(input, value, sigma), Unit::of("1")}};
  };
  std::vector<std::string> caveats;
  const std::vector near{record("a", 1.0, 0.2), record("b", 1.0, 0.2)};
  EXPECT_NEAR(replicate_means(near, caveats)[0].value.sigma(), 0.2 / std::sqrt(2.0), 1e-12);
  const std::vector far{record("a", 1.0, 0.2), record("b", 3.0, 0.2)};
  const auto mean = replicate_means(far, caveats)[0].value;
  EXPECT_NEAR(mean.value(), 2, 1e-12);
  EXPECT_NEAR(1.959964 * mean.sigma(), 12.706 * std::sqrt(2.0) / std::sqrt(2.0), 1e-3);
  EXPECT_TRUE(caveats.empty());
  const std::vector lacking{near[0], {}};
  EXPECT_TRUE(replicate_means(lacking, caveats).empty());
  EXPECT_EQ(caveats.size(), 1u);
}

}  // namespace
}  // namespace niter::analysis
