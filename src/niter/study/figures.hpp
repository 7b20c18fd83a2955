// Figures of a study: simulated curves with the reported points on them.
#pragma once

#include <span>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/figure.hpp"
#include "niter/study/bench/measure.hpp"
#include "niter/study/observables.hpp"
#include "niter/study/rate_control.hpp"
#include "niter/study/simulate.hpp"

namespace niter::study {

/// The band of what was simulated, for under its line; nothing if there is none.
void add_shade(const std::vector<double>& x, const Spread& band, int colour,
               std::vector<data::Series>& into);
/// " Bands: central 90 % of 48 posterior draws." or nothing.
std::string band_text(int draws);

/// Everything the figures draw.
struct FigureInput {
  const Study& study;
  const Model& model;
  const Simulated& simulated;
  const std::optional<StudyCalibration>& calibration;
  const std::vector<Observable>& observables;
  const ParameterValues& values;
  std::span<const Measured> measured = {};  // from raw files, drawn beside the curves
};

/// Polarisation, efficiency of all catalysts, efficiency and yield of the reference, for each
/// simulated experiment.
std::vector<data::Figure> curve_figures(const FigureInput& input);
/// Free energies along the main path at 0 V and at the working potential vs local RHE. @error what
/// the mechanism says
Result<std::vector<data::Figure>> energy_figures(const FigureInput& input);
/// Local pH and driving force against potential; concentrations through the film; where the charge
/// goes.
std::vector<data::Figure> inside_figures(const FigureInput& input);
/// Residuals, what the data inform, and the compression of the DFT differences.
std::vector<data::Figure> inference_figures(const FigureInput& input);

/// Degrees of rate control and elasticities against potential, for each simulated experiment.
std::vector<data::Figure> control_figures(const std::vector<RateControl>& controls,
                                          const Study& study);

}  // namespace niter::study
