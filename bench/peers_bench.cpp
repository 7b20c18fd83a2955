// Workloads of published programs, to the answers that their tests hold them to. W5: the GMPNP
// steady state of nitrate reduction, 9 species on 67 um (peer: 0.23 s a Newton step, 88 s in all).
// W6: microkinetics coupled to transport, polarisation at two potentials (peer: 20 s).
#include <benchmark/benchmark.h>

#include "niter/twin/cell/peers_gmpnp_testing.hpp"
#include "niter/twin/cell/peers_selectivity_testing.hpp"

namespace niter::twin {
namespace {

// limit/time above 1: within the limit; peer/time: how many times faster
void compare(benchmark::State& state, double limit, double peer) {
  using benchmark::Counter;
  state.counters["limit/time"] = Counter(limit, Counter::kIsIterationInvariantRate);
  state.counters["peer/time"] = Counter(peer, Counter::kIsIterationInvariantRate);
}

double lowest_concentration(const CellSystem& system, const std::vector<double>& y) {
  const CellLayout& layout = system.layout();
  double lowest = y[0];
  for (int node = 0; node < layout.nodes; ++node)
    for (int s = 0; s < layout.species; ++s)
      lowest = std::min(lowest, y[static_cast<std::size_t>(layout.c(node, s))]);
  return lowest;
}

constexpr double finest = 5e-12;  // m, the first interval before the electrode

void gmpnp_cold(benchmark::State& state) {
  const CellModel model = gmpnp::published(finest, static_cast<int>(state.range(0)));
  for (auto _ : state) {
    CellSystem system(model);
    const auto y = gmpnp::cold(system);
    if (!y || !(lowest_concentration(system, *y) > 0)) {
      state.SkipWithError(y ? "a concentration is not above zero" : y.error().text().c_str());
      break;
    }
  }
  compare(state, 0.5, 88);
}
BENCHMARK(gmpnp_cold)->Arg(200)->Arg(500)->Unit(benchmark::kMillisecond);

// From -4 kT/e up and down in steps of a tenth.
void gmpnp_next_point(benchmark::State& state) {
  CellSystem system(gmpnp::published(finest, static_cast<int>(state.range(0))));
  auto y = gmpnp::cold(system);
  if (!y) return state.SkipWithError(y.error().text().c_str());
  double at = -4, step = 0.1;
  for (auto _ : state) {
    if (at + step > -3 + 1e-9 || at + step < -4 - 1e-9) step = -step;
    at += step;
    y = gmpnp::settled(system, at, *std::move(y));
    if (!y || !(lowest_concentration(system, *y) > 0)) {
      state.SkipWithError(y ? "a concentration is not above zero" : y.error().text().c_str());
      break;
    }
  }
  compare(state, 20e-3, 0.23);  // of the peer a single Newton step
}
BENCHMARK(gmpnp_next_point)->Arg(200)->Arg(500)->Unit(benchmark::kMillisecond);

void selectivity_polarisation(benchmark::State& state) {
  for (auto _ : state) {
    for (const double potential : {-1.7, -1.4}) {
      const auto outcome = selectivity::outcome(potential);
      if (!outcome) state.SkipWithError(outcome.error().text().c_str());
      benchmark::DoNotOptimize(outcome);
    }
  }
  compare(state, 50e-3, 20);
}
BENCHMARK(selectivity_polarisation)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace niter::twin
