// What a series resistance does to a capacitance from the slope against scan rate, and how to undo
// it.
#pragma once

#include <optional>
#include <span>

#include "niter/analysis/echem/local_line.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::analysis {

/// One scan rate of the set and how much its half difference moves the slope of the line.
struct RatePoint {
  double scan_rate = 0;      // [V s-1]
  double low = 0, high = 0;  // reversals [V]
  double width = 0;          // over which the currents are averaged (LocalLine::width) [V]
  double influence = 0;      // dslope/dhalf difference: WeightedLine::influence
};

/// The slope that an ideal capacitor behind a resistance gives. [F m-2]
///
///     slope = sum_i influence_i h_i,  h_i = C v_i [1 - cosh(s/(v_i R C)) / cosh(W/(2 v_i R C))]
///
/// or its mean over the width
///
/// @param capacitance  C [F m-2], > 0
/// @param resistance   R [ohm m2], >= 0
/// @param potential    of evaluation [V]; s is its distance from the middle of the window W
/// @source identity: rc_sweep.hpp
double slope_of_rc(double capacitance, double resistance, std::span<const RatePoint> rates,
                   double potential);

/// Plain and corrected capacitance side by side.
struct ResistanceBias {
  Uncertain resistance;      // area-specific [ohm m2]
  Uncertain corrected;       // the capacitance whose slope with R is the plain one [F m-2]
  double time_constant = 0;  // R times corrected [s]
  double slope = 0;          // plain / corrected - 1
  double fastest = 0;  // half difference of the fastest sweep over C v, minus 1: the error of one
                       // point, which the narrow range of rates magnifies to that of the slope
};

/// Undo the resistance: solve slope_of_rc(C, R) = plain for the C that is reached first from the
/// plain value upwards.
///
/// @return none if no capacitance gives this slope with that resistance
/// @valid  ideal capacitor, potentials as applied (iR included)
std::optional<ResistanceBias> correct_for_resistance(const Uncertain& plain,
                                                     const Uncertain& resistance,
                                                     std::span<const RatePoint> rates,
                                                     double potential);

/// The resistance that would bias the slope of this capacitance by `bias`. [ohm m2]
///
/// @param bias  relative, in (-0.5, 0)
double resistance_for_bias(double capacitance, double bias, std::span<const RatePoint> rates,
                           double potential);

}  // namespace niter::analysis
