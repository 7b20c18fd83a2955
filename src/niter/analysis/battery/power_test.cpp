#include "niter/analysis/battery/power.hpp"

#include <algorithm>

#include "niter/analysis/battery/cell_testing.hpp"
#include "niter/base/testing.hpp"
#include "niter/physics/power.hpp"

namespace niter::analysis {
namespace {

using testing::even;
using testing::stepped;
using testing::swept;

constexpr physics::LinearCell cell{0.71, 323e-4};  // V, ohm m2

PowerOptions of_area(const char* area) {
  PowerOptions options;
  options.area = *Quantity::parse(area);
  return options;
}

const data::Finding& finding(const data::Reduction& reduction, std::string_view key) {
  return *std::ranges::find(reduction.findings, key, &data::Finding::key);
}

TEST(Power, ALinearCellGivesItsPowerWhateverItsSign) {
  NITER_IDENTITY("V_oc^2/4R at V_oc/2R; R = V/j at the peak; the sign of the file does not count");
  for (const double sign : {1.0, -1.0}) {
    const auto table = swept(
        even(0, 21, 120), [](double j) { return cell.voltage(j); }, sign);
    const auto result = reduce_power({&table, 1}, of_area("1.00 +- 0.02 cm2"));
    ASSERT_TRUE(result) << result.error().text();
    const auto value = [&](const char* id) { return result->find(id)->value; };
    EXPECT_NEAR(value("peak_power_density").value() / cell.max_power_density(), 1, 1e-9);
    EXPECT_NEAR(value("peak_power_density").relative(), 0.02, 1e-6);
    EXPECT_NEAR(value("current_at_peak_power").value() / cell.current_density_at_max_power(), 1,
                1e-9);
    EXPECT_NEAR(value("voltage_at_peak_power").value(), 0.355, 1e-9);
    EXPECT_NEAR(value("resistance_at_peak_power").value(), 323e-4, 1e-9);
    EXPECT_NEAR(value("resistance_at_peak_power").relative(), 0.02, 1e-6);
    EXPECT_NEAR(value("open_circuit_voltage").value(), 0.71, 1e-12);
    EXPECT_NEAR(
        value("short_circuit_current_extrapolated").value() / cell.short_circuit_current_density(),
        1, 1e-9);
    EXPECT_EQ(result->find("peak_power_density_at_least"), nullptr);
    EXPECT_EQ(finding(*result, "sign").verdict, data::Verdict::Consistent);
    EXPECT_EQ(finding(*result, "below-ocv").verdict, data::Verdict::Consistent);
  }
}

TEST(Power, AShortCircuitThatIsReachedIsNoExtrapolation) {
  NITER_IDENTITY("V = 0 at V_oc/R");
  const auto table = swept(even(0, 25, 120), [](double j) { return cell.voltage(j); });
  const auto result = reduce_power({&table, 1}, of_area("1 cm2"));
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_NE(result->find("short_circuit_current"), nullptr);
  EXPECT_NEAR(result->find("short_circuit_current")->value.value(),
              cell.short_circuit_current_density(), 1e-9);
  EXPECT_TRUE(result->caveats.empty());
}

TEST(Power, ARisingPowerIsALowerBound) {
  NITER_IDENTITY("the last point of a record that ends before V_oc/2R");
  const auto table = swept(even(0, 9, 90), [](double j) { return cell.voltage(j); });
  const auto result = reduce_power({&table, 1}, of_area("1 cm2"));
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->find("peak_power_density"), nullptr);
  ASSERT_NE(result->find("peak_power_density_at_least"), nullptr);
  EXPECT_NEAR(result->find("peak_power_density_at_least")->value.value(), 9 * cell.voltage(9),
              1e-12);
  EXPECT_EQ(finding(*result, "peak").verdict, data::Verdict::NeedsDatum);
}

TEST(Power, StepsGiveTheSameAsASweep) {
  NITER_IDENTITY("a settling voltage, steady at the end of each step of current, in any order");
  std::vector<testing::Held> steps = {{600, 0}};
  for (int k = 1; k <= 16; ++k) steps.push_back({600, -0.13e-3 * (17 - k)});  // falling
  const auto table = stepped(steps, 10, [](double t, double current) {
    const double settling = 0.02 * std::exp(-std::fmod(t, 600) / 20);
    return cell.voltage(-current / 1e-4) + (current < 0 ? settling : 0) +
           1e-5 * std::sin(12.9898 * t);
  });
  const auto result = reduce_power({&table, 1}, of_area("1 cm2"));
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->find("peak_power_density")->value.value() / cell.max_power_density(), 1,
              1e-3);
  EXPECT_NEAR(result->find("open_circuit_voltage")->value.value(), 0.71, 1e-4);
  EXPECT_EQ(result->tables.front().rows(), 16U);
  EXPECT_EQ(finding(*result, "steady-steps").verdict, data::Verdict::Consistent);
}

TEST(Power, WhatCannotBeIsFound) {
  NITER_IDENTITY("P = V j: 4.58 mW cm-2 at 2 mA cm-2 needs 2.29 V; a wrong sign raises V with j");
  const auto table = swept(even(0, 21, 120), [](double j) { return cell.voltage(j); });
  auto options = of_area("1 cm2");
  options.stated_power = Quantity(4.58, "mW cm-2");
  options.stated_current = Quantity(2, "mA cm-2");
  options.discharge = DischargeSign::Positive;
  auto result = reduce_power({&table, 1}, options);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(finding(*result, "stated-power").verdict, data::Verdict::Inconsistent);
  EXPECT_NE(finding(*result, "stated-power").numbers.find("2.29 V"), std::string::npos);
  EXPECT_EQ(finding(*result, "sign").verdict, data::Verdict::Consistent);

  options = of_area("1 cm2");
  options.ocv = Quantity(0.6, "V");
  result = reduce_power({&table, 1}, options);
  ASSERT_TRUE(result);
  EXPECT_EQ(finding(*result, "below-ocv").verdict, data::Verdict::Inconsistent);

  options.discharge = DischargeSign::Negative;
  const auto refused = reduce_power({&table, 1}, options);  // no point of discharge is left
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("0 points of discharge"), std::string::npos);
}

TEST(Power, AnAreaIsNeverAssumed) {
  NITER_IDENTITY("a current without area gives no power density");
  const auto table = swept(even(0, 21, 120), [](double j) { return cell.voltage(j); });
  const auto refused = reduce_power({&table, 1}, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("area = "), std::string::npos);
  EXPECT_FALSE(reduce_power({&table, 1}, of_area("0 cm2")));
}

}  // namespace
}  // namespace niter::analysis
