// A reversible voltammogram of 1000 points, +0.5 to -0.5 V and back at 0.1 V/s. Peers: 3.7 ms at an
// error of 0.085 % (another C++ program), 11 ms at 0.03 % (CVODE, 100 cells). Limit: 1.5 ms.
#include <benchmark/benchmark.h>

#include "niter/twin/cell/cell_testing.hpp"

namespace {

using niter::twin::CellModel;
using niter::twin::CellSystem;

void reversible_voltammogram(benchmark::State& state) {
  const niter::twin::Sweep sweep{{0.5, -0.5, 0.5}, 0.1, 2e-3};
  CellModel m = niter::twin::couple_cell({});
  m.transport.storage = niter::twin::Storage::Compact;
  niter::twin::open_space(m, sweep, static_cast<int>(state.range(0)));
  CellSystem system(m);
  niter::math::DaeStatistics statistics;
  for (auto _ : state) {
    const auto v =
        niter::twin::voltammogram(system, sweep, {.relative_tolerance = 1e-5}, &statistics);
    if (!v) {
      state.SkipWithError(v.error().text().c_str());
      break;
    }
    benchmark::DoNotOptimize(v->current.data());
  }
  state.counters["limit/time"] =
      benchmark::Counter(1.5e-3, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["steps"] = static_cast<double>(statistics.steps);
}
BENCHMARK(reversible_voltammogram)->Arg(18)->Arg(24)->Unit(benchmark::kMillisecond);

}  // namespace
