#include "niter/units/uncertain.hpp"

#include <array>
#include <cmath>
#include <functional>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "niter/base/contract.hpp"
#include "niter/base/testing.hpp"

namespace niter {
namespace {

double correlation(const Uncertain& a, const Uncertain& b) {
  return covariance(a, b) / (a.sigma() * b.sigma());
}

// The mean of simultaneous readings. Naming an input after each round of readings keeps what was
// read together tied together: the covariance of two such means is that of GUM eq. 17.
Uncertain mean_of_readings(const std::array<double, 5>& readings) {
  const double n = 5;
  double mean = 0;
  for (const double reading : readings) mean += reading / n;
  Uncertain out(mean);
  for (std::size_t k = 0; k < readings.size(); ++k) {
    const auto round = Uncertain::input("round " + std::to_string(k + 1), 0, 1);
    out = out + (readings[k] - mean) / std::sqrt(n * (n - 1)) * round;
  }
  return out;
}

TEST(Uncertain, GuideExampleOfResistanceAndReactance) {
  NITER_SOURCE("jcgm100", "annex H.2, readings of table H.2, results of tables H.2 to H.4");
  const auto V = mean_of_readings({5.007, 4.994, 5.005, 4.990, 4.999});                      // V
  const auto I = mean_of_readings({19.663e-3, 19.639e-3, 19.640e-3, 19.685e-3, 19.678e-3});  // A
  const auto phi = mean_of_readings({1.0456, 1.0438, 1.0468, 1.0428, 1.0433});               // rad
  const auto cosine = Uncertain::chain(std::cos(phi.value()), -std::sin(phi.value()), phi);
  const auto sine = Uncertain::chain(std::sin(phi.value()), std::cos(phi.value()), phi);
  // half the last printed digit
  EXPECT_NEAR(V.sigma(), 0.0032, 0.5e-4);
  EXPECT_NEAR(I.sigma(), 0.0095e-3, 0.5e-7);
  EXPECT_NEAR(phi.sigma(), 0.00075, 0.5e-5);
  EXPECT_NEAR(correlation(V, I), -0.36, 0.5e-2);
  EXPECT_NEAR(correlation(V, phi), 0.86, 0.5e-2);
  EXPECT_NEAR(correlation(I, phi), -0.65, 0.5e-2);

  const auto R = V / I * cosine;
  const auto X = V / I * sine;
  const auto Z = V / I;
  EXPECT_NEAR(R.value(), 127.732, 0.5e-3);
  EXPECT_NEAR(X.value(), 219.847, 0.5e-3);
  EXPECT_NEAR(Z.value(), 254.260, 0.5e-3);
  EXPECT_NEAR(R.sigma(), 0.071, 0.5e-3);
  EXPECT_NEAR(X.sigma(), 0.295, 1e-3);  // 0.2956 without the rounding on the way that the guide did
  EXPECT_NEAR(Z.sigma(), 0.236, 0.5e-3);
  EXPECT_NEAR(correlation(R, X), -0.588, 0.5e-3);
  EXPECT_NEAR(correlation(R, Z), -0.485, 0.5e-3);
  EXPECT_NEAR(correlation(X, Z), 0.993, 0.5e-3);
}

TEST(Uncertain, AQuantityOverItselfIsExactlyOne) {
  NITER_IDENTITY("Q/Q = 1 +- 0 and Q-Q = 0 +- 0");
  EXPECT_TRUE(rc::check([] {
    const double value = *rc::gen::nonZero<int>() * 1.7e-9;
    const auto q = Uncertain::input("Q", value, *rc::gen::inRange(0, 1000) * 1e-7);
    RC_ASSERT((q / q).value() == 1);
    RC_ASSERT((q / q).sigma() == 0);
    RC_ASSERT((q - q).value() == 0);
    RC_ASSERT((q - q).contributions().empty());
  }));
}

Uncertain random_uncertain() {
  const auto number = [] { return *rc::gen::inRange(-1000, 1000) / 64.0; };
  Uncertain out(number());
  for (const char* const name : {"area", "charge", "slope", "volume"}) {
    if (*rc::gen::arbitrary<bool>()) out = out + number() * Uncertain::input(name, 0, 1);
  }
  return out;
}

TEST(Uncertain, VarianceOfASumHasTheCovariance) {
  NITER_SOURCE("jcgm100", "eq. 13 and 16");
  EXPECT_TRUE(rc::check([] {
    const auto a = random_uncertain();
    const auto b = random_uncertain();
    const double variance = std::pow((a + b).sigma(), 2);
    const double expected = std::pow(a.sigma(), 2) + std::pow(b.sigma(), 2) + 2 * covariance(a, b);
    RC_ASSERT(std::abs(variance - expected) <= 1e-12 * (1 + std::pow(a.sigma() + b.sigma(), 2)));
    RC_ASSERT(covariance(a, b) == covariance(b, a));
    RC_ASSERT(std::abs(covariance(a, a) - std::pow(a.sigma(), 2)) <=
              1e-12 * (1 + covariance(a, a)));
  }));
}

TEST(Uncertain, PropagationIsLinear) {
  NITER_IDENTITY("(a + b) c = a c + b c, contribution by contribution");
  EXPECT_TRUE(rc::check([] {
    const auto a = random_uncertain();
    const auto b = random_uncertain();
    const auto c = random_uncertain();
    const auto difference = (a + b) * c - (a * c + b * c);
    RC_ASSERT(std::abs(difference.value()) <= 1e-9);
    RC_ASSERT(difference.sigma() <= 1e-9);
  }));
}

TEST(Uncertain, ContributionsAreSortedByName) {
  NITER_IDENTITY("the merge keeps the order it relies on");
  EXPECT_TRUE(rc::check([] {
    const auto sum = random_uncertain() * random_uncertain() - random_uncertain();
    for (std::size_t i = 1; i < sum.contributions().size(); ++i) {
      RC_ASSERT(sum.contributions()[i - 1].first < sum.contributions()[i].first);
    }
  }));
}

TEST(Uncertain, DerivativesAgreeWithFiniteDifferences) {
  NITER_IDENTITY("dy/dx of each operator is the central difference");
  using Function = std::function<Uncertain(const Uncertain&)>;
  const auto other = Uncertain(0.7);
  const std::array<Function, 9> functions = {
      [](const auto& x) { return exp(x); },     [](const auto& x) { return log(x); },
      [](const auto& x) { return sqrt(x); },    [](const auto& x) { return -x; },
      [&](const auto& x) { return x * other; }, [&](const auto& x) { return other / x; },
      [&](const auto& x) { return x / other; }, [&](const auto& x) { return other - x; },
      [](const auto& x) { return x * x * x; }};
  const double x0 = 1.3;
  const double h = 1e-5;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    const auto y = functions[i](Uncertain::input("x", x0, 1));
    const double slope = (functions[i](x0 + h).value() - functions[i](x0 - h).value()) / (2 * h);
    ASSERT_EQ(y.contributions().size(), 1U) << "function " << i;
    EXPECT_NEAR(y.contributions()[0].second, slope, 1e-9) << "function " << i;
  }
}

TEST(Uncertain, BudgetOfAFaradaicEfficiency) {
  NITER_SOURCE("jcgm100", "eq. 12: relative variances of a product add");
  const auto n = Uncertain::input("amount", 2e-6, 4e-8);   // 2 %
  const auto Q = Uncertain::input("charge", 1.8, 0.018);   // 1 %
  const auto area = Uncertain::input("area", 1e-4, 1e-5);  // cancels
  const auto efficiency = (n / area) * 8.0 * 96485.33 / (Q / area);
  EXPECT_NEAR(efficiency.relative(), std::hypot(0.02, 0.01), 1e-12);
  const auto rows = efficiency.budget();
  ASSERT_GE(rows.size(), 2U);
  EXPECT_EQ(rows[0].input, "amount");
  EXPECT_NEAR(rows[0].contribution, 0.02 * efficiency.value(), 1e-12);
  EXPECT_NEAR(rows[0].share, 0.8, 1e-12);
  EXPECT_EQ(rows[1].input, "charge");
  EXPECT_NEAR(rows[1].share, 0.2, 1e-12);
  for (std::size_t i = 2; i < rows.size(); ++i) EXPECT_LT(rows[i].share, 1e-24);
}

TEST(Uncertain, TinyAmountsKeepTheirSigma) {
  NITER_IDENTITY(
      "sigma of a sum of equal contributions is sqrt(2) of one, also where squares underflow");
  const auto a = Uncertain::input("a", 1e-180, 1e-190);
  const auto b = Uncertain::input("b", 1e-180, 1e-190);
  EXPECT_NEAR((a + b).sigma() / 1e-190, std::sqrt(2.0), 1e-12);
}

TEST(Uncertain, BadInputIsABug) {
  NITER_IDENTITY("a negative sigma and a logarithm of zero are bugs");
  EXPECT_THROW(Uncertain::input("x", 1, -1), Bug);
  EXPECT_THROW(Uncertain::input("x", 1, std::nan("")), Bug);
  EXPECT_THROW(log(Uncertain(0.0)), Bug);
  EXPECT_THROW(sqrt(Uncertain(-1.0)), Bug);
}

}  // namespace
}  // namespace niter
