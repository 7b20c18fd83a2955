// Maps and networks of other programs, every point cold: workloads W3 (limit 20 ms a map) and W4
// (limit 2 s). `limit/time` above 1 is within the limit; `converged` and `points` are counts.
#include <filesystem>

#include <benchmark/benchmark.h>

#include "niter/twin/mechanism/reference_networks.hpp"

namespace niter::twin {
namespace {

const std::filesystem::path folder =
    std::filesystem::path(NITER_SOURCE_DIR) / "../shared/data/kinetics";

void solve_all(benchmark::State& bench, const Result<reference::Map>& map, double limit_seconds) {
  if (!map) return bench.SkipWithError(map.error().text().c_str());
  auto solver = SteadyStateSolver::make(map->network);
  if (!solver) return bench.SkipWithError(solver.error().text().c_str());
  int converged = 0;
  for (auto _ : bench) {
    converged = 0;
    for (const auto& point : map->points) {
      SteadyState state;
      converged += solver->solve(point.forward, point.reverse, state).has_value();
    }
  }
  bench.counters["converged"] = converged;
  bench.counters["points"] = static_cast<double>(map->points.size());
  bench.counters["limit/time"] =
      benchmark::Counter(limit_seconds, benchmark::Counter::kIsIterationInvariantRate);
}

void catmap(benchmark::State& bench, const char* file) {
  solve_all(bench, reference::read_catmap(folder / file), 20e-3);
}
BENCHMARK_CAPTURE(catmap, co_oxidation, "catmap_co_oxidation.json")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(catmap, hydrogen_evolution, "catmap_her.json")->Unit(benchmark::kMillisecond);

void nitrate_network(benchmark::State& bench) {
  solve_all(bench, reference::read_nitrate_network(folder / "no3rr_goldsmith_network.json.gz"),
            2.0);
}
BENCHMARK(nitrate_network)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace niter::twin
