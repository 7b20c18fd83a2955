// Rendering: one Figure becomes SVG, PDF and PNG files for print and an interactive figure for the page.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/data/figure.hpp"

namespace niter::report {

/// "E / V vs. RHE": symbol of the vocabulary, unit of display, scale. `plain` for Plotly (HTML sub/superscripts),
/// else gnuplot's enhanced text.
std::string axis_text(const data::Axis& axis);

/// Writes <folder>/<id>-<width>mm.{svg,pdf,png} at 88 and 180 mm for every figure. One gnuplot process draws many.
/// @error Process if gnuplot is missing or fails (with what it said); Interrupted
Status draw_figures(const std::vector<data::Figure>& figures, const std::filesystem::path& folder,
                    const Monitor& monitor = {});

/// The figure as Plotly JSON {data, layout}: zoom, hover values, series switched by the legend.
std::string plotly_json(const data::Figure& figure);

/// The numbers behind the figure as CSV with name, unit and comment rows.
std::string figure_csv(const data::Figure& figure);

}  // namespace niter::report
