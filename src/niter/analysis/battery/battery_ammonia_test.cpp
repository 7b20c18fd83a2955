#include "niter/analysis/battery/battery_ammonia.hpp"

#include <algorithm>

#include "niter/analysis/battery/cell_testing.hpp"
#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"

namespace niter::analysis {
namespace {

// 2 h at 5 mA from 0.90 to 0.86 V, discharge negative as an instrument counts it
data::Table discharge(double sign = -1) {
  return testing::stepped({{7230, sign * 5e-3}}, 30,
                          [&](double t, double) { return -sign * (0.9 - 0.02 * t / 3600); });
}

BatteryAmmoniaOptions nitrate() {
  BatteryAmmoniaOptions options;
  options.reactant = "NO3-";
  options.amount = *Quantity::parse("40 +- 1 umol");
  options.removed = Quantity(42, "umol");
  options.area = *Quantity::parse("1.00 +- 0.02 cm2");
  return options;
}

TEST(BatteryAmmonia, TheBudgetIsThatOfAnElectrolysisAndTheEnergyIsDelivered) {
  NITER_IDENTITY("FE = 8 F N/Q; W = I t times the middle voltage; w = -W/(N M), negative");
  const auto table = discharge();
  const auto result = reduce_battery_ammonia({&table, 1}, nitrate());
  ASSERT_TRUE(result) << result.error().text();
  const auto value = [&](const char* id) { return result->find(id)->value; };
  EXPECT_NEAR(value("charge").value(), 36, 1e-9);
  EXPECT_NEAR(value("faradaic_efficiency").value(), 8 * constants::F * 40e-6 / 36, 1e-9);
  EXPECT_NEAR(value("faradaic_efficiency").relative(), 1.0 / 40, 1e-9);  // no area in it
  EXPECT_NEAR(value("yield_rate").relative(), std::hypot(1.0 / 40, 0.02), 1e-6);
  EXPECT_NEAR(value("mean_cell_voltage").value(), 0.88, 1e-9);
  EXPECT_NEAR(value("energy_delivered").value(), 36 * 0.88, 1e-7);
  const double mass = 40e-6 * 17.031e-3;
  EXPECT_NEAR(value("energy_per_mass").value() / (-36 * 0.88 / mass), 1, 1e-4);
  EXPECT_NEAR(value("energy_per_mass").relative(), 1.0 / 40, 0.06);
  EXPECT_NEAR(value("energy_per_reactant").value(), -36 * 0.88 / 42e-6, 1e-3);
  // efficiency and energy per mass share the amount: their product is known better than either
  EXPECT_LT((value("faradaic_efficiency") * value("energy_per_mass")).sigma(), 1e-9);
}

TEST(BatteryAmmonia, AUnitWithoutAreaIsAFinding) {
  NITER_IDENTITY("no area: no yield per area, and the finding asks for it");
  const auto table = discharge();
  auto options = nitrate();
  options.area.reset();
  const auto result = reduce_battery_ammonia({&table, 1}, options);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->find("yield_rate"), nullptr);
  const auto area = std::ranges::find(result->findings, "area", &data::Finding::key);
  ASSERT_NE(area, result->findings.end());
  EXPECT_EQ(area->verdict, data::Verdict::NeedsDatum);
}

TEST(BatteryAmmonia, ADrivenCellIsNoBattery) {
  NITER_IDENTITY("a mean voltage below zero with the discharge current positive");
  const auto table = discharge(1);  // negative voltages
  auto options = nitrate();
  options.discharge = DischargeSign::Positive;
  const auto result = reduce_battery_ammonia({&table, 1}, options);
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_GT(result->find("energy_per_mass")->value.value(), 0);
  EXPECT_EQ(std::ranges::find(result->findings, "delivers", &data::Finding::key)->verdict,
            data::Verdict::Inconsistent);
  EXPECT_FALSE(reduce_battery_ammonia({&table, 1}, {}));  // no reactant
}

TEST(BatteryAmmonia, OneAmountBelongsToOneDischarge) {
  NITER_IDENTITY("two records are refused; a record that is charged too says so");
  const std::vector<data::Table> two = {discharge(), discharge()};
  const auto refused = reduce_battery_ammonia(two, nitrate());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("one discharge"), std::string::npos);
  const auto both = testing::stepped({{3600, -5e-3}, {1800, 5e-3}}, 30, [](double, double current) {
    return current < 0 ? 0.9 : 1.9;
  });
  const auto result = reduce_battery_ammonia({&both, 1}, nitrate());
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NE(result->caveats.front().find("0.5 of the charge"), std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
