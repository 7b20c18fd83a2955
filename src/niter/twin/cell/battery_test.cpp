// The battery: against Nernst's limits, Faraday's law, exact polarisation curves, and the answers
// of an independent trial model of the founding study's cells.
#include "niter/twin/cell/battery.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "niter/base/testing.hpp"
#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_system.hpp"
#include "niter/twin/cell/nitrate_testing.hpp"
#include "niter/twin/cell/stationary.hpp"
#include "niter/twin/protocol/run.hpp"

namespace niter::twin {
namespace {

using protocol::parse_protocol;
using protocol::run_protocol;
using protocol::RunRecord;

CellModel battery(const BatteryOptions& options, const std::string& reactant = "NO3-",
                  bool batch = false, Membrane membrane = Membrane::CationExchange) {
  CellOptions cell;
  cell.double_layer = {{340, 0}};
  if (batch) {
    BatchOptions volumes;
    volumes.catholyte = volumes.anolyte = 50e-6 / 1e-4;
    volumes.anolyte_ions = {{"K+", 200}, {"SO4-2", 100}};
    volumes.membrane = membrane;
    cell.batch = volumes;
  }
  HalfCellOptions half_cell = nitrate_options(reactant);
  half_cell.film_thickness = reactant == "NO3-" ? 319e-6 : 178e-6;
  auto model = assemble_battery(shipped_mechanism("c2").value(), half_cell, cell, options);
  EXPECT_TRUE(model) << model.error().text();
  return *std::move(model);
}

BatteryOptions declared() {
  BatteryOptions options;
  options.start_potential = -1.25;  // the hypothesis of an alkaline anolyte
  return options;
}

RunRecord run(const CellModel& model, const std::string& text) {
  const auto protocol = parse_protocol(text, "test");
  EXPECT_TRUE(protocol) << protocol.error().text();
  auto record = run_protocol(model, *protocol, {});
  EXPECT_TRUE(record) << record.error().text();
  return *std::move(record);
}

double last(const RunRecord& record, const char* name) {
  return record.table.find(name)->values.back();
}

TEST(Battery, ZincPotentialsAreThoseOfTheTables) {
  NITER_SOURCE("crc2016", "Zn+2/Zn -0.7618 V; Zn(OH)4-2/Zn -1.199 V at 1 M and pH 14");
  BatteryOptions options;
  options.dissolved_zinc = options.hydroxide = 1000;
  const double alkaline = zinc_potential(options).value();
  EXPECT_NEAR(alkaline, -1.199, 2e-3);
  options.hydroxide = 6000;  // four OH- for two electrons: 0.118 V a decade
  EXPECT_NEAR(zinc_potential(options).value() - alkaline, -0.1183 * std::log10(6.0), 1e-4);
  options.anolyte = BatteryOptions::Anolyte::Neutral;
  EXPECT_NEAR(zinc_potential(options).value(), -0.7618, 5e-4);
  options.dissolved_zinc = 0.1;
  EXPECT_NEAR(zinc_potential(options).value(), -0.880, 1e-3);
}

TEST(Battery, ZincFollowsButlerAndVolmer) {
  NITER_SOURCE("bard2001", "section 3.3: Tafel lines of both branches, linear near equilibrium");
  ZincAnode zinc;
  zinc.exchange_current = 500, zinc.anodic_transfer = 1.5, zinc.start_potential = -1.25;
  const double T = 298.15, f = constants::F / (constants::R * T);
  const auto eta = [&](double j) { return polarise(zinc, T, j, -1.25).potential + 1.25; };
  EXPECT_NEAR(eta(5e6) - eta(5e5), 1 / (1.5 * f) * constants::ln10, 1e-5);     // 39 mV a decade
  EXPECT_NEAR(eta(-5e6) - eta(-5e5), -1 / (0.5 * f) * constants::ln10, 1e-6);  // 118 mV
  EXPECT_NEAR(eta(1e-3) / 1e-3, 1 / (500 * 2 * f), 1e-9);
  const double once = eta(1e5);
  zinc.area_ratio = 2;  // as much anode again: half the current density
  EXPECT_NEAR(eta(2e5), once, 1e-12);
}

TEST(Battery, CorrosionIsAMixedPotential) {
  NITER_IDENTITY(
      "partial currents of one metal cancel at rest; derivatives are those of differences");
  ZincAnode zinc;
  zinc.exchange_current = 500, zinc.corrosion_current = 2, zinc.start_potential = -1.25;
  const AnodeState rest = polarise(zinc, 298.15, 0, -1.25);
  EXPECT_GT(rest.potential, -1.25);
  EXPECT_NEAR(rest.dissolution, rest.corrosion, 1e-9);
  EXPECT_NEAR(rest.corrosion, 2, 0.1);
  const double h = 1e-3;
  const auto at = [&](double j, double e) { return polarise(zinc, 298.15, j, e); };
  EXPECT_NEAR((at(50 + h, -1.25).potential - at(50 - h, -1.25).potential) / (2 * h),
              at(50, -1.25).potential_by_current, 1e-9);
  EXPECT_NEAR((at(50 + h, -1.25).corrosion - at(50 - h, -1.25).corrosion) / (2 * h),
              at(50, -1.25).corrosion_by_current, 1e-8);
  EXPECT_NEAR((at(50, -1.25 + h).potential - at(50, -1.25 - h).potential) / (2 * h),
              at(50, -1.25).potential_by_equilibrium, 1e-6);
  EXPECT_NEAR((at(50, -1.25 + h).corrosion - at(50, -1.25 - h).corrosion) / (2 * h),
              at(50, -1.25).corrosion_by_equilibrium, 1e-2);
}

TEST(Battery, VoltageIsCathodeLessZincLessResistance) {
  NITER_IDENTITY(
      "physics of the cell: V(j) = U_c - U_Zn - j R; the cathode is that of the half-cell");
  auto narrow = declared(), wide = declared();
  wide.resistance = 20e-4;
  const char* text = "rest for 1 s\nhold 4 mA/cm2 discharge for 1 h";
  const RunRecord a = run(battery(narrow), text), b = run(battery(wide), text);
  EXPECT_NEAR(last(a, "V") - last(b, "V"), 40 * 15e-4, 1e-6);
  EXPECT_NEAR(last(a, "E anode"), last(b, "E anode"), 1e-12);
  const double she = last(a, "E") + Scale::rhe(6.8, 298.15).zero_vs_she();
  EXPECT_NEAR(last(a, "V"), she - last(a, "E anode"), 1e-9);
  EXPECT_NEAR(last(a, "power"), 40 * last(a, "V"), 1e-6);
  HalfCellOptions half_cell = nitrate_options();
  half_cell.film_thickness = 319e-6, half_cell.series_resistance = narrow.resistance;
  HalfCell alone = HalfCell::make(shipped_mechanism("c2").value(), half_cell).value();
  EXPECT_NEAR(last(a, "E"), alone.at_current(-40)->applied.value(), 1e-5);
}

TEST(Battery, EveryControlMeetsTheSamePoint) {
  NITER_IDENTITY("current, voltage, power and load that belong together give one operating point");
  const CellModel cell = battery(declared());
  const RunRecord by_current = run(cell, "rest for 1 s\nhold 4 mA/cm2 discharge for 1 h");
  const double v = last(by_current, "V");
  const auto same = [&](const std::string& setpoint) {
    const RunRecord record = run(cell, "rest for 1 s\nhold " + setpoint + " for 1 h");
    ASSERT_FALSE(record.failure) << setpoint << ": " << record.failure->error.text();
    EXPECT_NEAR(last(record, "V"), v, 2e-5) << setpoint;
    EXPECT_NEAR(last(record, "j"), -40, 4e-3) << setpoint;
  };
  same(fmt::format("{:.9f} V vs Zn", v));
  same(fmt::format("{:.9f} mW/cm2", v * 4));
  same(fmt::format("{:.6f} ohm cm2", v / 4e-3));
}

TEST(Battery, AnswersOfTheTrialModel) {
  NITER_SOURCE(
      "trial2026",
      "an independent steady model of these cells with mechanism C2: nitrate 0.35 "
      "to 0.38 mW cm-2 near 4 mA cm-2, 0.07 V at 5, about 0 at 10 mA cm-2; open circuit 0.49 "
      "to 0.74 V with a leak of 1 to 3 uA cm-2");
  const CellModel cell = battery(declared());
  const RunRecord sweep =
      run(cell, "rest for 1 s\nsweep to 10 mA/cm2 discharge at 0.002 mA cm-2 s-1");
  ASSERT_FALSE(sweep.failure) << sweep.failure->error.text();
  const auto &power = sweep.table.find("power")->values, &j = sweep.table.find("j")->values;
  const auto peak = std::max_element(power.begin(), power.end()) - power.begin();
  EXPECT_NEAR(power[peak], 3.65, 0.3 * 3.65);
  EXPECT_NEAR(-j[peak], 39, 12);
  EXPECT_NEAR(last(sweep, "V"), -0.02, 0.05);
  for (const double leak : {0.01, 0.03}) {
    auto options = declared();
    options.leak = leak;
    const double open = last(run(battery(options), "rest for 1 h"), "V");
    EXPECT_GT(open, 0.44);
    EXPECT_LT(open, 0.79);
  }
}

TEST(Battery, BooksCloseOverADischarge) {
  NITER_SOURCE("bard2001", "Faraday's law: zinc, hydroxide and charge of a discharge");
  auto options = declared();
  options.corrosion_current = 0.5;
  const RunRecord record =
      run(battery(options, "NO3-", true), "rest for 1 s\nhold 5 mA/cm2 discharge for 15 h");
  ASSERT_FALSE(record.failure) << record.failure->error.text();
  for (const Balance& balance : record.balances) EXPECT_LT(balance.relative, 1e-10) << balance.of;
  const double charge = -last(record, "q");
  EXPECT_NEAR(charge, 50 * 15 * 3600, 1e-6 * charge);
  EXPECT_NEAR(last(record, "zinc used"), (charge + last(record, "corroded")) / (2 * constants::F),
              1e-9);
  // every mole of zinc takes four of hydroxide; potassium carries the charge, hydrogen gives two
  const auto& zincate = record.table.find("c Zn(OH)4-2 anolyte")->values;
  EXPECT_NEAR((zincate.back() - zincate.front()) * 0.5, last(record, "zinc used"), 1e-3);
  EXPECT_GT(last(record, "corroded"), 0);
  // work is the integral of V j: trapezium over the record
  const auto &t = record.table.find("t")->values, &p = record.table.find("power")->values;
  double work = 0;
  for (std::size_t i = 1; i < t.size(); ++i) work += 0.5 * (p[i] + p[i - 1]) * (t[i] - t[i - 1]);
  EXPECT_NEAR(last(record, "work"), work, 2e-3 * work);
}

class BatteryMembranes : public ::testing::TestWithParam<Membrane> {};

TEST_P(BatteryMembranes, StepsKnowEveryDerivative) {
  NITER_IDENTITY(
      "solve() inverts dF/dy + c dF/dy': for each control, the anolyte's corner included");
  auto options = declared();
  options.corrosion_current = 2, options.leak = 0.3;
  options.oxygen_evolution = BatteryOptions::OxygenEvolution{};
  CellSystem system(battery(options, "NO3-", true, GetParam()));
  const CellLayout& l = system.layout();
  std::vector<double> y = system.rest_state(-0.3);
  const auto set = [&](int i, double value) { y[static_cast<std::size_t>(i)] = value; };
  set(l.current(0), -20), set(l.membrane_current(), -20);
  for (int node = 0; node <= l.nodes; ++node)  // away from traces, where differences say nothing
    for (int s = 0; s < l.species; ++s) {
      double& c = y[static_cast<std::size_t>(l.c(node, s))];
      c = std::max(c, 1.0);
    }
  const std::vector<double> yp(y.size(), 0.0);
  const double c = 3.7;
  for (const auto mode : {Drive::Mode::Potential, Drive::Mode::Current, Drive::Mode::Voltage,
                          Drive::Mode::Power, Drive::Mode::Load}) {
    Drive drive;
    drive.mode = mode, drive.value = system.driven(mode, y);
    system.impose(drive);
    ASSERT_TRUE(system.set_up(0, y, yp, c));
    // unknowns of the electrode, its current and voltage, and of the anolyte
    std::vector<int> columns = {l.potential(0), l.current(0), l.membrane_current(),
                                l.c(l.nodes - 1, system.model().hydroxide)};
    for (int s = 0; s < l.species; ++s) columns.push_back(l.c(l.nodes, s));
    for (const int column : columns) {
      const auto k = static_cast<std::size_t>(column);
      const double h = 1e-5 * std::max(1e-2, std::abs(y[k]));
      std::vector<double> up(y.size()), down(y.size()), moved = y, rate = yp;
      moved[k] = y[k] + h, rate[k] = c * h;
      ASSERT_TRUE(system.residual(0, moved, rate, up));
      moved[k] = y[k] - h, rate[k] = -c * h;
      ASSERT_TRUE(system.residual(0, moved, rate, down));
      std::vector<double> step(y.size());
      for (std::size_t i = 0; i < y.size(); ++i) step[i] = (up[i] - down[i]) / (2 * h);
      system.solve(step);
      EXPECT_NEAR(step[k], 1, 1e-4) << "mode " << static_cast<int>(mode) << " unknown " << column;
      for (const int other : columns) {
        if (other == column) continue;
        const auto o = static_cast<std::size_t>(other);
        const double scale = std::abs(y[o]) / std::max(1e-2, std::abs(y[k]));
        EXPECT_NEAR(step[o], 0, 1e-8 * std::max(1.0, scale))
            << "mode " << static_cast<int>(mode) << " " << column << " in " << other;
      }
      for (const int tail : {l.corroded(), l.work()})
        EXPECT_NEAR(step[static_cast<std::size_t>(tail)], 0, 1e-4) << tail << " of " << column;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, BatteryMembranes,
                         ::testing::Values(Membrane::CationExchange, Membrane::AnionExchange,
                                           Membrane::Bipolar));

TEST(Battery, ABipolarMembraneTakesTheVoltageOfItsTwoSides) {
  NITER_SOURCE("newman2004",
               "potential between two solutions of one carrier: (RT/F) ln of their ratio");
  auto options = declared();
  options.splitting = 0.15;
  const char* text = "rest for 1 s\nhold 2 mA/cm2 discharge for 1 min";
  const RunRecord plain = run(battery(options, "NO3-", true), text),
                  split = run(battery(options, "NO3-", true, Membrane::Bipolar), text);
  const double ratio = last(split, "c OH- anolyte") / last(split, "c OH-");
  const double taken = constants::R * 298.15 / constants::F * std::log(ratio) + 0.15;
  EXPECT_GT(taken, 0.4);  // of neutral water and strong alkali
  EXPECT_NEAR(last(plain, "V") - last(split, "V"), taken, 5e-3);
  // no potassium crosses: hydroxide leaves the catholyte as fast as charge passes
  EXPECT_NEAR(last(split, "c K+ anolyte"), split.table.find("c K+ anolyte")->values.front(), 1e-6);
}

TEST(Battery, EndsWhereItsZincEnds) {
  NITER_SOURCE("bard2001", "Faraday's law: t = 2 F n/j");
  auto options = declared();
  options.zinc = 5;  // mol m-2
  const RunRecord record =
      run(battery(options, "NO3-", true), "rest for 1 s\nhold 5 mA/cm2 discharge for 40 h");
  ASSERT_TRUE(record.failure);
  EXPECT_EQ(record.failure->error.code, Code::BeyondLimit);
  EXPECT_NE(record.failure->error.what.find("the zinc is used up"), std::string::npos);
  EXPECT_NEAR(record.failure->time, 1 + 2 * constants::F * 5 / 50, 5);
  options = declared();
  options.passivation = 60;
  const RunRecord passive = run(battery(options),
                                "rest for 1 s\nsweep to 10 mA/cm2 discharge at "
                                "0.01 mA cm-2 s-1");
  ASSERT_TRUE(passive.failure);
  EXPECT_NE(passive.failure->error.what.find("passivates"), std::string::npos);
  EXPECT_NEAR(passive.failure->current_density, -60, 0.01);
}

TEST(Battery, ChargesOnlyWhereOxygenCanEvolve) {
  NITER_SOURCE("mccrory2013", "oxygen evolution: 10 mA cm-2 at 1.63 V vs RHE");
  auto options = declared();
  options.oxygen_evolution = BatteryOptions::OxygenEvolution{};
  const RunRecord record = run(battery(options), "rest for 1 s\nhold 1 mA/cm2 charge for 10 min");
  ASSERT_FALSE(record.failure) << record.failure->error.text();
  EXPECT_GT(last(record, "V"), 2);  // of the zinc, -1.25 V, to oxygen at a sour surface
  EXPECT_LT(last(record, "V"), 3);
  EXPECT_LT(last(record, "power"), 0);
}

TEST(Battery, IsRefusedInWords) {
  NITER_IDENTITY("a cell without zinc has no voltage; numbers out of range are named");
  const auto protocol = parse_protocol("hold 0.3 V vs Zn for 1 h", "test");
  ASSERT_TRUE(protocol);
  const auto refused = run_protocol(nitrate_cell(), *protocol, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("needs a battery"), std::string::npos);
  BatteryOptions options;
  options.exchange_current = 0;
  const auto bad =
      assemble_battery(shipped_mechanism("c2").value(), nitrate_options(), {}, options);
  ASSERT_FALSE(bad);
  EXPECT_NE(bad.error().text().find("exchange current"), std::string::npos);
}

}  // namespace
}  // namespace niter::twin
