// Any voltammogram of one couple under semi-infinite planar diffusion, by the integral equation of
// Nicholson: reversible to irreversible, with a reversal, with a following (EC) or a catalytic
// (EC') reaction of the product. An answer independent of grids in space.
//
// Dimensionless: time in R T / (n F v), potential xi = n F (E - E0) / (R T), current as
// sqrt(pi) chi = j / (n F c sqrt(D n F v / (R T))). Reductions are positive, as in the paper.
// Both forms diffuse alike.
#pragma once

#include <vector>

namespace niter::physics {

/// One sweep from `start` down to `turn`, and back up to `end` if that lies above.
struct SweepProblem {
  double rate = 0;       // Lambda = k0 / sqrt(D n F v / (R T)) = sqrt(pi) psi; infinity: reversible
  double alpha = 0.5;    // per electron: k_red = k0 exp(-alpha xi), k_ox = k0 exp((1-alpha) xi)
  double start = 18;     // xi; the error of beginning here is exp(-start)
  double turn = -6;      // xi of the reversal
  double end = -6;       // xi of the end; at `turn` or below there is no back sweep
  double following = 0;  // EC: k R T / (n F v) of R -> inert
  double regeneration = 0;  // EC': k R T / (n F v) of R -> O; not together with `following`
};

struct SweepCurve {
  std::vector<double> xi;
  std::vector<double> current;  // sqrt(pi) chi
};

/// The voltammogram at equal steps of time, the first one after the start.
///
///     j = Lambda (exp(-alpha xi) (1 - I_O) - exp((1 - alpha) xi) I_R)
///     I(t) = (1/sqrt(pi)) int_0^t j(s) exp(-k (t - s)) / sqrt(t - s) ds
///
/// Product integration with j piecewise linear and exact weights; two runs with steps `step` and
/// step/2 are extrapolated with order 2.
/// @param step  in xi; it is shortened so that the reversal falls on a step
/// @source nicholson1965, nicholson1964 (EC, EC')
/// @valid  measured with step 0.04: error of sqrt(pi) chi 1e-7 on the way down and at the back
/// peak, 4e-5 in the first step after the turn; peak separations to 0.001 mV; 10 ms a cycle
SweepCurve sweep_voltammogram(const SweepProblem& problem, double step = 0.04);

/// An extremum of a curve, from five points of it.
struct SweepPeak {
  double xi = 0;
  double current = 0;
};

/// The largest reduction current on the way down.
SweepPeak forward_peak(const SweepCurve& curve);
/// The largest oxidation current on the way back.
SweepPeak reverse_peak(const SweepCurve& curve);

}  // namespace niter::physics
