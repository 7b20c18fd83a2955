// The gnuplot script of a figure: every place, range, tick and text is given, so gnuplot decides
// nothing.
#pragma once

#include <string>

#include "niter/report/layout.hpp"

namespace niter::report {

/// Commands that draw the figure into the current output; its numbers travel as data blocks inside
/// the script.
/// @param tick_unit_pt length of a tick of scale 1 in the terminal that is set [pt]
std::string gnuplot_script(const FigureLayout& layout, double tick_unit_pt);

}  // namespace niter::report
