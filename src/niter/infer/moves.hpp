// Moves: where a walker of an ensemble may go next, seen from the others. Private to this room.
#pragma once

#include <span>
#include <vector>

#include "niter/infer/streams.hpp"

namespace niter::infer {

using Point = std::vector<double>;

struct Proposal {
  Point z;
  double ln_factor = 0;  // ln of the ratio of proposal densities: enters the acceptance
};

/// Along the line to another walker: z = c + s (x - c), density of s as 1/sqrt(s) on [1/2, 2];
/// factor s^(d - 1).
/// @source goodman2010 (the stretch move); foremanmackey2013, eq. 7 to 10
Proposal stretch(const Point& x, std::span<const Point> others, Stream& stream);

/// By a multiple of the difference of two others: z = x + g (a - b), g = 2.38 / sqrt(2 d), one time
/// in ten 1, so that walkers can change between separate maxima. A jitter of 1e-5 prior sd lets the
/// ensemble reach every direction. Symmetric.
/// @source terbraak2006 (the move of DE-MC and its factor)
Proposal differential(const Point& x, std::span<const Point> others, Stream& stream);

/// One of the two: four times in five the differential one, which moves faster in ten to twenty
/// dimensions; docs/decisions/0013 has the measurement.
Proposal propose(const Point& x, std::span<const Point> others, Stream& stream);

}  // namespace niter::infer
