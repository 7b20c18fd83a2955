// Microkinetics: the steady surface of the shipped mechanisms, warm and cold, and what a
// calibration pays per parameter set.
#include <cmath>
#include <vector>

#include <benchmark/benchmark.h>

#include "niter/twin/mechanism/mechanism.hpp"
#include "niter/twin/mechanism/surface_kinetics.hpp"

namespace niter::twin {
namespace {

constexpr double working = -0.45;  // U_w, V

std::vector<double> surface(const Mechanism& mechanism) {
  std::vector<double> ln_activity(mechanism.solution.size(), std::log(0.01));
  ln_activity.front() = std::log(0.3);
  return ln_activity;
}

// Neighbouring potentials 2 mV apart, with derivatives: one iteration of a film's Newton.
void warm(benchmark::State& bench, const char* name) {
  const auto mechanism = shipped_mechanism(name);
  if (!mechanism) return bench.SkipWithError(mechanism.error().text().c_str());
  const SurfaceKinetics kinetics(*mechanism);
  const auto ln_activity = surface(*mechanism);
  SurfaceState state;
  double phase = 0;
  for (auto _ : bench) {
    phase += 0.7;
    if (!kinetics.solve(working + 2e-3 * std::sin(phase), ln_activity, state, true))
      bench.SkipWithError("no steady state");
    benchmark::DoNotOptimize(state.current_density);
  }
}

void cold(benchmark::State& bench, const char* name) {
  const auto mechanism = shipped_mechanism(name);
  if (!mechanism) return bench.SkipWithError(mechanism.error().text().c_str());
  const SurfaceKinetics kinetics(*mechanism);
  const auto ln_activity = surface(*mechanism);
  SurfaceState state;
  for (auto _ : bench) {
    state.warm = false;
    if (!kinetics.solve(working, ln_activity, state, true)) bench.SkipWithError("no steady state");
    benchmark::DoNotOptimize(state.current_density);
  }
}

void with_parameter(benchmark::State& bench) {
  const auto mechanism = shipped_mechanism("c2");
  if (!mechanism) return bench.SkipWithError(mechanism.error().text().c_str());
  for (auto _ : bench) {
    auto changed = mechanism->with({{"lg_k5", 0.1}, {"beta_5", 0.52}});
    benchmark::DoNotOptimize(changed);
  }
}

BENCHMARK_CAPTURE(warm, c2, "c2")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(warm, cc, "cc")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(cold, c2, "c2")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(cold, cc, "cc")->Unit(benchmark::kMicrosecond);
BENCHMARK(with_parameter)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace niter::twin
