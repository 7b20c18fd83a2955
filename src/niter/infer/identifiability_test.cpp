#include "niter/infer/identifiability.hpp"

#include <cmath>

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

}  // namespace
}  // namespace niter::infer
