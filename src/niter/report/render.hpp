// Rendering: one Figure becomes SVG, PDF and PNG files for print and an interactive figure for the
// page.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/data/figure.hpp"

namespace niter::report {

/// How sub- and superscripts are written: Unicode, gnuplot's enhanced text, or HTML (the page and
/// Plotly).
enum class Markup { Plain, Gnuplot, Html };

/// "E / V vs. RHE": symbol of the vocabulary, unit of display, scale. A word the vocabulary lacks
/// stands for itself; a dimensionless quantity has no unit.
std::string axis_text(const data::Axis& axis, Markup markup = Markup::Plain);

/// Writes <folder>/<id>-<width>mm.{svg,pdf,png} at 88 and 180 mm for every figure, each figure by
/// one gnuplot process. What was there under these names is replaced only when all figures are
/// drawn; on any error nothing new is left.
/// @error Process if gnuplot is missing or fails (with what it said); Interrupted; InvalidInput if
/// an id is no file name
Status draw_figures(const std::vector<data::Figure>& figures, const std::filesystem::path& folder,
                    const Monitor& monitor = {});

/// The figure as Plotly JSON {data, layout}: zoom, hover values, series switched by the legend.
std::string plotly_json(const data::Figure& figure);

/// The numbers behind the figure as CSV with name, unit and comment rows. Every series has columns
/// of its own: x, y and, where it has them, the low and high end of its band or error bar. Values
/// in the unit of display, shortest exact form.
std::string figure_csv(const data::Figure& figure);

}  // namespace niter::report
