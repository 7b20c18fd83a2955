// Workload W2: the eight parameters of ElectroKitty's fitting tutorial, with covariance, from a
// record that ElectroKitty simulated (5 % noise). The peer: 6 621 simulations, 97 s of CPU, and Cdl
// passed off as found. Limit: 1 s.
#include <benchmark/benchmark.h>

#include "niter/study/fit/fit_testing.hpp"

namespace {

using niter::study::FitOptions;
using niter::study::FitProblem;

FitProblem tutorial() {
  const auto text = niter::study::fit_text(niter::study::confined_fit, "");
  auto record = niter::study::peer_record(text);
  niter::study::add_noise(record, 1.755e-6, 1);
  return niter::study::fit_problem(text, {std::move(record)}).value();
}

void eight_parameters(benchmark::State& state) {
  const FitProblem problem = tutorial();
  FitOptions options;
  options.starts = static_cast<int>(state.range(0));
  int simulations = 0, with_slopes = 0, converged = 0;
  for (auto _ : state) {
    const auto result = niter::study::fit(problem, options);
    if (!result) {
      state.SkipWithError(result.error().text().c_str());
      break;
    }
    simulations = result->simulations, with_slopes = result->with_slopes;
    converged = result->starts_converged;
  }
  state.counters["limit/time"] =
      benchmark::Counter(1.0, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["peer/time"] =
      benchmark::Counter(97.0, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["simulations"] = simulations;
  state.counters["with_slopes"] = with_slopes;
  state.counters["starts_that_agree"] = converged;
}
BENCHMARK(eight_parameters)->Arg(1)->Arg(8)->Unit(benchmark::kMillisecond);

// One record, 500 points: the currents alone, and with their eight slopes.
void one_record(benchmark::State& state) {
  const FitProblem problem = tutorial();
  const auto& record = problem.records.front();
  std::vector<double> values = problem.cell.values();
  std::vector<std::size_t> asked;
  for (const auto& p : problem.parameters)
    if (state.range(0) > 0) asked.push_back(p.numbers.front());
  const auto grid = niter::study::sweep_grid(problem.cell, record, values, values);
  for (auto _ : state) {
    auto answer = niter::study::run_sweeps(problem.cell, values, record, grid, 1e-6, asked, {});
    benchmark::DoNotOptimize(answer);
  }
}
BENCHMARK(one_record)->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

}  // namespace
