// together: what is drawn of several measurements of a study in one figure, as papers do. To add a
// kind of figure: one file with its function, one row in together.cpp.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "niter/data/figure.hpp"
#include "niter/data/finding.hpp"
#include "niter/study/bench/measure.hpp"

namespace niter::study {

/// Figures of several measurements, and what the numbers in them say.
struct Together {
  std::vector<data::Figure> figures = {};
  std::vector<data::Finding> findings = {};
};

/// One kind of figure. A kind that finds nothing to draw gives nothing.
struct TogetherKind {
  std::string_view name;
  std::string_view shows;  // one line
  Together (*draw)(const Study& study, std::span<const Measured> measured);
};

/// All kinds, in the order of the report.
std::span<const TogetherKind> together_kinds();

/// What every kind makes of the measurements.
Together draw_together(const Study& study, std::span<const Measured> measured);

/// Faradaic efficiency and yield rate against potential, a figure for each experiment (series.cpp).
Together potential_series(const Study& study, std::span<const Measured> measured);
/// Sweeps, capacitance lines and spectra of all catalysts of an experiment (overlay.cpp).
Together overlays(const Study& study, std::span<const Measured> measured);
/// Efficiency and yield of each cycle, mean, spread, trend (cycling.cpp).
Together cycling(const Study& study, std::span<const Measured> measured);
/// Ammonia of the controls beside the electrolysis, with a verdict (control.cpp).
Together control_figures(const Study& study, std::span<const Measured> measured);
/// Ordinary against labelled feed (isotope.cpp).
Together isotope_figures(const Study& study, std::span<const Measured> measured);
/// Charge by product and the nitrogen balance over potential (closure.cpp).
Together closure(const Study& study, std::span<const Measured> measured);
/// Long electrolyses beside the reported current (hours.cpp).
Together hours(const Study& study, std::span<const Measured> measured);

}  // namespace niter::study
