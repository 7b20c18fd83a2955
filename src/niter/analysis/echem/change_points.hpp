// Change points: where a long record goes over from one straight line to another.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::analysis {

/// A record cut into pieces, each with a straight line of its own.
struct ChangePoints {
  std::vector<std::size_t> starts;  // first point of each piece; the first is 0
  double noise = 0;                 // of the blocks the search ran on
  double penalty = 0;               // on the sum of squares, for each further piece
  int blocks = 0;
};

/// The cut with the least sum of squares plus penalty, found exactly.
///
///     F(n) = min over m < n of  F(m) + C(m, n) + penalty,   C: squares about the line from m to n
///     penalty = 3 s2 tau ln(n)        three parameters a piece: level, slope and place
///
/// The record is averaged to at most 600 blocks; s comes from their second differences (robust),
/// tau from the residuals of a cautious first pass (tau = 5). A piece has five blocks or more.
///
/// @error InvalidInput with fewer than 20 points, or times that do not grow
/// @source killick2012 (recursion; here without pruning)
Result<ChangePoints> find_change_points(std::span<const double> t, std::span<const double> y);

}  // namespace niter::analysis
