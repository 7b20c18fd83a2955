#include "niter/analysis/battery/charge_discharge.hpp"

#include <algorithm>

#include "niter/analysis/battery/cell_testing.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

using testing::stepped;

// charge 1 h at 5 mA at 1.6 V + 0.1 V/h, discharge 0.9 h at 5 mA at 1.2 V - 0.1 V/h, twice
data::Table cycled(bool numbered = false, double sign = 1) {
  const double period = 3600 + 3240 + 600;
  auto table = stepped({{600, 0},
                        {3600, sign * 5e-3},
                        {3240, -sign * 5e-3},
                        {600, 0},
                        {3600, sign * 5e-3},
                        {3240, -sign * 5e-3}},
                       10, [&](double t, double current) {
                         const double in = std::fmod(t - 600 + period, period);
                         if (current == 0) return 1.4;
                         return sign * current > 0 ? 1.6 + 0.1 * (in + 10) / 3600
                                                   : 1.2 - 0.1 * (in + 10 - 3600) / 3600;
                       });
  if (numbered) {
    data::Column cycle{"cycle", Unit(), {}};
    for (const double t : table.columns[0].values) cycle.values.push_back(t < 8040 ? 7 : 8);
    table.columns.push_back(cycle);
  }
  return table;
}

TEST(ChargeDischarge, ALinearWaveformHasItsIntegrals) {
  NITER_IDENTITY("Q = I t, W = I t times the middle voltage, gap at half charge of both lines");
  for (const double sign : {1.0, -1.0}) {
    const auto table = cycled(false, sign);
    ChargeDischargeOptions options;
    options.area = Quantity(2, "cm2");
    options.mass = Quantity(10, Unit::of("mg"), 0.1);
    const auto result = reduce_charge_discharge({&table, 1}, options);
    ASSERT_TRUE(result) << result.error().text();
    const auto shown = [&](const char* id) {
      const auto* const measure = result->find(id);
      return measure == nullptr ? -1 : measure->unit.from_si(measure->value.value());
    };
    EXPECT_NEAR(shown("discharge_capacity"), 5 * 0.9 / 2, 1e-6);  // mAh cm-2
    EXPECT_NEAR(shown("discharge_capacity_per_mass"), 4.5 / 0.01, 1e-3);
    EXPECT_NEAR(result->find("discharge_capacity_per_mass")->value.relative(), 0.01, 1e-3);
    EXPECT_NEAR(shown("mean_discharge_voltage"), 1.2 - 0.1 * 0.45, 2e-4);
    EXPECT_NEAR(shown("discharge_energy_of_cell"), 4.5e-3 * 1.155, 2e-6);
    EXPECT_NEAR(shown("mean_voltage_gap"), 1.65 - 1.155, 4e-4);
    EXPECT_NEAR(shown("voltage_gap"), 1.65 - 1.155, 4e-4);
    EXPECT_NEAR(shown("coulombic_efficiency"), 90, 1e-6);
    EXPECT_NEAR(shown("energy_efficiency"), 90 * 1.155 / 1.65, 3e-2);
    EXPECT_NEAR(shown("voltage_efficiency"), 100 * 1.155 / 1.65, 3e-2);
    EXPECT_NEAR(shown("capacity_retention"), 100, 1e-6);
    EXPECT_EQ(result->tables.front().rows(), 2U);
  }
}

TEST(ChargeDischarge, TheRuleOfCyclesIsPrinted) {
  NITER_IDENTITY("numbers of the file, or the first sign that returns; an absent column is named");
  auto table = cycled(true);
  auto result = reduce_charge_discharge({&table, 1}, {});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(result->tables.front().find("cycle")->values, (std::vector<double>{7, 8}));
  EXPECT_NE(std::ranges::find(result->caveats, "cycles as the file numbers them"),
            result->caveats.end());
  table = cycled();
  result = reduce_charge_discharge({&table, 1}, {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->tables.front().find("cycle")->values, (std::vector<double>{1, 2}));
  ChargeDischargeOptions options;
  options.cycles = CycleRule::File;
  const auto refused = reduce_charge_discharge({&table, 1}, options);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("cycles = \"sign\""), std::string::npos);
}

