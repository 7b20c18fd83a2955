#include "niter/analysis/echem/rc_sweep.hpp"

#include <cmath>

#include "niter/base/contract.hpp"

namespace niter::analysis {

namespace {

void expect_sweep(const RcSweep& sweep) {
  NITER_EXPECT(sweep.scan_rate > 0 && sweep.high > sweep.low, "a sweep moves");
  NITER_EXPECT(sweep.capacitance > 0 && sweep.resistance >= 0, "a capacitor behind a resistance");
}

// mean over `width` around `way`, the potential travelled since the last reversal
double current_after(const RcSweep& sweep, double way, double width) {
  expect_sweep(sweep);
  const double ideal = sweep.capacitance * sweep.scan_rate;
  const double tau = sweep.resistance * sweep.capacitance;
  if (tau == 0) return ideal;
  const double scale = sweep.scan_rate * tau;  // potential travelled in one tau
  const double half = width / 2;
  const double lag =
      half > 0 ? (std::exp(-(way - half) / scale) - std::exp(-(way + half) / scale)) * scale / width
               : std::exp(-way / scale);
  return ideal * (1 - 2 * lag / (1 + std::exp(-(sweep.high - sweep.low) / scale)));
}

}  // namespace

double anodic_current(const RcSweep& sweep, double potential) {
  return current_after(sweep, potential - sweep.low, 0);
}

double cathodic_current(const RcSweep& sweep, double potential) {
  return -current_after(sweep, sweep.high - potential, 0);
}

double half_difference(const RcSweep& sweep, LocalWindow window) {
  return (current_after(sweep, window.at - sweep.low, window.width) +
          current_after(sweep, sweep.high - window.at, window.width)) /
         2;
}

}  // namespace niter::analysis
