// Scale: from the numbers of an axis to places along it, with round ticks, in the unit of display.
#pragma once

#include <string>
#include <vector>

#include "niter/data/figure.hpp"

namespace niter::report {

/// A tick of an axis; minor ticks have no text.
struct Tick {
  double value;
  std::string text;  // plain, typeset later
  bool minor = false;
};

/// One axis of one panel. Values are in the unit of display.
struct Scale {
  double first = 0, last = 1;  // in reading order: first > last on a reversed axis
  bool logarithmic = false;

  double low() const { return first < last ? first : last; }
  double high() const { return first < last ? last : first; }
  /// 0 at `first`, 1 at `last`; NaN where there is no place (nothing at or below zero on a
  /// logarithmic axis).
  double fraction(double value) const;
  /// The same axis with its end moved outward by a share of its length.
  Scale extended(double before, double after) const;
};

/// The range asked for, or one that holds all finite `values` (SI) with a margin; zero is included
/// if it is near.
Scale scale_of(const data::Axis& axis, const std::vector<double>& values, double margin);

/// Lengthen one of two linear axes until a length means the same on both, in a frame `aspect` times
/// as wide as it is high. An axis that ends at zero keeps that end.
void equalise(Scale& x, Scale& y, double aspect);

/// Round ticks within the scale, at most about `wanted` with a text.
std::vector<Tick> ticks_of(const Scale& scale, int wanted);

}  // namespace niter::report
