#include "niter/analysis/battery/cell_record.hpp"

#include "niter/analysis/battery/cell_testing.hpp"
#include "niter/base/testing.hpp"

namespace niter::analysis {
namespace {

data::Table held(double slope, double current) {
  return testing::stepped({{600, current}}, 10,
                          [&](double t, double) { return 1 + slope * t / 600; });
}

TEST(CellRecord, TheSignIsThatOfAFallingVoltage) {
  NITER_IDENTITY("a voltage that falls under one current: that current discharges");
  for (const double current : {1e-3, -1e-3}) {
    data::Reduction out;
    auto table = held(-0.1, current);
    auto record = cell_record(table, {}, "", out);
    ASSERT_TRUE(record) << record.error().text();
    EXPECT_GT(record->current.front(), 0);
    EXPECT_EQ(record->sign, current > 0 ? 1 : -1);
    table = held(0.1, current);
    record = cell_record(table, {}, "", out);
    ASSERT_TRUE(record);
    EXPECT_LT(record->current.front(), 0);  // it is charged
  }
}

TEST(CellRecord, AnUndecidedSignIsAskedFor) {
  NITER_IDENTITY("constant voltage and current say nothing; a stated sign is taken");
  data::Reduction out;
  const auto table = held(0, 1e-3);
  const auto refused = cell_record(table, {}, "", out);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("discharge = \"negative\""), std::string::npos);
  CellOptions options;
  options.discharge = DischargeSign::Negative;
  const auto record = cell_record(table, options, "", out);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->current.front(), -1e-3);
  EXPECT_EQ(out.findings.back().verdict, data::Verdict::NeedsDatum);
}

TEST(CellRecord, TheHabitOfAnInstrumentIsHeldAgainstTheVoltage) {
  NITER_IDENTITY("positive while charging: decides where nothing else does, else is checked");
  auto table = held(0, 1e-3);
  table.provenance.settings["current_sign"] = "positive while charging, as this one writes it";
  data::Reduction out;
  auto record = cell_record(table, {}, "", out);
  ASSERT_TRUE(record) << record.error().text();
  EXPECT_EQ(record->sign, -1);
  for (const double slope : {0.1, -0.1}) {
    table.columns[2].values = held(slope, 1e-3).columns[2].values;
    record = cell_record(table, {}, "", out);
    ASSERT_TRUE(record);
    EXPECT_EQ(out.findings.back().verdict,
              slope > 0 ? data::Verdict::Consistent : data::Verdict::Inconsistent);
  }
}

TEST(CellRecord, TheVoltageIsBetweenTheTerminals) {
  NITER_IDENTITY("V before Ewe-Ece before E - Ece before E; the last with a doubt");
  data::Reduction out;
  auto table = held(-0.1, 1e-3);
  table.columns[2].name = "E";
  table.columns[2].comment = "vs. Ag/AgCl";
  auto record = cell_record(table, {}, "", out);
  ASSERT_TRUE(record);
  EXPECT_EQ(out.caveats.size(), 1U);
  const auto add = [&](const char* name, double volts) {
    table.columns.push_back({name, Unit::of("V"), std::vector<double>(table.rows(), volts)});
    table.columns.back().values.front() += 0.01;
    record = cell_record(table, {}, "", out);
    return record ? record->voltage.back() : -1;
  };
  const double last = table.columns[2].values.back();
  EXPECT_NEAR(add("Ece", -0.4), last + 0.4, 1e-12);
  EXPECT_NEAR(add("Ewe-Ece", 1.2), 1.2, 1e-12);
  EXPECT_NEAR(add("V", 1.3), 1.3, 1e-12);
  EXPECT_EQ(out.caveats.size(), 1U);
}

TEST(CellRecord, AnAreaIsOneInputOfAllPoints) {
  NITER_IDENTITY(
      "j = I/A; a current density is taken as it is; the error of the area stands apart");
  data::Reduction out;
  auto table = held(-0.1, 1e-3);
  CellOptions options;
  options.area = *Quantity::parse("2.0 +- 0.1 cm2");
  auto record = cell_record(table, options, "", out);
  ASSERT_TRUE(record);
  EXPECT_NEAR(record->current.front(), 5, 1e-12);
  EXPECT_NEAR(record->area_error.relative(), 0.05, 1e-12);
  EXPECT_NEAR(record->passed.back(), 50, 1e-9);
  table.columns[1] = {"j", Unit::of("mA cm-2"), std::vector<double>(table.rows(), 7)};
  record = cell_record(table, {}, "", out);
  ASSERT_TRUE(record);
  EXPECT_TRUE(record->per_area);
  EXPECT_EQ(record->current.front(), 7);
  EXPECT_EQ(record->area_error.sigma(), 0);
}

TEST(CellRecord, MistakesAreNamed) {
  NITER_IDENTITY("what is missing, and at which point");
  data::Reduction out;
  auto table = held(-0.1, 1e-3);
  table.columns[2].values[6] = std::nan("");
  EXPECT_NE(cell_record(table, {}, "", out).error().text().find("point 7"), std::string::npos);
  table.columns.pop_back();
  EXPECT_NE(cell_record(table, {}, "", out).error().text().find("'V'"), std::string::npos);
}

}  // namespace
}  // namespace niter::analysis