TEST(ChargeDischarge, MoreEnergyOutThanInIsFound) {
  NITER_IDENTITY("a stated sign against the voltage turns the ratio around: W_d > W_c");
  const auto table = cycled();
  ChargeDischargeOptions options;
  options.discharge = DischargeSign::Positive;  // the file counts it negative
  const auto result = reduce_charge_discharge({&table, 1}, options);
  ASSERT_TRUE(result) << result.error().text();
  for (const char* key : {"sign", "cycle-balance"}) {
    EXPECT_EQ(std::ranges::find(result->findings, key, &data::Finding::key)->verdict,
              data::Verdict::Inconsistent)
        << key;
  }
}

TEST(ChargeDischarge, ADischargeThatTakesEnergyIsFound) {
  NITER_IDENTITY("leads exchanged: all voltages negative, no efficiency of energy");
  auto table = cycled();
  for (double& volts : table.columns[2].values) volts -= 3;
  const auto result = reduce_charge_discharge({&table, 1}, {});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_EQ(std::ranges::find(result->findings, "delivers", &data::Finding::key)->verdict,
            data::Verdict::Inconsistent);
  EXPECT_EQ(result->find("energy_efficiency"), nullptr);
  EXPECT_NE(result->find("coulombic_efficiency"), nullptr);
}

TEST(ChargeDischarge, ACounterOfChargeIsTakenAndMasksAreNot) {
  NITER_IDENTITY("Q of the instrument counts; a column Q of another sign than I does not");
  auto table = cycled();
  data::Column q{"Q", Unit::of("mAh"), {0}};
  const auto& i = table.columns[1].values;
  for (std::size_t k = 1; k < i.size(); ++k) q.values.push_back(q.values.back() + 1.01 * 10 * i[k]);
  table.columns.push_back(q);
  auto result = reduce_charge_discharge({&table, 1}, {});
  ASSERT_TRUE(result) << result.error().text();
  const auto capacity = [&] {
    return Unit::of("mAh").from_si(result->find("discharge_capacity")->value.value());
  };
  EXPECT_NEAR(capacity(), 1.01 * 4.5, 1e-9);
  for (double& value : table.columns[3].values) value = std::abs(std::fmod(value, 3.0));
  result = reduce_charge_discharge({&table, 1}, {});
  ASSERT_TRUE(result);
  EXPECT_NEAR(capacity(), 4.5, 1e-6);
  // charge alone: the current is made of it
  table = cycled();
  table.columns.push_back(q);
  table.columns.erase(table.columns.begin() + 1);
  result = reduce_charge_discharge({&table, 1}, {});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(capacity(), 1.01 * 4.5, 1e-9);
}

TEST(ChargeDischarge, CapacitiesOfTheInstrumentAreHeldAgainstOurs) {
  NITER_IDENTITY("counters that are set back at each cycle; charge and discharge exchanged");
  auto table = cycled();
  data::Column down{"Q_discharge", Unit::of("mAh"), {0}}, up{"Q_charge", Unit::of("mAh"), {0}};
  const auto& i = table.columns[1].values;
  for (std::size_t k = 1; k < i.size(); ++k) {
    const bool again = table.columns[0].values[k] == 8040;  // the second cycle begins
    down.values.push_back((again ? 0 : down.values.back()) + 10 * std::max(0.0, -i[k]));
    up.values.push_back((again ? 0 : up.values.back()) + 10 * std::max(0.0, i[k]));
  }
  table.columns.push_back(down);
  table.columns.push_back(up);
  const auto verdict = [&] {
    const auto result = reduce_charge_discharge({&table, 1}, {});
    return std::ranges::find(result->findings, "counted-charge", &data::Finding::key)->verdict;
  };
  EXPECT_EQ(verdict(), data::Verdict::Consistent);
  std::swap(table.columns[3].values, table.columns[4].values);
  EXPECT_EQ(verdict(), data::Verdict::Inconsistent);
}

TEST(ChargeDischarge, MassesAreNeverAssumedAndMistakesAreNamed) {
  NITER_IDENTITY("no mass: no capacity per mass; a time that goes back is named with its point");
  auto table = cycled();
  const auto result = reduce_charge_discharge({&table, 1}, {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->find("discharge_capacity_per_mass"), nullptr);
  table.columns[0].values[4] = 0;
  EXPECT_NE(reduce_charge_discharge({&table, 1}, {}).error().text().find("steps.csv: point 5"),
            std::string::npos);
  ChargeDischargeOptions options;
  options.mass = Quantity(0, "mg");
  EXPECT_FALSE(reduce_charge_discharge({&table, 1}, options));
}

}  // namespace
}  // namespace niter::analysis
