// Cells of other laboratories: our integrals against the totals of their instruments.
#include <algorithm>
#include <cmath>

#include "niter/analysis/battery/charge_discharge.hpp"
#include "niter/analysis/battery/power.hpp"
#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/io/part_columns.hpp"
#include "niter/io/readers.hpp"

namespace niter::analysis {
namespace {

std::filesystem::path battery(const std::string& file) {
  return testing::shared_dir() / "data/battery" / file;
}

double largest(const data::Table& table, const char* name) {
  const auto* const column = table.find(name);
  return column == nullptr ? std::nan("") : *std::ranges::max_element(column->values);
}

double shown(const data::Reduction& reduction, const char* id) {
  const auto* const measure = reduction.find(id);
  return measure == nullptr ? std::nan("") : measure->value.value();
}

TEST(BatteryExternal, ChargeAndEnergyAreThoseOfEcLab) {
  if (!std::filesystem::exists(testing::shared_dir())) GTEST_SKIP() << "no shared data";
  NITER_SOURCE("yadg", "gcpl.issue_226 and 149: Q charge, Q discharge, Energy discharge of EC-Lab");
  const auto recording = io::read_recording(battery("yadg_gcpl.issue_226.I.mpt"));
  ASSERT_TRUE(recording) << recording.error().text();
  const auto& table = recording->parts.front().table;
  const auto result = reduce_charge_discharge({&table, 1}, {});
  ASSERT_TRUE(result) << result.error().text();
  const double down = largest(table, "Q_discharge"), up = largest(table, "Q_charge");
  EXPECT_NEAR(shown(*result, "discharge_capacity") / down, 1, 2e-5);
  EXPECT_NEAR(shown(*result, "coulombic_efficiency") / (down / up), 1, 2e-5);
  // without the counter the first current of each step, a mean over nothing, is wrong: 0.08 of 0.12
  // mA over half of the first ten seconds
  auto plain = table;
  std::erase_if(plain.columns, [](const auto& column) { return column.name == "Q"; });
  const auto integrated = reduce_charge_discharge({&plain, 1}, {});
  ASSERT_TRUE(integrated);
  EXPECT_NEAR(shown(*integrated, "discharge_capacity") / down, 1, 0.03);

  // EC-Lab multiplies each charge by the voltage at its end, ours by the mean of both ends
  const auto cell = io::read_recording(battery("yadg_gcpl.issue_149.mpt"));
  ASSERT_TRUE(cell) << cell.error().text();
  const auto& loop = cell->parts.front().table;
  const auto energies = reduce_charge_discharge({&loop, 1}, {});
  ASSERT_TRUE(energies) << energies.error().text();
  for (const bool discharge : {true, false}) {
    const char* const id = discharge ? "discharge_energy" : "energy_efficiency";
    const double gained = largest(loop, "W_charge"), given = largest(loop, "W_discharge");
    EXPECT_NEAR(shown(*energies, id) / (discharge ? given : given / gained), 1, 5e-4) << id;
  }
}

TEST(BatteryExternal, BinaryAndTextAreOneCell) {
  if (!std::filesystem::exists(testing::shared_dir())) GTEST_SKIP() << "no shared data";
  NITER_SOURCE("yadg", "gcpl.issue_149: the .mpr holds charge and no current");
  std::vector<data::Reduction> both;
  for (const auto* const file : {"yadg_gcpl.issue_149.mpr", "yadg_gcpl.issue_149.mpt"}) {
    auto recording = io::read_recording(battery(file));
    ASSERT_TRUE(recording) << recording.error().text();
    const auto parts = io::join_alike(std::move(recording->parts));
    ASSERT_EQ(parts.size(), 1U);
    auto result = reduce_charge_discharge({&parts.front().table, 1}, {});
    ASSERT_TRUE(result) << result.error().text();
    EXPECT_EQ(result->tables.front().rows(), 4U);  // four loops of 10 s up and 10 s down at 30 uA
    EXPECT_NEAR(shown(*result, "discharge_capacity"), 30e-6 * 10, 3e-7);
    both.push_back(std::move(*result));
  }
  for (const auto& measure : both.front().measures) {
    EXPECT_NEAR(shown(both.back(), measure.id.c_str()) / measure.value.value(), 1, 1e-5)
        << measure.id;
  }
}

TEST(BatteryExternal, AnArbinChannelHasItsCapacity) {
  if (!std::filesystem::exists(testing::shared_dir())) GTEST_SKIP() << "no shared data";
  NITER_SOURCE("beep", "2017-05-09_test-TC-contact_CH33.csv: Charge_Capacity of the cycler");
  const auto recording =
      io::read_recording(battery("2017-05-09_test-TC-contact_CH33.csv"),
                         {.columns = {{"t", "Test_Time"}, {"I", "Current"}, {"V", "Voltage"}},
                          .units = {{"t", "s"}, {"I", "A"}, {"V", "V"}}});
  ASSERT_TRUE(recording) << recording.error().text();
  const auto result = reduce_charge_discharge({&recording->parts.front().table, 1}, {});
  ASSERT_TRUE(result) << result.error().text();
  // 0.6082700490951538 Ah in the last row, 0.0051783411763608456 in the first
  EXPECT_NEAR(Unit::of("Ah").from_si(shown(*result, "charge_capacity")) / 0.6030917079, 1, 3e-4);
  EXPECT_EQ(result->find("discharge_capacity"), nullptr);
}

}  // namespace
}  // namespace niter::analysis
