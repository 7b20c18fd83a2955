// Impedance of the nitrate cell (C2, migration, equilibria, coverages) at 60 frequencies from 100
// kHz to 10 mHz, by linearisation. Limit: 20 ms, and the answer to a small sine within 1e-4.
#include <algorithm>

#include <benchmark/benchmark.h>

#include "niter/twin/cell/impedance.hpp"
#include "niter/twin/cell/nitrate_testing.hpp"
#include "niter/twin/cell/small_signal_testing.hpp"
#include "niter/twin/cell/stationary.hpp"

namespace niter::twin {
namespace {

constexpr double potential = -1.0;  // V vs RHE

// The worst relative difference from a transient through many periods of a sine.
double off_the_sine(CellSystem& system, const std::vector<double>& y) {
  const std::vector<double> frequencies = {0.2, 10, 1000};
  const std::vector<int> periods = {6, 20, 30};
  const auto z = impedance(system, y, frequencies).value();
  double worst = 0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const auto sine = impedance_by_sine(system, y, potential, frequencies[i], periods[i]).value();
    worst = std::max(worst, std::abs(sine - z[i]) / std::abs(z[i]));
  }
  return worst;
}

void spectrum(benchmark::State& state) {
  CellSystem system(nitrate_cell());
  Drive drive;
  drive.value = potential;
  system.impose(drive);
  const auto y = steady_state(system, 0, system.rest_state(0));
  if (!y) return state.SkipWithError(y.error().text().c_str());
  const auto frequencies = decades(1e5, 1e-2, 59.0 / 7);
  for (auto _ : state) {
    const auto z = impedance(system, *y, frequencies);
    if (!z) state.SkipWithError(z.error().text().c_str());
    benchmark::DoNotOptimize(z);
  }
  state.counters["limit/time"] =
      benchmark::Counter(20e-3, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["off the sine"] = off_the_sine(system, *y);
  state.counters["frequencies"] = static_cast<double>(frequencies.size());
  state.counters["unknowns"] = system.layout().chain;
}
BENCHMARK(spectrum)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace niter::twin
