// Labels printed beside points, where they meet neither the frame nor one another.
#pragma once

#include <string>
#include <vector>

#include "niter/report/layout.hpp"

namespace niter::report {

struct PointLabel {
  std::string text;
  double left = 0, middle = 0, width = 0;  // pt, where the frame stands
};

/// Of the series that show them, in their order, each at the first of eight places around its point
/// where it hides no symbol and no corner of a line; one that would stand on an earlier label is
/// left out.
std::vector<PointLabel> point_labels(const PanelLayout& panel);

/// On which side of its point a label stands: outwards.
bool stands_left(double x_fraction);

}  // namespace niter::report
