// Circuits fitted to the spectrum of a lithium-ion cell (../shared, 57 points) without a guess.
// Limits: 50 ms for seven parameters in the best known minimum, 200 ms for 100 starts of nine.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>

#include <benchmark/benchmark.h>

#include "niter/analysis/impedance/circuit_fit.hpp"
#include "niter/analysis/impedance/circuit_model.hpp"
#include "niter/analysis/impedance/circuit_search.hpp"
#include "niter/analysis/impedance/kramers_kronig.hpp"
#include "niter/math/fit/levenberg_marquardt.hpp"

namespace niter::analysis {
namespace {

Spectrum battery() {
  Spectrum spectrum;
  std::ifstream in(NITER_SOURCE_DIR "/../shared/data/eis/exampleData.csv");
  std::string line;
  while (std::getline(in, line)) {
    double f = 0, re = 0, im = 0;
    if (std::sscanf(line.c_str(), "%lf,%lf,%lf", &f, &re, &im) < 3 || im >= 0) continue;
    spectrum.frequency.push_back(f);
    spectrum.impedance.emplace_back(re, im);
  }
  std::ranges::reverse(spectrum.frequency);
  std::ranges::reverse(spectrum.impedance);
  return spectrum;
}

struct Case {
  const char* circuit;
  Weight weight;
  double sum_of_squares;  // best known
  double limit, peer;     // s; the peer's time is that of one start from a good guess
};

void fit(benchmark::State& state, const Case& held) {
  const auto spectrum = battery();
  if (spectrum.size() == 0) return state.SkipWithError("no shared data");
  const auto circuit = parse_circuit(held.circuit).value();
  int missed = 0;
  int reached = 0;
  CircuitFitOptions options{.weight = held.weight, .seed = 0};
  for (auto _ : state) {
    ++options.seed;
    const auto result = fit_circuit(circuit, spectrum, options);
    if (!result) return state.SkipWithError(result.error().text().c_str());
    missed += result->sum_of_squares > held.sum_of_squares * (1 + 1e-5) ? 1 : 0;
    reached += result->reached;
  }
  const auto seeds = static_cast<double>(state.iterations());
  state.counters["limit/time"] =
      benchmark::Counter(held.limit, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["peer/time"] =
      benchmark::Counter(held.peer, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["starts that reached it"] = reached / seeds;
  state.counters["share of seeds that missed it"] = missed / seeds;
}

constexpr Case seven_unit{"R0-p(R1,C1)-p(R2-Wo1,C2)", Weight::Unit, 1.403138e-5, 50e-3, 78e-3};
constexpr Case seven_modulus{"R0-p(R1,C1)-p(R2-Wo1,C2)", Weight::Modulus, 1.838793e-2, 50e-3,
                             174e-3};
constexpr Case nine_modulus{"R0-p(R1,CPE1)-p(R2-Wo1,CPE2)", Weight::Modulus, 9.621861e-3, 200e-3,
                            571e-3};
BENCHMARK_CAPTURE(fit, seven_parameters_unit, seven_unit)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fit, seven_parameters_modulus, seven_modulus)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fit, nine_parameters_modulus, nine_modulus)->Unit(benchmark::kMillisecond);

// one descent from the guess the peer documents, to the minimum the peer ends in
void descent_from_a_guess(benchmark::State& state) {
  const auto spectrum = battery();
  if (spectrum.size() == 0) return state.SkipWithError("no shared data");
  const auto circuit = parse_circuit(seven_unit.circuit).value();
  const std::vector<double> guess = {0.01, 0.01, 100, 0.01, 0.05, 100, 1};
  std::vector<ParameterRange> ranges(guess.size(), {1e-9, 1e9});
  double sum = 0;
  for (auto _ : state) {
    CircuitSearch search(circuit, spectrum, Weight::Unit, ranges);
    math::LevenbergMarquardt solver(search.problem());
    sum = solver.solve(search.coordinates(guess)).sum_of_squares;
  }
  state.counters["sum of squares, 1e-5"] = 1e5 * sum;
}
BENCHMARK(descent_from_a_guess)->Unit(benchmark::kMillisecond);

void chain_of_the_file(benchmark::State& state) {
  const auto spectrum = battery();
  if (spectrum.size() == 0) return state.SkipWithError("no shared data");
  for (auto _ : state) benchmark::DoNotOptimize(kramers_kronig(spectrum));
}
BENCHMARK(chain_of_the_file)->Unit(benchmark::kMillisecond);

void linearise(benchmark::State& state) {
  const auto circuit = parse_circuit("R0-p(R1,CPE1)-p(R2-Wo1,CPE2)").value();
  const auto spectrum = battery();
  CircuitModel model(circuit, spectrum.frequency);
  const std::vector<double> p = {0.016, 0.01, 4.4, 0.84, 0.0049, 0.13, 1192, 0.35, 0.9};
  for (auto _ : state) benchmark::DoNotOptimize(model.linearise(p));
}
BENCHMARK(linearise)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace niter::analysis
