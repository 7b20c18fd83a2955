// Electrolysis of a batch for hours at -1.0 V vs RHE, 50 mL on 1 cm2, as a protocol with its whole
// record. Limit: 0.3 s for 40 h.
#include <algorithm>

#include <benchmark/benchmark.h>

#include "niter/twin/cell/nitrate_testing.hpp"
#include "niter/twin/protocol/run.hpp"

namespace niter::twin {
namespace {

void batch_electrolysis(benchmark::State& state) {
  const CellModel model = nitrate_batch(1e-4);
  const auto protocol = protocol::parse_protocol("hold -1.0 V vs RHE for 40 h", "bench").value();
  protocol::RunOptions options;
  options.area = 1e-4;
  double worst = 0;
  long steps = 0;
  for (auto _ : state) {
    const auto record = protocol::run_protocol(model, protocol, options);
    if (!record || record->failure) {
      state.SkipWithError("the run ended early");
      break;
    }
    steps = record->statistics.steps;
    for (const Balance& b : record->balances) worst = std::max(worst, b.relative);
  }
  state.counters["limit/time"] =
      benchmark::Counter(0.3, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["steps"] = static_cast<double>(steps);
  state.counters["worst balance"] = worst;
}
BENCHMARK(batch_electrolysis)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace niter::twin
