// A capacitor behind a series resistance in a cyclic voltammogram that repeats: the exact current.
//
// E(t) is a triangle between `low` and `high` with dE/dt = +-v, and T = (high - low)/v is the time
// of one sweep. From E = U + j R and j = C dU/dt:
//
//     tau dj/dt + j = +-C v,   tau = R C
//
// When the cycles repeat, j changes its sign after half a cycle, j(T) = -j(0). In the anodic sweep,
// t after the reversal at `low`, this gives
//
//     j_a(t) = C v [1 - 2 exp(-t/tau) / (1 + exp(-T/tau))]
//
// and in the cathodic sweep, t after the reversal at `high`, -j_a(t). Half the difference of both
// at one potential, s = E - (low + high)/2 away from the middle, is
//
//     (j_a - j_c)/2 = C v [1 - cosh(s/(v tau)) / cosh(T/(2 tau))]
#pragma once

#include "niter/analysis/echem/local_line.hpp"

namespace niter::analysis {

/// An ideal capacitor and its sweep. Per area (F m-2, ohm m2) or not (F, ohm), as wanted outside.
struct RcSweep {
  double capacitance = 0;    // > 0
  double resistance = 0;     // >= 0
  double scan_rate = 0;      // v [V s-1], > 0
  double low = 0, high = 0;  // potentials of reversal [V], applied: iR included
};

/// Current of the sweep towards positive potentials at the applied potential E. [A m-2]
///
/// @source identity: periodic solution, derived above; its first sweep from rest is bard2001,
///         sec. 1.2.4(c)
double anodic_current(const RcSweep& sweep, double potential);
/// The same of the sweep back; negative except close to the reversal. [A m-2]
double cathodic_current(const RcSweep& sweep, double potential);

/// (j_a - j_c)/2 at the applied potential `window.at`, the mean over `window.width`. [A m-2]
///
/// The mean is what a local line reads: over w, cosh(s/(v tau)) grows by sinh(a)/a with
/// a = w/(2 v tau). A width of 0 is the formula above.
///
/// @source identity: half the difference of the two above; mid-window with width 0 it is
///         physics::charging_current_density
/// @valid  the width lies in [low, high]; E is the applied potential. On an axis corrected for iR
///         the two currents at one potential belong to other times of the sweep
double half_difference(const RcSweep& sweep, LocalWindow window);

}  // namespace niter::analysis
