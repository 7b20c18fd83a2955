#include "niter/infer/compare.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/infer/known_posteriors.hpp"

namespace niter::infer {
namespace {

// Numbers near 1 + 2 x at x = 0 .. 5, sigma 0.1; the last datum is a statement, not a number.
constexpr double measured[] = {1.05, 2.93, 5.11, 6.98, 9.04, 10.9};

Problem polynomial(std::size_t degree) {
  std::vector<Observation> data;
  for (const double y : measured) data.push_back({"y", y, 0.1});
  data.push_back({"statement", 0, 1});
  return problem_of(
      [](std::span<const double> p) -> Values {
        std::vector<double> y;
        for (int x = 0; x < 6; ++x) {
          double value = 0;
          for (std::size_t k = p.size(); k-- > 0;) value = value * x + p[k];
          y.push_back(value);
        }
        y.push_back(0);
        return y;
      },
      data, std::vector<Unknown>(degree + 1, {"c", 0, 10}));
}

Problem at_seven(double last) {
  return problem_of(
      [](std::span<const double> p) -> Values { return std::vector<double>{p[0] + 7 * p[1]}; },
      {{"y(7)", last, 0.2}}, std::vector<Unknown>(2, {"c", 0, 10}));
}

TEST(Compare, LeftOutNumbersMeetTheHatMatrix) {
  NITER_IDENTITY("linear model: left-out residual / its width = r / (sigma sqrt(1 - h))");
  const auto compared = compare({{"line", polynomial(1), {}}}, {{.starts = 1}, 6});
  ASSERT_TRUE(compared) << compared.error().text();
  const auto& line = compared->front();
  ASSERT_EQ(line.left_out.size(), 6U);
  for (std::size_t i = 0; i < 6; ++i) {
    const auto x = static_cast<double>(i);
    const auto& c = line.calibration.covariance;
    const double h = (c[0] + x * (c[1] + c[2]) + x * x * c[3]) / 0.01;
    const double r = line.calibration.predictions[i] - measured[i];
    EXPECT_NEAR(line.left_out[i].off(), r / (0.1 * std::sqrt(1 - h)), 1e-4);
    EXPECT_NEAR(line.left_out[i].predicted - measured[i], r / (1 - h), 1e-5);
    EXPECT_GT(line.left_out[i].sd, 0.03);
  }
}

TEST(Compare, HeldOutNumberHasThePredictiveDensity) {
  NITER_IDENTITY("variance of c0 + 7 c1 from the covariance of the fit");
  const auto compared = compare({{"line", polynomial(1), {at_seven(15.4)}}}, {{.starts = 1}, 6});
  ASSERT_TRUE(compared) << compared.error().text();
  const auto& line = compared->front();
  const auto& c = line.calibration.covariance;
  const auto& p = line.calibration.parameters;
  ASSERT_EQ(line.held_out.size(), 1U);
  const auto& told = line.held_out[0];
  EXPECT_NEAR(told.predicted, p[0] + 7 * p[1], 1e-9);
  EXPECT_NEAR(told.sd * told.sd, c[0] + 7 * (c[1] + c[2]) + 49 * c[3], 1e-8);
  const double variance = 0.04 + told.sd * told.sd;
  EXPECT_NEAR(
      told.ln_density(),
      -std::pow(told.predicted - 15.4, 2) / (2 * variance) - 0.5 * std::log(2 * M_PI * variance),
      1e-9);
}

TEST(Compare, TheRightModelWinsAndTheRichOnePaysForItsFreedom) {
  NITER_IDENTITY("numbers made by a line");
  const auto compared = compare(
      {{"constant", polynomial(0), {}}, {"line", polynomial(1), {}}, {"cubic", polynomial(3), {}}},
      {{.starts = 1}, 6});
  ASSERT_TRUE(compared) << compared.error().text();
  const auto& [constant, line, cubic] = std::tie((*compared)[0], (*compared)[1], (*compared)[2]);
  EXPECT_LT(cubic.criteria.chi2_data, line.criteria.chi2_data) << "it fits better";
  EXPECT_GT(line.criteria.ln_evidence, cubic.criteria.ln_evidence + 3);
  EXPECT_GT(line.criteria.ln_evidence, constant.criteria.ln_evidence + 100);
  EXPECT_LT(line.criteria.bic, cubic.criteria.bic);
  const auto left_out = [](const Assessment& a) {
    double sum = 0;
    for (const auto& f : a.left_out) sum += f.ln_density();
    return sum;
  };
  EXPECT_GT(left_out(line), left_out(cubic));
}

TEST(Compare, NumberOutOfReachIsNamedAndHidesNoOther) {
  NITER_IDENTITY("a failed solve is an error, never a number");
  auto unreachable = problem_of(
      [](std::span<const double>) -> Values { return fail(Code::NoConvergence, "ran dry"); },
      {{"far", 1, 1}}, std::vector<Unknown>(2, {"c", 0, 10}));
  const auto compared =
      compare({{"line", polynomial(1), {unreachable, at_seven(15)}}}, {{.starts = 1}, 6});
  ASSERT_TRUE(compared) << compared.error().text();
  const auto& told = compared->front().held_out;
  ASSERT_EQ(told.size(), 2U);
  EXPECT_NE(told[0].failure.find("ran dry"), std::string::npos);
  EXPECT_TRUE(std::isnan(told[0].predicted));
  EXPECT_TRUE(told[1].failure.empty());
}

TEST(Compare, VariantThatCannotBeCalibratedIsNamed) {
  NITER_IDENTITY("no comparison with what has no fit");
  auto broken = problem_of(
      [](std::span<const double>) -> Values { return fail(Code::NoConvergence, "ran dry"); },
      {{"y", 1, 1}}, {{"a", 0, 1}});
  const auto compared = compare({{"v0", broken, {}}}, {{.starts = 1}, 1});
  ASSERT_FALSE(compared);
  EXPECT_EQ(compared.error().what.find("v0: "), 0U);
}

}  // namespace
}  // namespace niter::infer
