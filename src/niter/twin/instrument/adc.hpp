// The analogue-digital converter: rounding to its step, clipping at its end.
#pragma once

namespace niter::twin {

struct Reading {
  double value = 0;
  bool overload = false;  // the signal was beyond the limit; value is the limit
};

/// The multiple of `step` next to `signal`, between -limit and +limit. The error of rounding is
/// uniform within half a step if the signal moves over many steps: variance step^2/12.
///
/// @param step   [unit of the signal]; 0: no rounding
/// @param limit  largest reading; 0: none
/// @source bennett1948 (the variance)
Reading digitise(double signal, double step, double limit);

/// How a mean of `conversions` readings is rounded: it is a multiple of step/conversions, and the
/// rounding errors of the single conversions leave the variance below, which a caller adds as
/// noise.
/// @valid noise of a single conversion above half a step, so that their errors are independent
struct AveragedStep {
  double step = 0;
  double variance = 0;  // step^2/12 (1/n - 1/n^2); the rest is the rounding of the mean
};
AveragedStep averaged_step(double step, double conversions);

}  // namespace niter::twin
