// Discharge of the Zn-nitrate battery of the founding study: 15 h at 5 mA cm-2, catholyte and
// anolyte used up, efficiency and yield in the record. Limit: 0.2 s.
#include <algorithm>

#include <benchmark/benchmark.h>

#include "niter/twin/cell/battery.hpp"
#include "niter/twin/protocol/run.hpp"

namespace niter::twin {
namespace {

constexpr double limit = 0.2;  // s

void discharge(benchmark::State& state) {
  CellOptions cell;
  cell.double_layer = {{340, 0}};
  BatchOptions volumes;
  volumes.catholyte = volumes.anolyte = 0.5;  // 50 mL for 1 cm2
  cell.batch = volumes;
  HalfCellOptions cathode;
  cathode.name = "no3";
  cathode.electrolyte = {{"K+", 300}, {"NO3-", 100}, {"SO4-2", 100}};
  const auto model =
      assemble_battery(shipped_mechanism("c2").value(), cathode, cell, BatteryOptions{}).value();
  const auto protocol =
      protocol::parse_protocol("hold 5 mA/cm2 discharge for 15 h", "bench").value();
  double worst = 0;
  for (auto _ : state) {
    const auto record = protocol::run_protocol(model, protocol, {}).value();
    for (const auto& balance : record.balances) worst = std::max(worst, balance.relative);
    if (record.failure) state.SkipWithError(record.failure->error.what.c_str());
  }
  state.counters["limit/time"] =
      benchmark::Counter(limit, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["worst balance"] = worst;
}
BENCHMARK(discharge)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace niter::twin
