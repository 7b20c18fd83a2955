#include "niter/twin/cell/stationary.hpp"

#include "niter/twin/cell/cell_newton.hpp"
#include "niter/twin/cell/transient.hpp"

namespace niter::twin {

Result<std::vector<double>> steady_state(CellSystem& system, double t, std::vector<double> guess) {
  if (system.model().transport.outer != Outer::Reservoir)
    return fail(Code::InvalidInput, "a cell whose electrolyte is used up has no steady state",
                "give it a bulk of constant composition, or follow it in time");
  std::vector<double> y = guess;
  if (solve_implicit(system, t, guess, 0, y)) return y;

  // let time do what Newton cannot
  const Drive drive = system.drive();
  Drive frozen = drive;
  frozen.value = drive.at(t), frozen.rate = 0, frozen.amplitude = 0;
  system.impose(frozen);
  const auto settle = [&]() -> Result<std::vector<double>> {
    NITER_TRY(Transient run, Transient::begin(system, t, guess, {.relative_tolerance = 1e-4}));
    Error last;
    for (double span = 1e3; span < 1e8; span *= 10) {
      NITER_TRY(const Transient::Stop stop, run.run(t + span, {}, {}));
      static_cast<void>(stop);
      y.assign(run.y().begin(), run.y().end());
      const auto solved = solve_implicit(system, t, guess, 0, y);
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
