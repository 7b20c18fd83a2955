// Legend: which lines it has, and a place where it hides no data.
#pragma once

#include <array>
#include <vector>

#include "niter/report/layout.hpp"

namespace niter::report {

inline constexpr double legend_sample = 17, legend_gap = 4, legend_pitch = 10.5;

/// The lines a panel's legend needs, without those an earlier panel of the figure explains already.
std::vector<LegendItem> legend_items(const data::Figure& figure, std::size_t panel);

/// Places that ink covers, as fractions of the frame from its lower left corner; lines are sampled
/// densely.
std::vector<std::array<double, 2>> inked(const PanelLayout& panel);

/// Put the items into the emptiest corner of the frame. If none is free and the range was not asked
/// for, the y axis is lengthened by up to `most_head_room` of itself.
/// @return false if every place would hide data: the panel is then untouched
bool place_inside(PanelLayout& panel, std::vector<LegendItem> items, double most_head_room);

/// As many columns as fit into `room`, downward from the upper left corner; returns width and
/// height.
std::array<double, 2> place_columns(std::vector<LegendItem>& items, double left, double top,
                                    double room);

}  // namespace niter::report
