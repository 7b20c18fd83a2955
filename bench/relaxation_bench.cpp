// Validity and relaxation times of one spectrum: two arcs, 71 points of seven decades, noise 0.3 %.
// Limits: 0.42 ms for the Kramers-Kronig chain (a fiftieth of impedance.py's 21 ms), 100 ms for a
// distribution with the choice of lambda.
#include <benchmark/benchmark.h>

#include "niter/analysis/impedance/kramers_kronig.hpp"
#include "niter/analysis/impedance/relaxation_times.hpp"
#include "niter/analysis/impedance/synthetic_testing.hpp"

namespace niter::analysis {
namespace {

Spectrum two_arcs() {
  return testing::spectrum_of_law(
      [](double omega) {
        return 10.0 + testing::zarc(omega, 50, 1e-3, 0.8) + testing::zarc(omega, 30, 5e-2, 0.85);
      },
      {.highest = 1e5, .lowest = 1e-2, .noise = 3e-3});
}

void limit(benchmark::State& state, double seconds) {
  state.counters["limit/time"] =
      benchmark::Counter(seconds, benchmark::Counter::kIsIterationInvariantRate);
}

void chain(benchmark::State& state) {
  const auto spectrum = two_arcs();
  int elements = 0;
  for (auto _ : state) {
    const auto result = kramers_kronig(spectrum);
    if (!result) return state.SkipWithError(result.error().text().c_str());
    elements = result->elements();
  }
  state.counters["elements"] = elements;
  limit(state, 0.42e-3);
}
BENCHMARK(chain)->Unit(benchmark::kMillisecond);

void distribution(benchmark::State& state) {
  const auto spectrum = two_arcs();
  RelaxationOptions options;
  options.draws = static_cast<int>(state.range(0));
  options.rule = static_cast<LambdaRule>(state.range(1));
  for (auto _ : state) {
    const auto result = relaxation_times(spectrum, options);
    if (!result) return state.SkipWithError(result.error().text().c_str());
    benchmark::DoNotOptimize(result->gamma.data());
  }
  limit(state, 100e-3);
}
BENCHMARK(distribution)
    ->ArgNames({"draws", "rule"})
    ->Args({0, static_cast<int>(LambdaRule::Evidence)})
    ->Args({0, static_cast<int>(LambdaRule::CrossValidation)})
    ->Args({0, static_cast<int>(LambdaRule::RealImaginary)})
    ->Args({0, static_cast<int>(LambdaRule::Discrepancy)})
    ->Args({0, static_cast<int>(LambdaRule::LCurve)})
    ->Args({500, static_cast<int>(LambdaRule::Evidence)})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace niter::analysis
