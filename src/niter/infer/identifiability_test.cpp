#include "niter/infer/identifiability.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/infer/known_posteriors.hpp"

namespace niter::infer {
namespace {

// a is measured; of b and c only 2 b - c (priors 1 and 2); d narrowed to sqrt(1/2); e never seen.
const std::vector<Unknown> unknowns = {
    {"a", 0, 1}, {"b", 0, 1}, {"c", 0, 2}, {"d", 0, 1}, {"e", 0, 1}};

Calibration fitted() {
  const auto problem = problem_of(
      [](std::span<const double> p) -> Values {
        return std::vector<double>{p[0], 2 * p[1] - p[2], p[3]};
      },
      {{"a", 1, 0.1}, {"2 b - c", 0.5, 0.1}, {"d", 0, 1}}, unknowns);
  return calibrate(problem, {.starts = 1}).value();
}

TEST(Identifiability, TellsWhatIsFixedAloneTogetherPartlyAndNotAtAll) {
  NITER_IDENTITY("a linear model whose informed directions are known by construction");
  const auto found = identifiability_of(fitted(), unknowns);
  EXPECT_EQ(found.alone, (std::vector<std::size_t>{0}));
  EXPECT_EQ(found.partly, (std::vector<std::size_t>{3}));
  EXPECT_EQ(found.not_at_all, (std::vector<std::size_t>{4}));
  ASSERT_EQ(found.together.size(), 1U);
  const auto& sum = found.together[0];
  EXPECT_EQ(sum.parameters, (std::vector<std::size_t>{1, 2}));
  EXPECT_NEAR(sum.coefficients[1], -0.5, 1e-6);
  // b - c / 2: prior variance 1 + 1, measured to 0.05
  EXPECT_NEAR(sum.sd, 1 / std::sqrt(1 / 2.0 + 1 / 0.0025), 1e-6);
}

TEST(Identifiability, SaysItInWords) {
  NITER_IDENTITY("one sentence a kind");
  EXPECT_EQ(
      in_words(identifiability_of(fitted(), unknowns), unknowns),
      (std::vector<std::string>{"fixed by the data: a", "b and c only as b - 0.5 c, known to 0.05",
                                "narrowed, not fixed: d", "not informed, values of the prior: e"}));
}

using Indices = std::vector<std::size_t>;
using Matrix = std::vector<std::vector<double>>;

// A posterior by its covariance in units of the priors, whose widths are 1, 2, 3 ...
struct Posterior {
  std::vector<Unknown> unknowns;
  Calibration calibration;

  explicit Posterior(const Matrix& c) {
    for (std::size_t i = 0; i < c.size(); ++i)
      unknowns.push_back({std::string(1, static_cast<char>('a' + i)), 0, 1.0 + double(i)});
    for (std::size_t i = 0; i < c.size(); ++i)
      for (std::size_t k = 0; k < c.size(); ++k)
        calibration.covariance.push_back(c[i][k] * unknowns[i].prior_sd * unknowns[k].prior_sd);
  }
  Identifiability found() const { return identifiability_of(calibration, unknowns); }
};

TEST(Identifiability, WidthsAreSortedAtHalfAndNineTenths) {
  NITER_IDENTITY("independent parameters of known posterior width");
  Matrix c(4, std::vector<double>(4, 0.0));
  const double widths[] = {0.91, 0.89, 0.51, 0.49};
  for (std::size_t i = 0; i < 4; ++i) c[i][i] = widths[i] * widths[i];
  const auto found = Posterior(c).found();
  EXPECT_EQ(found.alone, Indices{3});
  EXPECT_EQ(found.partly, (Indices{1, 2}));
  EXPECT_EQ(found.not_at_all, Indices{0});
  EXPECT_TRUE(found.together.empty()) << "one parameter is no sum";
}

TEST(Identifiability, ASumNeedsASharedDirectionWithHalfTheVariance) {
  NITER_IDENTITY("two parameters of equal width: variances of sum and difference are C11 +- C12");
  const auto pair = [](double own, double shared) {
    return Posterior({{own, shared}, {shared, own}}).found();
  };
  const auto difference = pair(0.65, 0.16);  // 0.49
  ASSERT_EQ(difference.together.size(), 1U);
  EXPECT_EQ(difference.together[0].parameters, (Indices{0, 1}));
  EXPECT_NEAR(difference.together[0].coefficients[1], -1.0 / 2, 1e-12) << "b's prior is 2 wide";
  EXPECT_NEAR(difference.together[0].sd, std::sqrt(2 * 0.49), 1e-12);
  const auto sum = pair(0.65, -0.16);
  ASSERT_EQ(sum.together.size(), 1U);
  EXPECT_NEAR(sum.together[0].coefficients[1], 1.0 / 2, 1e-12);
  EXPECT_TRUE(pair(0.67, 0.16).together.empty()) << "0.51";
  EXPECT_TRUE(pair(0.63, 0.14).together.empty()) << "what they share is too little to tell";
  EXPECT_EQ(pair(0.63, 0.14).partly, (Indices{0, 1}));
}

TEST(Identifiability, OnlyWhatWeighsInASumIsNamed) {
  NITER_IDENTITY("two fixed directions of three parameters");
  // u is hardly made of c; w, at a right angle to it, of all three
  const double u[] = {0.70, 0.70, 0.1414}, w0[] = {0.62, -0.70, 0.30};
  double along = 0, length = 0, w[3];
  for (int i = 0; i < 3; ++i) along += u[i] * w0[i];
  for (int i = 0; i < 3; ++i) w[i] = w0[i] - along * u[i], length += w[i] * w[i];
  Matrix c(3, std::vector<double>(3));
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t k = 0; k < 3; ++k)
      c[i][k] = double(i == k) - 0.9 * u[i] * u[k] - 0.6 * w[i] * w[k] / length;
  const auto found = Posterior(c).found();
  ASSERT_EQ(found.together.size(), 2U);
  EXPECT_EQ(found.together[0].parameters, (Indices{0, 1})) << "the best known first";
  EXPECT_EQ(found.together[1].parameters, (Indices{0, 1, 2}));
}

}  // namespace
}  // namespace niter::infer
