// Change points: where a record breaks into pieces, by penalised least squares.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace niter::analysis {

/// What a piece between two changes looks like.
enum class Piece { Level, Line };

/// Noise of one point, read from differences, which steps and drifts hardly touch.
struct Noise {
  double sigma = 0;        // of one point
  double correlation = 0;  // of neighbours, 0 to 0.95
  /// Variance of the mean of many points times their number.
  double long_run() const { return sigma * sigma * (1 + correlation) / (1 - correlation); }
};
/// From the squares of y_i+1 - y_i and y_i+2 - y_i, the largest tenth left out. AR(1) noise has
///
///     var(y_i+1 - y_i) = 2 s2 (1 - r),   var(y_i+2 - y_i) = 2 s2 (1 - r2):  their ratio is 1 + r
///
/// One standard error, 1/sqrt(n), is added to r: too few changes are better than invented ones.
/// @source press2007, sec. 15.7 (robust estimates); the identity above
Noise noise_of(std::span<const double> y);

/// (p + 2) ln(n) times the long-run variance of the noise: a piece has p parameters and a place,
/// which is Schwarz's criterion, and one more counts for the noise, which is itself estimated. Of
/// records of 200 points without a change fewer than one in ten then gets one, up to r = 0.8.
/// @source killick2012, sec. 2 (penalised cost)
double change_penalty(std::span<const double> y, Piece piece);

/// First index of each piece but the first. The sum over the pieces of the squares about the level
/// or the line, plus `penalty` for each change, is the least of all partitions: optimal
/// partitioning, n2 steps.
///
/// @param x        growing; used by lines
/// @param penalty  in the unit of y squared
/// @param least    points of a piece; 2 or more, 3 or more for lines
/// @source killick2012, sec. 2.2 (optimal partitioning)
std::vector<std::size_t> change_points(std::span<const double> x, std::span<const double> y,
                                       Piece piece, double penalty, std::size_t least);

}  // namespace niter::analysis
