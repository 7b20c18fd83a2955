#include "niter/study/fit/sweep_run.hpp"

#include <algorithm>
#include <cmath>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_system.hpp"
#include "niter/twin/cell/grid.hpp"
#include "niter/twin/cell/transient.hpp"

namespace niter::study {

SweepGrid sweep_grid(const FittedCell& cell, const SweepRecord& record, std::span<const double> low,
                     std::span<const double> high) {
  constexpr double diffusion_lengths = 6;  // where a sweep is not felt
  constexpr double first = 0.06;           // interval, of how far diffusion gets within RT/F
  SweepGrid out;
  if (!cell.has_solution()) return {{0, 1e-5}, true};
  const twin::CellModel slowest = cell.model(low), fastest = cell.model(high);
  double slow = slowest.species.front().diffusivity, fast = slow;
  for (const auto& s : slowest.species) slow = std::min(slow, s.diffusivity);
  for (const auto& s : fastest.species) fast = std::max(fast, s.diffusivity);
  const double per_volt = constants::F / (constants::R * cell.temperature());
  // a reaction in solution keeps what it makes nearer
  const double rate = std::max(per_volt * record.fastest(), cell.fastest_reaction(high));
  const double depth = diffusion_lengths * std::sqrt(fast * record.duration());
  // a step of potential sends a front through the grid: second order, and twice the nodes
  out.compact = record.quiet == 0;
  const int cells = out.compact ? cell.cells() : 2 * cell.cells();
  out.nodes = twin::growing_nodes(
      depth,
      std::min((out.compact ? first : first / 2) * std::sqrt(slow / rate), 0.9 * depth / cells),
      cells);
  return out;
}

Result<SweepAnswer> run_sweeps(const FittedCell& cell, std::span<const double> values,
                               const SweepRecord& record, const SweepGrid& grid, double tolerance,
                               std::span<const std::size_t> asked, const Monitor& monitor) {
  twin::CellModel model = cell.model(values);
  model.transport.nodes = grid.nodes;
  model.transport.storage = grid.compact ? twin::Storage::Compact : twin::Storage::Lumped;
  twin::CellSystem system(std::move(model));
  twin::Drive drive;
  drive.start = -record.quiet;
  drive.value = record.E.front();
  system.impose(drive);
  std::vector<twin::ModelSlope> slopes;
  std::vector<std::vector<double>> start;
  for (const std::size_t n : asked) {
    slopes.push_back(cell.slope(values, n));
    start.push_back(system.rest_slope(slopes.back(), drive.value));
  }
  system.follow(std::move(slopes));
  const Monitor quiet{{}, monitor.stop};
  NITER_TRY(auto run, twin::Transient::begin(system, drive.start, system.rest_state(drive.value),
                                             {.relative_tolerance = tolerance}, std::move(start)));
  if (record.quiet > 0) {
    NITER_TRY(const auto rested, run.run(0, {}, {}, quiet));
    static_cast<void>(rested);
  }
  const double area = cell.area(values), offset = cell.offset(values);
  const auto current = static_cast<std::size_t>(system.layout().current(0));
  run.watch({system.layout().current(0)});
  std::vector<double> state(static_cast<std::size_t>(system.size()));
  SweepAnswer out;
  for (const SweepRecord::Sweep& sweep : record.sweeps) {
    const double begin = record.t[sweep.first], end = record.t[sweep.last];
    drive.start = begin, drive.value = record.E[sweep.first];
    drive.rate = (record.E[sweep.last] - drive.value) / (end - begin);
    system.impose(drive);
    std::span<const double> times;
    if (sweep.fitted)
      times = std::span(record.t).subspan(sweep.first + 1, sweep.last - sweep.first);
    const auto sample = [&](double t, std::span<const double> y) {
      const double shown = area * y[current];
      out.current.push_back(shown + offset);
      for (std::size_t p = 0; p < asked.size(); ++p) {
        run.sensitivity(t, static_cast<int>(p), state);
        double slope = area * state[current];
        if (asked[p] == FittedCell::area_number) slope += shown;
        if (asked[p] == FittedCell::offset_number) slope += 1;
        out.slopes.push_back(slope);
      }
    };
    NITER_TRY(const auto stop, run.run(end, times, sample, quiet));
    static_cast<void>(stop);
  }
  return out;
}

}  // namespace niter::study
