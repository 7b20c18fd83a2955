#include "niter/analysis/monte_carlo.hpp"

#include <cmath>

#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

// y = x1 + x2 + x3 + x4, each of mean 0 and standard uncertainty 1
std::vector<Sampled> sum_of_four(Distribution distribution) {
  const std::vector<RandomInput> inputs(4, {"x", 0, 1, distribution});
  const auto sampled =
      monte_carlo(inputs, 1, [](auto x, auto y) { y[0] = x[0] + x[1] + x[2] + x[3]; }, {});
  EXPECT_TRUE(sampled);
  return sampled.value();
}

TEST(MonteCarlo, SumOfFourNormals) {
  NITER_SOURCE("jcgm101", "9.2.2, table 2: u = 2.00, 95 % interval +- 3.92");
  const auto y = sum_of_four(Distribution::Normal)[0];
  EXPECT_NEAR(y.mean, 0.00, 0.02);
  EXPECT_NEAR(y.sd, 2.00, 0.02);
  EXPECT_NEAR(y.low, -3.92, 0.04);
  EXPECT_NEAR(y.high, 3.92, 0.04);
}

TEST(MonteCarlo, SumOfFourRectangles) {
  NITER_SOURCE("jcgm101",
               "9.2.3, table 3: u = 2.00, 95 % interval +- 3.88, narrower than the normal one");
  const auto y = sum_of_four(Distribution::Rectangular)[0];
  EXPECT_NEAR(y.sd, 2.00, 0.02);
  EXPECT_NEAR(y.low, -3.88, 0.03);
  EXPECT_NEAR(y.high, 3.88, 0.03);
}

TEST(MonteCarlo, MassCalibrationIsWhereLinearPropagationFails) {
  NITER_SOURCE("jcgm101",
               "9.3, table 6: 1.234 mg, linear u = 0.0539, sampled 0.0754, [1.0834, 1.3825] mg");
  const double r3 = std::sqrt(3.0);
  const std::vector<RandomInput> inputs = {{"m_RC", 100000, 0.050, Distribution::Normal},
                                           {"delta m_RC", 1.234, 0.020, Distribution::Normal},
                                           {"rho_a", 1.20, 0.10 / r3, Distribution::Rectangular},
                                           {"rho_W", 8000, 1000 / r3, Distribution::Rectangular},
                                           {"rho_R", 8000, 50 / r3, Distribution::Rectangular}};
  const auto sampled =
      monte_carlo(inputs, 1,
                  [](auto x, auto y) {
                    y[0] = (x[0] + x[1]) * (1 + (x[2] - 1.2) * (1 / x[3] - 1 / x[4])) - 100000;
                  },
                  {});
  ASSERT_TRUE(sampled);
  EXPECT_NEAR((*sampled)[0].mean, 1.234, 0.001);
  EXPECT_NEAR((*sampled)[0].sd, 0.0754, 0.0008);
  EXPECT_NEAR((*sampled)[0].low, 1.0834, 0.002);
  EXPECT_NEAR((*sampled)[0].high, 1.3825, 0.002);
  EXPECT_FALSE(agree(Uncertain::input("linear", 1.234, 0.0539), (*sampled)[0]));
}

TEST(MonteCarlo, LinearModelAgrees) {
  NITER_SOURCE("jcgm101", "8.1.3: validation of linear propagation");
  const auto y = sum_of_four(Distribution::Normal)[0];
  EXPECT_TRUE(agree(Uncertain::input("sum", 0, 2), y));
  EXPECT_FALSE(agree(Uncertain::input("sum", 0, 2.2), y));
  EXPECT_FALSE(agree(Uncertain::input("sum", 0.4, 2), y));
}

TEST(MonteCarlo, TruncatedNeverFallsBelowZero) {
  NITER_IDENTITY("half a normal distribution has mean sigma sqrt(2/pi)");
  const std::vector<RandomInput> inputs = {{"blank", 0, 1, Distribution::Truncated}};
  const auto sampled = monte_carlo(inputs, 1, [](auto x, auto y) { y[0] = x[0]; }, {}).value()[0];
  EXPECT_GE(sampled.low, 0);
  EXPECT_NEAR(sampled.mean, std::sqrt(2 / M_PI), 0.01);
}

TEST(MonteCarlo, RepeatsItself) {
  NITER_IDENTITY("equal seeds give equal trials");
  EXPECT_EQ(sum_of_four(Distribution::Normal)[0].low, sum_of_four(Distribution::Normal)[0].low);
}

TEST(MonteCarlo, RefusesWhatItCannotSample) {
  NITER_IDENTITY("what cannot be sampled is an Error, never a number");
  const auto identity = [](auto x, auto y) { y[0] = x[0]; };
  const std::vector<RandomInput> below = {{"blank", -10, 1, Distribution::Truncated}};
  EXPECT_EQ(monte_carlo(below, 1, identity, {}).error().code, Code::InvalidInput);
  const std::vector<RandomInput> fine = {{"x", 1, 0.1, Distribution::Normal}};
  EXPECT_EQ(monte_carlo(fine, 1, identity, {.draws = 10}).error().code, Code::InvalidInput);
  const auto divides = [](auto, auto y) { y[0] = std::nan(""); };
  EXPECT_EQ(monte_carlo(fine, 1, divides, {}).error().code, Code::Inconsistent);
}

}  // namespace
}  // namespace niter::analysis
