// Running protocols: every instruction does what docs/methods/protocols.md says, the books close,
// and what cannot be done ends in words.
#include "niter/twin/protocol/run.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/physics/closed/cottrell.hpp"
#include "niter/twin/cell/cell_testing.hpp"
#include "niter/twin/cell/nitrate_testing.hpp"

namespace niter::twin::protocol {
namespace {

constexpr double area = 1e-4;

enum class Cell { Film, Batch };

CellModel cell_of(Cell kind) {
  return kind == Cell::Batch ? nitrate_batch(area) : nitrate_cell();
}

RunRecord run(const std::string& text, Cell kind, const Monitor& monitor = {}) {
  RunOptions options;
  options.area = area;
  const auto protocol = parse_protocol(text, "test");
  EXPECT_TRUE(protocol) << (protocol ? "" : protocol.error().text());
  auto record = run_protocol(cell_of(kind), *protocol, options, monitor);
  EXPECT_TRUE(record) << (record ? "" : record.error().text());
  return record ? *std::move(record) : RunRecord{};
}

const std::vector<double>& column(const RunRecord& record, const std::string& name) {
  return record.table.find(name)->values;
}
double last(const RunRecord& record, const std::string& name, std::size_t part) {
  return column(record, name)[record.parts.at(part).last_row];
}
double worst(const RunRecord& record) {
  double largest = 0;
  for (const Balance& b : record.balances) largest = std::max(largest, b.relative);
  return largest;
}

TEST(RunProtocol, SetpointsAreReachedAndKept) {
  NITER_IDENTITY("a potentiostat holds what it is set to");
  const auto record = run("hold -0.9 V vs RHE for 2 min\nhold -20 mA/cm2 for 2 min", Cell::Film);
  ASSERT_FALSE(record.failure);
  EXPECT_NEAR(last(record, "E", 0), -0.9, 1e-9);
  EXPECT_NEAR(last(record, "j", 1), -200, 1e-6);
  EXPECT_NEAR(record.parts[0].end, 120, 0.01);
  EXPECT_LT(worst(record), 1e-8);
}

TEST(RunProtocol, SweepsAndCyclesHaveTheirRates) {
  NITER_IDENTITY("E(t) is a straight line of the stated slope between the vertices");
  const auto record =
      run("sweep 0 to -0.5 V at 10 mV/s\ncycle 2 times between 0.05 and 0.15 V at 50, 100 mV/s",
          Cell::Film);
  ASSERT_FALSE(record.failure);
  EXPECT_NEAR(record.parts[0].end - record.parts[0].start, 50, 0.01);
  // 2 x (0.2 V at 50 mV/s) + 2 x (0.2 V at 100 mV/s), after half a second of approach
  EXPECT_NEAR(record.parts[1].end - record.parts[1].start, 12, 0.01);
  const auto& E = column(record, "E");
  const auto& part = record.parts[1];
  double highest = -1, lowest = 1;
  for (std::size_t i = part.first_row; i <= part.last_row; ++i)
    highest = std::max(highest, E[i]), lowest = std::min(lowest, E[i]);
  EXPECT_NEAR(highest, 0.15, 1e-9);
  EXPECT_NEAR(lowest, 0.05, 1e-9);
}

TEST(RunProtocol, ConditionsEndAnInstruction) {
  NITER_IDENTITY("an instruction ends where its condition begins to hold");
  const auto record =
      run("hold -1.0 V for 40 h until nitrate < 90 %\nhold -1.0 V for 1 h until nitrate < 95 %\n"
          "hold -1.0 V for 1 h until Q > 10 C/cm2",
          Cell::Batch);
  ASSERT_FALSE(record.failure) << record.failure->error.text();
  EXPECT_TRUE(record.parts[0].met_condition);
  EXPECT_NEAR(last(record, "c NO3-", 0), 90, 1e-3);
  EXPECT_TRUE(record.parts[1].met_condition);  // it held already
  EXPECT_LT(record.parts[1].end - record.parts[1].start, 0.1);
  EXPECT_NEAR(last(record, "q", 2) - last(record, "q", 1), -1e5, 200);
}

TEST(RunProtocol, RefreshAndSampleChangeTheVessel) {
  NITER_IDENTITY("fresh electrolyte is that of the start; a sample takes volume and nothing else");
  const auto record =
      run("hold -1.0 V for 2 h\ntake 10 mL\nhold -1.0 V for 1 min\nrefresh electrolyte\n"
          "hold -1.0 V for 1 min",
          Cell::Batch);
  ASSERT_FALSE(record.failure);
  EXPECT_LT(last(record, "c NO3-", 0), 95);
  EXPECT_NEAR(last(record, "depth", 0), 0.5, 1e-12);
  EXPECT_NEAR(last(record, "depth", 2), 0.4, 1e-12);
  EXPECT_NEAR(last(record, "c NO3-", 2), last(record, "c NO3-", 0), 0.1);
  EXPECT_NEAR(last(record, "depth", 4), 0.5, 1e-12);
  EXPECT_NEAR(last(record, "c NO3-", 4), 100, 0.1);
  EXPECT_LT(worst(record), 1e-8);
}

TEST(RunProtocol, BooksCloseOverFortyHours) {
  NITER_IDENTITY("nitrogen, hydroxide, sites and charge over the whole run");
  const auto record = run("hold -1.0 V vs RHE for 40 h", Cell::Batch);
  ASSERT_FALSE(record.failure);
  EXPECT_GE(record.balances.size(), 8u);
  for (const Balance& b : record.balances) EXPECT_LT(b.relative, 1e-8) << b.of;
  // nothing in the record is below zero or not a number
  for (const auto& c : record.table.columns)
    for (const double value : c.values) {
      ASSERT_TRUE(std::isfinite(value)) << c.name;
      if (c.name.starts_with("c ")) {
        ASSERT_GE(value, -1e-9) << c.name;
      }
    }
}

TEST(RunProtocol, OpenCircuitIsAScaleAfterARest) {
  NITER_IDENTITY("no current flows at open circuit; a potential vs OCP counts from there");
  const auto record = run("rest for 1 min\nhold -0.1 V vs OCP for 1 min", Cell::Film);
  ASSERT_FALSE(record.failure);
  EXPECT_NEAR(last(record, "j", 0), 0, 1e-9);
  EXPECT_NEAR(last(record, "E", 1), last(record, "E", 0) - 0.1, 1e-9);
  const auto early = run_protocol(cell_of(Cell::Film),
                                  *parse_protocol("hold -0.1 V vs OCP for 1 min", "lab.txt"), {});
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().where.line, 1);
}

TEST(RunProtocol, CompensationShowsInPotentialAndCurrent) {
  NITER_IDENTITY("E - f j R: fed back the cell sees more, afterwards the record shows less");
  const double bare = last(run("hold -1.0 V for 5 min", Cell::Film), "j", 0);
  const auto fed =
      run("compensate 80 % of iR by positive feedback\nhold -1.0 V for 5 min", Cell::Film);
  const auto after = run("compensate 100 % of iR afterwards\nhold -1.0 V for 5 min", Cell::Film);
  EXPECT_LT(last(fed, "j", 1), 1.2 * bare);
  EXPECT_NEAR(last(fed, "E", 1), -1.0, 1e-9);
  EXPECT_NEAR(last(after, "j", 1), bare, 1e-6 * std::abs(bare));
  EXPECT_NEAR(last(after, "E", 1), -1.0 - bare * 2.87e-4, 1e-6);
}

TEST(RunProtocol, SpectrumBelongsToItsWorkingPoint) {
  NITER_IDENTITY("high frequencies see the series resistance alone");
  const auto record = run("eis 100 kHz to 0.1 Hz, 10 mV, at -1.0 V", Cell::Film);
  ASSERT_EQ(record.spectra.size(), 1u);
  const Spectrum& s = record.spectra.front();
  EXPECT_NEAR(s.potential, -1.0, 1e-9);
  EXPECT_NEAR(s.impedance.front().real(), 2.87e-4, 1e-9);
  EXPECT_GT(s.impedance.back().real(), 3.5e-4);
  EXPECT_DOUBLE_EQ(s.frequency.front(), 1e5);
  EXPECT_NEAR(s.frequency.back(), 0.1, 1e-12);
}

TEST(RunProtocol, WhatACellCannotCarryEndsInWords) {
  NITER_IDENTITY("the table so far, and why: time, potential, species");
  const auto record = run("hold -0.8 V for 1 min\nhold -5000 mA/cm2 for 1 h", Cell::Film);
  ASSERT_TRUE(record.failure);
  EXPECT_EQ(record.failure->error.code, Code::BeyondLimit) << record.failure->error.text();
  EXPECT_GT(record.failure->time, 60);
  EXPECT_FALSE(record.failure->concern.empty());
  EXPECT_LT(record.failure->potential, -9.9);  // 14 V over the series resistance alone
  EXPECT_EQ(record.failure->instruction, "hold -5000 mA/cm2 for 1 h");
  EXPECT_EQ(record.failure->error.where.line, 2);
  EXPECT_GT(record.table.rows(), 100u);
  EXPECT_LT(worst(record), 1e-8);
}

TEST(RunProtocol, BehindSandsTimeACurrentEndsInWords) {
  NITER_SOURCE("bard2001",
               "sec. 8.2.2: tau = pi D (n F c / 2 j)^2, no current of that size behind");
  const double j = 2, diffusivity = 1e-9, tau = physics::sand_time(1, 1, diffusivity, j);
  RunOptions options;
  options.rest = 0.4;  // where O alone is nearly at rest
  for (const double capacitance : {0.0, 1e-4}) {
    CellModel cell = couple_cell({});
    cell.transport.nodes = growing_nodes(6 * std::sqrt(diffusivity * tau), 1e-7, 150);
    if (capacitance > 0) cell.electrode.double_layer = {{capacitance, 0}};
    const auto record =
        run_protocol(cell, *parse_protocol("hold -0.2 mA/cm2 for 10 s", "lab.txt"), options);
    ASSERT_TRUE(record && record->failure) << capacitance;
    const RunFailure& failure = *record->failure;
    EXPECT_EQ(failure.error.code, Code::BeyondLimit) << failure.error.text();
    EXPECT_THAT(failure.error.what, ::testing::HasSubstr("exceeds what O can carry"));
    EXPECT_EQ(failure.concern, "O at the electrode");
    EXPECT_NEAR(failure.time / tau, 1, 0.01) << capacitance;
    EXPECT_LT(failure.potential, -0.5);
    EXPECT_NEAR(record->table.find("t")->values.back() / tau, 1, 0.03);
    EXPECT_LT(worst(*record), 1e-8);
  }
}

TEST(RunProtocol, AnAnodeTurnsTheFilmAcid) {
  NITER_IDENTITY("where OH- is used up water gives it, and protons carry the current away");
  const auto record = run("hold 300 mA/cm2 for 1 h", Cell::Film);
  ASSERT_FALSE(record.failure) << record.failure->error.text();
  EXPECT_GT(last(record, "c H+ surface", 0), 100);
  EXPECT_LT(worst(record), 1e-8);
}

TEST(RunProtocol, AnAnodeBeyondWhatItsFilmCarriesEndsInTheSameWords) {
  NITER_IDENTITY("an oxidation lives on OH- as a reduction does on its reactant");
  const auto record = run("hold 10000 mA/cm2 for 1 h", Cell::Film);
  ASSERT_TRUE(record.failure);
  EXPECT_EQ(record.failure->error.code, Code::BeyondLimit) << record.failure->error.text();
  EXPECT_THAT(record.failure->error.what, ::testing::HasSubstr("exceeds what OH- can carry"));
  EXPECT_EQ(record.failure->concern, "OH- at the electrode");
  EXPECT_LT(worst(record), 1e-8);
}

TEST(RunProtocol, StoppingKeepsTheRecordSoFar) {
  NITER_IDENTITY("what was simulated before the stop is whole");
  std::stop_source stop;
  Monitor monitor;
  monitor.stop = stop.get_token();
  int reports = 0;
  monitor.report = [&](std::string_view, double) {
    if (++reports == 200) stop.request_stop();
  };
  const auto record = run("hold -1.0 V for 40 h", Cell::Batch, monitor);
  ASSERT_TRUE(record.failure);
  EXPECT_EQ(record.failure->error.code, Code::Interrupted);
  EXPECT_GT(record.table.rows(), 5u);
  EXPECT_LT(record.failure->time, 40 * 3600);
}

TEST(RunProtocol, ASampleNeedsAVessel) {
  NITER_IDENTITY("what a cell cannot do is said at the word");
  const auto record =
      run_protocol(cell_of(Cell::Film), *parse_protocol("take 1 mL", "lab.txt"), {});
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().code, Code::InvalidInput);
  EXPECT_EQ(record.error().where.file, "lab.txt");
}

}  // namespace
}  // namespace niter::twin::protocol
