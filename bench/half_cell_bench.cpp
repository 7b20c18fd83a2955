// One operating point of the default half-cell (mechanism C2, reactive film): warm, cold, and a
// whole sweep. Limit: a warm point at most 100 us.
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "niter/twin/cell/half_cell.hpp"
#include "niter/twin/cell/model_slope.hpp"
#include "niter/twin/cell/nitrate_testing.hpp"

namespace {

using niter::twin::HalfCell;
using niter::twin::ModelSlope;
using niter::twin::nitrate_options;

HalfCell nitrate_half_cell() {
  return HalfCell::make(niter::twin::shipped_mechanism("c2").value(), nitrate_options()).value();
}

// The next point of a sweep that runs up and down between -0.9 and -1.1 V in steps of so many
// millivolts.
void warm_point(benchmark::State& state) {
  HalfCell cell = nitrate_half_cell();
  double step = -1e-3 * static_cast<double>(state.range(0));
  double applied = -0.9, iterations = 0;
  for (auto _ : state) {
    const auto point = cell.at_potential(cell.versus_rhe(applied));
    if (!point) {
      state.SkipWithError(point.error().text().c_str());
      break;
    }
    iterations += point->newton_iterations;
    if (applied + step > -0.9 || applied + step < -1.1) step = -step;
    applied += step;
  }
  // above 1: within the limit
  state.counters["limit/time"] =
      benchmark::Counter(100e-6, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["newton"] = benchmark::Counter(iterations, benchmark::Counter::kAvgIterations);
}
BENCHMARK(warm_point)->Arg(1)->Arg(10)->Arg(50)->Unit(benchmark::kMicrosecond);

// One evaluation of a calibration: other parameters, a fixed start, and derivatives if wanted.
void moved_point(benchmark::State& state) {
  const auto mechanism = niter::twin::shipped_mechanism("c2").value();
  std::vector<std::string> names;
  for (const auto& p : mechanism.parameters)
    if (p.prior_sd > 0) names.push_back(p.name);
  std::vector<ModelSlope> slopes;
  const auto by_name = niter::twin::parameter_slopes(mechanism, names).value();
  for (const auto& [name, slope] : by_name) slopes.push_back(slope);
  const auto moved = mechanism.with({{"lg_k5", -0.3}, {"beta_P", 0.48}}).value();
  HalfCell cell = nitrate_half_cell();
  if (!cell.at_potential(cell.versus_rhe(-1.0))) state.SkipWithError("no start");
  const HalfCell::Solution start = cell.solution();
  double iterations = 0;
  for (auto _ : state) {
    if (!cell.update(moved, nitrate_options())) state.SkipWithError("no update");
    cell.start_from(start);
    const auto point = cell.at_potential(cell.versus_rhe(-1.0));
    if (!point) state.SkipWithError(point.error().text().c_str());
    if (state.range(0) > 0) benchmark::DoNotOptimize(cell.slopes(slopes));
    iterations += point->newton_iterations;
  }
  state.counters["newton"] = benchmark::Counter(iterations, benchmark::Counter::kAvgIterations);
}
BENCHMARK(moved_point)->ArgName("derivatives")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

// From rest at 0 V to -1.0 V, bulk speciation included.
void cold_point(benchmark::State& state) {
  const auto mechanism = niter::twin::shipped_mechanism("c2").value();
  for (auto _ : state) {
    HalfCell cell = HalfCell::make(mechanism, nitrate_options()).value();
    const auto point = cell.at_potential(cell.versus_rhe(-1.0));
    if (!point) state.SkipWithError(point.error().text().c_str());
  }
}
BENCHMARK(cold_point)->Unit(benchmark::kMicrosecond);

// 0 to -1.2 V in steps of 10 mV.
void sweep(benchmark::State& state) {
  std::vector<double> applied;
  for (int i = 0; i <= 120; ++i) applied.push_back(-0.01 * i);
  for (auto _ : state) {
    HalfCell cell = nitrate_half_cell();
    const auto points = cell.sweep(cell.versus_rhe(applied));
    if (!points) state.SkipWithError(points.error().text().c_str());
  }
}
BENCHMARK(sweep)->Unit(benchmark::kMillisecond);

}  // namespace
