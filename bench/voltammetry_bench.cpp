// Voltammograms of 1000 points, +0.5 to -0.5 V and back at 0.1 V/s, with the largest error against
// the integral equation beside the time: a time says nothing without its error.
#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "niter/twin/cell/cell_testing.hpp"

namespace {

using niter::twin::CellModel;
using niter::twin::CellSystem;
using niter::twin::ElectrodeStep;

const niter::twin::Sweep sweep{{0.5, -0.5, 0.5}, 0.1, 2e-3};
const double f = niter::twin::per_volt(298.15);

// What a program is measured by: another one or a limit, with the error that goes with its time.
struct Mark {
  double time = 0;   // s
  double error = 0;  // of the peak
};

struct Wave {
  CellModel model;
  std::vector<double> exact;  // sqrt(pi) chi of the first couple, every 2 mV
};

// O + e- = R; R goes on to something inert with k R T / F v = following. The reference has the rate
// constant of the cell, and an error below 1e-5 of the peak at every point.
Wave one_couple(double following) {
  Wave out{niter::twin::couple_cell({}), {}};
  CellModel& m = out.model;
  if (following > 0) {
    m.species.push_back({"Z", 0, 1e-9, 0});
    m.reactions = {{"follows", {{1, 1}}, {{2, 1}}, following * f * sweep.rate, 0}};
  }
  out.exact = niter::twin::exact_wave(
      sweep, f, {.rate = niter::twin::dimensionless_rate(m, sweep), .following = following}, 0.01);
  return out;
}

// Couples 0.1 V apart: their waves add up.
Wave five_couples() {
  const CellModel one = niter::twin::couple_cell({});
  Wave out{one, {}};
  CellModel& m = out.model;
  m.species.clear(), m.electrode.steps.clear();
  for (int k = 0; k < 5; ++k) {
    const double formal = 0.2 - 0.1 * k;
    ElectrodeStep step = one.electrode.steps[0];
    step.reactants = {{2 * k, 1}}, step.products = {{2 * k + 1, 1}};
    step.net_dissolved = {{2 * k, -1}, {2 * k + 1, 1}};
    step.forward.constant -= step.forward.slope * formal;
    step.reverse.constant -= step.reverse.slope * formal;
    m.electrode.steps.push_back(step);
    m.species.insert(m.species.end(), one.species.begin(), one.species.end());
    niter::twin::Sweep moved = sweep;
    for (double& vertex : moved.vertices) vertex -= formal;
    const auto wave = niter::twin::exact_wave(
        moved, f, {.rate = niter::twin::dimensionless_rate(one, sweep)}, 0.01);
    out.exact.resize(wave.size(), 0.0);
    std::transform(wave.begin(), wave.end(), out.exact.begin(), out.exact.begin(), std::plus<>{});
  }
  return out;
}

void ratio(benchmark::State& state, const char* name, double time) {
  state.counters[name] = benchmark::Counter(time, benchmark::Counter::kIsIterationInvariantRate);
}

void run(benchmark::State& state, Wave wave, int nodes, double tolerance, const Mark& limit) {
  wave.model.transport.storage = niter::twin::Storage::Compact;
  niter::twin::open_space(wave.model, sweep, nodes);
  CellSystem system(wave.model);
  niter::math::DaeStatistics statistics;
  niter::twin::Voltammogram last;
  for (auto _ : state) {
    auto v =
        niter::twin::voltammogram(system, sweep, {.relative_tolerance = tolerance}, &statistics);
    if (!v) {
      state.SkipWithError(v.error().text().c_str());
      return;
    }
    last = std::move(*v);
    benchmark::DoNotOptimize(last.current.data());
  }
  const std::vector<double> found = niter::twin::dimensionless(wave.model, sweep, last).current;
  double worst = 0, peak = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    worst = std::max(worst, std::abs(found[i] - wave.exact[i]));
    peak = std::max(peak, wave.exact[i]);
  }
  state.counters["error/peak"] = worst / peak;
  state.counters["steps"] = static_cast<double>(statistics.steps);
  if (limit.time == 0) return;
  state.counters["limit/error"] = limit.error / (worst / peak);
  ratio(state, "limit/time", limit.time);
}

// The peers' own figures, of their own programs on the same sweep: another C++ program at 8.5e-4 of
// the peak, SUNDIALS CVODE with a band matrix on 100 cells at 3e-4.
void reversible(benchmark::State& state) {
  run(state, one_couple(0), 24, 1e-6 * static_cast<double>(state.range(0)), {1.5e-3, 1e-4});
  ratio(state, "ecsim/time", 3.7e-3);
  ratio(state, "cvode/time", 11e-3);
}
BENCHMARK(reversible)->ArgName("tol/1e-6")->Arg(10)->Arg(3)->Unit(benchmark::kMillisecond);

void following_reaction(benchmark::State& state) {
  run(state, one_couple(2.569), 24, 1e-6 * static_cast<double>(state.range(0)), {3e-3, 2e-4});
  ratio(state, "ecsim/time", 26e-3);  // at 4e-4 of the peak
}
BENCHMARK(following_reaction)->ArgName("tol/1e-6")->Arg(10)->Unit(benchmark::kMillisecond);

// Ten species on 400 nodes: there is no cap on the size of a cell.
void five_couples_400(benchmark::State& state) {
  run(state, five_couples(), 400, 1e-6 * static_cast<double>(state.range(0)), {});
}
BENCHMARK(five_couples_400)->ArgName("tol/1e-6")->Arg(10)->Unit(benchmark::kMillisecond);

}  // namespace
