#include "niter/analysis/battery/rate_capability.hpp"

#include <algorithm>

#include "niter/analysis/battery/cell_testing.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

using testing::stepped;

// 1 V less 20 ohm, falling 2 mV an hour; `lost` volts are missing after the largest current
data::Table rates(double lost) {
  return stepped({{300, 0}, {1800, 5e-3}, {1800, 10e-3}, {1800, 20e-3}, {1800, 5e-3}}, 10,
                 [&](double t, double current) {
                   return 1 - 20 * current - 2e-3 * t / 3600 - (t > 5700 ? lost : 0) +
                          2e-4 * std::sin(12.9898 * t);
                 });
}

RateOptions of_area() {
  RateOptions options;
  options.area = Quantity(2, "cm2");
  return options;
}

TEST(RateCapability, PlateausAreThoseOfTheFormula) {
  NITER_IDENTITY("V = V0 - R I - k t at the middle of the last 30 % and at the end");
  const auto table = rates(0);
  const auto result = reduce_rate_capability({&table, 1}, of_area());
  ASSERT_TRUE(result) << result.error().text();
  const double currents[] = {5e-3, 10e-3, 20e-3, 5e-3};
  for (int k = 0; k < 4; ++k) {
    const double end = 300 + 1800 * (k + 1) - 10;
    const auto name = " step " + std::to_string(k + 2);
    const auto* const mean = result->find("plateau_voltage" + name);
    const auto* const last = result->find("end_voltage" + name);
    const auto* const drift = result->find("drift" + name);
    ASSERT_NE(mean, nullptr) << name;
    const double truth = 1 - 20 * currents[k] - 2e-3 * (end - 0.15 * 1790) / 3600;
    EXPECT_NEAR(mean->value.value(), truth, 3 * mean->value.sigma()) << name;
    EXPECT_LT(mean->value.sigma(), 1e-4);
    EXPECT_NEAR(last->value.value(), 1 - 20 * currents[k] - 2e-3 * end / 3600,
                3 * last->value.sigma());
    EXPECT_NEAR(drift->value.value(), -2e-3 / 3600, 3 * drift->value.sigma());
  }
  EXPECT_EQ(result->tables.front().rows(), 5U);
  EXPECT_NEAR(result->tables.front().find("j")->values[1], 25, 1e-9);
}

TEST(RateCapability, ARecoveryIsTold) {
  NITER_IDENTITY("difference of both plateaus at the first current");
  auto table = rates(0.05);
  auto result = reduce_rate_capability({&table, 1}, of_area());
  ASSERT_TRUE(result) << result.error().text();
  const auto* const difference = result->find("recovery_difference");
  ASSERT_NE(difference, nullptr);
  EXPECT_NEAR(difference->value.value(), -0.05 - 2e-3 * 5400 / 3600, 1e-4);
  const auto verdict = [&] {
    return std::ranges::find(result->findings, "recovery", &data::Finding::key)->verdict;
  };
  EXPECT_EQ(verdict(), data::Verdict::Marginal);

  table = stepped({{600, 1e-3}, {600, 2e-3}}, 10, [](double t, double current) {
    return 1 - 20 * current + 1e-4 * std::sin(12.9898 * t);
  });
  result = reduce_rate_capability({&table, 1}, {});
  ASSERT_TRUE(result);
  EXPECT_EQ(verdict(), data::Verdict::NeedsDatum);
  EXPECT_EQ(result->caveats.size(), 1U);  // no area
}

TEST(RateCapability, OneCurrentIsNoRate) {
  NITER_IDENTITY("the error names the technique for one current");
  const auto table = stepped({{600, 1e-3}}, 10, [](double t, double) { return 1 - 1e-5 * t; });
  const auto refused = reduce_rate_capability({&table, 1}, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("stability"), std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
