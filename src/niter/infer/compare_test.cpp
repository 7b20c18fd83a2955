#include "niter/infer/compare.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/infer/known_posteriors.hpp"

namespace niter::infer {
namespace {

// Numbers near 1 + 2 x at x = 0 .. 5, sigma 0.1; the last datum is a statement, not a number.
constexpr double measured[] = {1.05, 2.93, 5.11, 6.98, 9.04, 10.9};

// Priors so wide that they hardly count, of unequal width, not around zero.
std::vector<Unknown> coefficients(std::size_t degree) {
  std::vector<Unknown> out;
  for (std::size_t k = 0; k <= degree; ++k)
    out.push_back({"c", 0.5, 10 * (1 + static_cast<double>(k))});
  return out;
}

enum class Derivatives { None, Exact };

Problem polynomial(std::size_t degree, Derivatives derivatives = Derivatives::None) {
  std::vector<Observation> data;
  for (const double y : measured) data.push_back({"y", y, 0.1});
  data.push_back({"statement", 0, 1});
  const auto make = [derivatives] {
    return Forward([derivatives](std::span<const double> p, Wanted) -> Result<Prediction> {
      Prediction out;
      for (int x = 0; x < 6; ++x) {
        double value = 0, power = 1;
        for (const double c : p) {
          value += c * power;
          out.jacobian.push_back(power);
          power *= x;
        }
        out.values.push_back(value);
      }
      out.values.push_back(0);
      out.jacobian.resize(out.values.size() * p.size(), 0.0);
      if (derivatives == Derivatives::None) out.jacobian.clear();
      return out;
    });
  };
  return {make, std::move(data), coefficients(degree)};
}

Problem at_seven(double last) {
  return problem_of(
      [](std::span<const double> p) -> Values { return std::vector<double>{p[0] + 7 * p[1]}; },
      {{"y(7)", last, 0.2}}, coefficients(1));
}

TEST(Compare, LeftOutNumbersMeetTheHatMatrix) {
  NITER_IDENTITY("linear model: left-out residual / its width = r / (sigma sqrt(1 - h))");
  for (const auto derivatives : {Derivatives::None, Derivatives::Exact}) {
    const auto compared = compare({{"line", polynomial(1, derivatives), {}}}, {{.starts = 1}, 6});
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
      EXPECT_NEAR(line.left_out[i].sd, 0.1 * std::sqrt(h / (1 - h)), 1e-4);
      EXPECT_NEAR(line.pull(i), r / 0.1, 1e-9);
    }
    // statements are no numbers
    const auto& criteria = line.criteria;
    EXPECT_NEAR(criteria.bic, criteria.chi2_data + criteria.effective * std::log(6), 1e-9);
  }
}

TEST(Compare, RefitsBeginWhereTheFitOfAllEnded) {
  NITER_IDENTITY("p^2 = 1 twice and p = -1: without the last number both roots are as good");
  const auto two_valleys = problem_of(
      [](std::span<const double> p) -> Values {
        return std::vector<double>{p[0] * p[0], p[0] * p[0], p[0]};
      },
      {{"square", 1, 0.1}, {"square", 1, 0.1}, {"root", -1, 0.1}}, {{"p", 0.5, 2}});
  const auto compared = compare({{"root", two_valleys, {}}}, {{.starts = 6}, 3});
  ASSERT_TRUE(compared) << compared.error().text();
  EXPECT_NEAR(compared->front().calibration.parameters[0], -1, 0.01);
  EXPECT_NEAR(compared->front().left_out[2].predicted, -1, 0.01);
}

TEST(Compare, RefitsMayTakeLonger) {
  NITER_IDENTITY("exp(p) = 20 once left out, p falls by about one a step to ln 1");
  const auto steep = problem_of(
      [](std::span<const double> p) -> Values {
        return std::vector<double>{std::exp(p[0]), std::exp(p[0])};
      },
      {{"low", 1, 0.1}, {"high", 20, 0.001}}, {{"p", 0, 10}});
  CompareOptions options{{.starts = 1, .first = {std::log(20)}, .iterations = 3}, 2};
  const auto compared = compare({{"steep", steep, {}}}, options);
  ASSERT_TRUE(compared) << compared.error().text();
  EXPECT_NEAR(compared->front().left_out[1].predicted, 1, 0.01);
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
