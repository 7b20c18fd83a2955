// A catholyte that loses water: what it holds is concentrated, and nothing is made or lost by that.
#include <cmath>

#include <gtest/gtest.h>

#include "niter/base/testing.hpp"
#include "niter/twin/cell/assemble.hpp"
#include "niter/twin/protocol/run.hpp"

namespace niter::twin::protocol {
namespace {

constexpr double area = 1e-4;        // m2
constexpr double catholyte = 50e-6;  // m3
constexpr double hour = 3600;
constexpr double millilitre = 1e-6;

CellModel batch_cell(double evaporation) {
  HalfCellOptions options;
  options.name = "nitrate";
  options.electrolyte = {{"K+", 300}, {"NO3-", 100}, {"SO4-2", 100}};
  BatchOptions batch;
  batch.catholyte = batch.anolyte = catholyte / area;
  batch.anolyte_ions = {{"K+", 200}, {"SO4-2", 100}};
  batch.evaporation = evaporation / area;
  CellOptions cell;
  cell.double_layer = {{340.0, 0}};
  cell.batch = batch;
  return assemble(shipped_mechanism("c2").value(), options, cell).value();
}

RunRecord run(const std::string& text, double evaporation) {
  RunOptions options;
  options.area = area;
  auto record =
      run_protocol(batch_cell(evaporation), parse_protocol(text, "test").value(), options);
  EXPECT_TRUE(record) << (record ? "" : record.error().text());
  return record ? *std::move(record) : RunRecord{};
}

const std::vector<double>& column(const RunRecord& record, const std::string& name) {
  return record.table.find(name)->values;
}

double worst(const RunRecord& record) {
  double largest = 0;
  for (const Balance& b : record.balances) largest = std::max(largest, b.relative);
  return largest;
}

// Sulfate in all its forms [mol m-3].
double sulfate(const RunRecord& record, std::size_t row) {
  double sum = 0;
  for (const char* name : {"c SO4-2", "c KSO4-", "c HSO4-"}) sum += column(record, name)[row];
  return sum;
}

TEST(Evaporation, WhatStaysIsConcentratedAsTheVolumeFalls) {
  NITER_IDENTITY("c V = const for what takes no part, V = V0 - rate t; the film counts with it");
  const double rate = 0.3 * millilitre / hour;
  const auto record = run("rest for 40 h", rate);
  ASSERT_FALSE(record.failure) << record.failure->error.text();
  const auto& t = column(record, "t");
  const auto& depth = column(record, "depth");
  const double film = batch_cell(rate).transport.nodes.back();
  const double start = sulfate(record, 0) * (catholyte / area + film);
  for (std::size_t i = 0; i < t.size(); ++i) {
    EXPECT_NEAR(depth[i] * area, catholyte - rate * t[i], 1e-12 * catholyte) << t[i];
    // the film follows the vessel with a lag of a minute, in which it misses 3e-7 of it
    EXPECT_NEAR(sulfate(record, i) * (depth[i] + film) / start, 1, 1e-6) << t[i];
  }
  EXPECT_NEAR(depth.back() * area, 38e-6, 1e-12);
  EXPECT_LT(worst(record), 1e-12);
}

TEST(Evaporation, BooksCloseThroughElectrolysisSamplesAndFreshElectrolyte) {
  NITER_IDENTITY("amounts and charge close whatever leaves as water");
  const auto record =
      run("hold -1.0 V vs RHE for 2 h\ntake 5 mL\nhold -1.0 V vs RHE for 1 h\n"
          "refresh electrolyte\nhold -20 mA/cm2 for 1 h",
          1.0 * millilitre / hour);
  ASSERT_FALSE(record.failure) << record.failure->error.text();
  EXPECT_LT(worst(record), 1e-10);
  const auto& depth = column(record, "depth");
  const auto at_end = [&](std::size_t part) { return depth[record.parts[part].last_row] * area; };
  EXPECT_NEAR(at_end(0), 48e-6, 1e-9);
  EXPECT_NEAR(at_end(2), 42e-6, 1e-9);
  EXPECT_NEAR(at_end(4), 49e-6, 1e-9);
}

TEST(Evaporation, ASampleTakesWhatIsLeft) {
  NITER_IDENTITY("a sample does not change a concentration, with or without water lost before");
  const auto record = run("rest for 5 h\ntake 10 mL\nrest for 1 s", 1.0 * millilitre / hour);
  ASSERT_FALSE(record.failure);
  const std::size_t before = record.parts[0].last_row, after = record.parts[2].first_row;
  EXPECT_NEAR(sulfate(record, after) / sulfate(record, before), 1, 1e-7);
  EXPECT_NEAR(column(record, "depth")[after] * area, 35e-6, 1e-9);
  EXPECT_NEAR(sulfate(record, before) / sulfate(record, 0), 50.0 / 45, 1e-4);
}

TEST(Evaporation, ConditionsLookAtTheConcentration) {
  NITER_IDENTITY("c V = const: 10 % more where a tenth of eleven parts is gone");
  const double rate = 1.0 * millilitre / hour;
  const auto record = run("rest for 10 h until nitrate > 110 %", rate);
  ASSERT_FALSE(record.failure);
  ASSERT_TRUE(record.parts[0].met_condition);
  EXPECT_NEAR(record.parts[0].end, catholyte / 11 / rate, 60);
}

TEST(Evaporation, ADryVesselEndsTheRunInWords) {
  NITER_IDENTITY("there is no electrolyte after the water is gone");
  const auto record = run("rest for 10 h", 10 * millilitre / hour);
  ASSERT_TRUE(record.failure);
  EXPECT_EQ(record.failure->error.code, Code::BeyondLimit);
  EXPECT_NE(record.failure->error.what.find("the catholyte has evaporated"), std::string::npos);
  EXPECT_NEAR(record.failure->time, 0.99 * 5 * hour, 60);
}

}  // namespace
}  // namespace niter::twin::protocol
