// Numbers read off one sweep of a voltammogram: current at a potential, onset, peak.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "niter/analysis/echem/local_line.hpp"
#include "niter/analysis/echem/sweeps.hpp"
#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::analysis {

/// One sweep in the order it was recorded. Current (I or j), oxidation positive.
struct Curve {
  std::span<const double> potential;  // [V]
  std::span<const double> current;
  std::span<const double> sigma = {};  // of each current; empty: not known
};

/// The points of one sweep of a record: column j, or I where there is no j. The record must outlive
/// the curve. @error NotFound without either; InvalidInput for columns of different length
Result<Curve> curve_of(const data::Table& record, const Sweep& sweep);

/// Current at a potential: value of the straight line through the points of the window, or, with
/// width 0, straight between the two neighbours. @error InvalidInput where no point is near
Result<double> current_at(const Curve& curve, LocalWindow window);

/// A stretch of potential, in any order.
struct Stretch {
  double from = 0, to = 0;  // [V]
};

/// How an onset is defined: there is no other onset than one by rule.
enum class OnsetRule {
  Level,    // where the current over the baseline first reaches a stated value
  Tangent,  // where the tangent at the steepest point meets the baseline
};

struct OnsetOptions {
  OnsetRule rule = OnsetRule::Level;
  double level = 0;  // of Level, with its sign: negative for a reduction
  // of the line taken as baseline; none: zero current
  std::optional<Stretch> baseline = {};
  // of the sweep that is searched; none: all of it. Tangent finds the steepest point in it
  std::optional<Stretch> range = {};
};

/// Onset potential by the stated rule. [V]
///
/// @error InvalidInput if the level is not reached, is already passed at the first point, or is
///        zero; fewer than three points in a stretch; a tangent parallel to the baseline
Result<double> onset(const Curve& curve, const OnsetOptions& options);

enum class PeakKind { Cathodic, Anodic };

struct PeakOptions {
  PeakKind kind = PeakKind::Cathodic;
  std::optional<Stretch> baseline = {};  // as for the onset
  std::optional<Stretch> range = {};     // where the peak is looked for; none: everywhere
  std::string name = "peak";             // of what its uncertainty rests on, in budgets
};

/// Numbers of one peak are correlated: they share the noise of the summit and the baseline. What
/// the shape of the baseline does (a line under a curved background) is not in them.
struct Peak {
  Uncertain potential;             // [V]
  Uncertain height;                // over the baseline, with its sign
  Uncertain half_potential;        // E_p/2: half the height, on the way to the peak [V]
  std::optional<Uncertain> width;  // between both half heights, where the second is reached [V]
  double noise = 0;                // standard uncertainty of one point at the summit
};

/// The largest current of a sign over the baseline, placed and measured by the cubic through the
/// points above 99 % of it, or further down by twenty times the noise. Potentials where the height
/// is half are read straight between neighbours.
///
/// Noise of a point: its sigma, or the scatter about the cubic by Student's t. With w the weights
/// that least squares give the points and P the cubic,
///
///     u2(height)    = sum w_i2 u_i2 + u2(baseline at E_p)
///     u2(potential) = sum w'_i2 u_i2 / P''2 + u2(slope of the baseline) / P''2
///
/// @error InvalidInput if there is none, it stands at an end of the stretch searched (a rising
///        current is no peak), or half of it is not passed on the way
/// @valid  noise below 1 % of the height: beyond, intervals of E_p and E_p/2 hold the truth less
/// often
///         than they say (80 % at 2 %)
/// @source nicholson1964: E_p - E_p/2 = 2.20 RT/nF reversible, 1.857 RT/(alpha F) irreversible;
///         jcgm100, 5.1.2 and H.3.2
Result<Peak> find_peak(const Curve& curve, const PeakOptions& options);

}  // namespace niter::analysis
