// Laws of batteries: whatever the anolyte, the membrane and what is held, books close; every
// control meets its setpoint; what a cell cannot do ends in words.
#include <cmath>
#include <string>
#include <tuple>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/twin/cell/battery.hpp"
#include "niter/twin/protocol/run.hpp"

namespace niter::twin {
namespace {

using protocol::RunRecord;

constexpr double closed = 1e-10;

CellModel cell_of(BatteryOptions::Anolyte anolyte, Membrane membrane, bool batch) {
  BatteryOptions battery;
  battery.anolyte = anolyte;
  if (anolyte == BatteryOptions::Anolyte::Neutral)
    battery.exchange_current = 10, battery.anodic_transfer = 1, battery.dissolved_zinc = 10;
  battery.corrosion_current = 0.05;
  battery.oxygen_evolution = BatteryOptions::OxygenEvolution{};
  CellOptions cell;
  cell.double_layer = {{340, 0}};
  if (batch) {
    BatchOptions volumes;
    volumes.catholyte = volumes.anolyte = 0.05;  // 5 mL for 1 cm2: used up within hours
    volumes.anolyte_ions = {{"K+", 200}, {"SO4-2", 100}};
    volumes.membrane = membrane;
    cell.batch = volumes;
  }
  HalfCellOptions cathode;
  cathode.name = "no3", cathode.reactant = "NO3-";
  cathode.electrolyte = {{"K+", 300}, {"NO3-", 100}, {"SO4-2", 100}};
  auto model = assemble_battery(shipped_mechanism("c2").value(), cathode, cell, battery);
  EXPECT_TRUE(model) << model.error().text();
  return *std::move(model);
}

RunRecord run(const CellModel& cell, const std::string& text) {
  const auto protocol = protocol::parse_protocol(text, "law");
  EXPECT_TRUE(protocol) << protocol.error().text();
  auto record = protocol::run_protocol(cell, *protocol, {});
  EXPECT_TRUE(record) << record.error().text();
  return *std::move(record);
}

double last(const RunRecord& record, const char* name) {
  return record.table.find(name)->values.back();
}

using Kind = std::tuple<BatteryOptions::Anolyte, Membrane, bool>;
class EveryBattery : public ::testing::TestWithParam<Kind> {
 protected:
  CellModel cell() const { return std::apply(cell_of, GetParam()); }
  bool weak() const {
    return std::get<0>(GetParam()) == BatteryOptions::Anolyte::Neutral ||
           std::get<1>(GetParam()) == Membrane::Bipolar;
  }
};

TEST_P(EveryBattery, BooksCloseWhateverIsHeld) {
  NITER_IDENTITY("charge, N, OH-, Zn and every other component, to 1e-10 of their largest term");
  // zinc in neutral electrolyte, or a membrane that splits water, leaves little voltage
  const double j = weak() ? 0.05 : 2;
  for (const std::string& text :
       {fmt::format("rest for 1 min\nhold {} mA/cm2 discharge for 2 h", j),
        std::string("rest for 1 min\nhold 0.1 V vs Zn for 1 h"),
        fmt::format("rest for 1 min\nhold {} mW/cm2 for 10 min", 0.02 * j),
        std::string("rest for 1 min\nhold 500 ohm cm2 for 1 h"),
        fmt::format("rest for 1 min\nsweep to {} mA/cm2 discharge at 0.01 mA cm-2 s-1", j),
        fmt::format("rest for 1 min\nrepeat 3\nhold {0} mA/cm2 discharge for 1 min\nrest for 1 "
                    "min\nend",
                    j),
        std::string("rest for 1 min\nrepeat 2\nhold 0.2 mA/cm2 discharge for 5 min\nrest for 1 "
                    "min\nhold 0.2 mA/cm2 charge for 5 min\nrest for 1 min\nend")}) {
    const RunRecord record = run(cell(), text);
    EXPECT_FALSE(record.failure) << text << ": " << record.failure->error.text();
    for (const Balance& balance : record.balances)
      EXPECT_LT(balance.relative, closed) << text << ": " << balance.of;
    const auto &v = record.table.find("V")->values, &p = record.table.find("power")->values,
               &current = record.table.find("j")->values;
    for (std::size_t i = 0; i < v.size(); ++i)
      ASSERT_NEAR(p[i], -v[i] * current[i], 1e-12 + 1e-12 * std::abs(p[i])) << text;
    // zinc: electrons that passed, and those of the corrosion
    EXPECT_NEAR(last(record, "zinc used"),
                (last(record, "corroded") - last(record, "q")) / (2 * constants::F),
                1e-12 + 1e-10 * std::abs(last(record, "zinc used")));
  }
}

TEST_P(EveryBattery, WhatIsHeldIsHeld) {
  NITER_IDENTITY("voltage, power and load at the end of a hold are those asked for");
  EXPECT_NEAR(last(run(cell(), "rest for 1 s\nhold 0.1 V vs Zn for 10 min"), "V"), 0.1, 1e-8);
  const RunRecord load = run(cell(), "rest for 1 s\nhold 500 ohm cm2 for 10 min");
  EXPECT_NEAR(-last(load, "V") / last(load, "j"), 500e-4, 1e-8);
  const RunRecord open = run(cell(), "rest for 10 min");
  EXPECT_NEAR(last(open, "j"), 0, 1e-12);
  EXPECT_GT(last(open, "V"), 0);
  const RunRecord shorted = run(cell(), "rest for 1 s\nhold 0 V vs Zn for 10 min");
  EXPECT_NEAR(last(shorted, "power"), 0, 1e-6);
  EXPECT_LT(last(shorted, "j"), 0);
}

TEST_P(EveryBattery, WhatItCannotDoEndsInWords) {
  NITER_IDENTITY("more power than there is, or a current that nothing carries: a typed error");
  for (const char* text : {"rest for 1 s\nhold 50 mW/cm2 for 10 min",
                           "rest for 1 s\nhold 10000 mA/cm2 discharge for 1 h"}) {
    const RunRecord record = run(cell(), text);
    ASSERT_TRUE(record.failure) << text;
    const Code code = record.failure->error.code;
    EXPECT_TRUE(code == Code::BeyondLimit || code == Code::NoConvergence) << text;
    EXPECT_FALSE(record.failure->error.what.empty());
    for (const auto& column : record.table.columns)
      for (const double value : column.values) ASSERT_TRUE(std::isfinite(value)) << column.name;
  }
}

using enum BatteryOptions::Anolyte;

std::string name_of(const ::testing::TestParamInfo<Kind>& row) {
  const bool alkaline = std::get<0>(row.param) == Alkaline;
  const char* const membranes[] = {"cation", "anion", "bipolar"};
  return fmt::format("{}_{}_{}", alkaline ? "alkaline" : "neutral",
                     membranes[static_cast<int>(std::get<1>(row.param))],
                     std::get<2>(row.param) ? "batch" : "film");
}

INSTANTIATE_TEST_SUITE_P(Cells, EveryBattery,
                         ::testing::Values(Kind{Alkaline, Membrane::CationExchange, false},
                                           Kind{Neutral, Membrane::CationExchange, false},
                                           Kind{Alkaline, Membrane::CationExchange, true},
                                           Kind{Alkaline, Membrane::AnionExchange, true},
                                           Kind{Alkaline, Membrane::Bipolar, true},
                                           Kind{Neutral, Membrane::CationExchange, true},
                                           Kind{Neutral, Membrane::AnionExchange, true}),
                         name_of);

}  // namespace
}  // namespace niter::twin
