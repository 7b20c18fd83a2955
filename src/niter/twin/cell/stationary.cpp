#include "niter/twin/cell/stationary.hpp"

#include <algorithm>

#include "niter/twin/cell/cell_newton.hpp"
#include "niter/twin/cell/transient.hpp"

namespace niter::twin {
namespace {

// Newton from where the guess stands to the drive, in steps as large as it takes: halved where it
// fails, doubled where it does not.
Status walk(CellSystem& system, std::vector<double>& y) {
  constexpr double shortest = 1.0 / 256;  // of the way
  const Drive target = system.drive();
  const double from = system.driven(target.mode, y);
  std::vector<double> next;
  double done = 0, step = 1;
  while (done < 1) {
    const double reached = std::min(1.0, done + step);
    Drive on_the_way = target;
    on_the_way.value = from + reached * (target.value - from);
    system.impose(on_the_way);
    next = y;
    const auto solved = solve_implicit(system, 0, y, 0, next);
    system.impose(target);
    if (solved) {
      y = next, done = reached, step *= 2;
    } else {
      step /= 2;
      if (step < shortest) return fail(solved.error());
    }
  }
  return {};
}

}  // namespace

Result<std::vector<double>> steady_state(CellSystem& system, double t, std::vector<double> guess) {
  if (system.model().transport.outer != Outer::Reservoir)
    return fail(Code::InvalidInput, "a cell whose electrolyte is used up has no steady state",
                "give it a bulk of constant composition, or follow it in time");
  // what the drive asks for at t, for ever
  const Drive drive = system.drive();
  Drive frozen = drive;
  frozen.value = drive.at(t), frozen.rate = 0, frozen.amplitude = 0;
  system.impose(frozen);
  const auto settle = [&]() -> Result<std::vector<double>> {
    std::vector<double> y = guess;
    if (walk(system, y)) return y;
    // let time do what Newton cannot
    NITER_TRY(Transient run, Transient::begin(system, 0, guess,
                                              {.relative_tolerance = 1e-4, .max_steps = 20'000}));
    Error last;
    for (double end = 1e3; end < 1e8; end *= 10) {
      NITER_TRY(const Transient::Stop stop, run.run(end, {}, {}));
      static_cast<void>(stop);
      y.assign(run.y().begin(), run.y().end());
      const auto solved = solve_implicit(system, 0, guess, 0, y);
      if (solved) return y;
      last = solved.error();
    }
    return fail(last);
  };
  auto out = settle();
  system.impose(drive);
  return out;
}

}  // namespace niter::twin
