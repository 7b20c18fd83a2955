#include "niter/study/run.hpp"

#include <algorithm>

#include "niter/study/audit.hpp"
#include "niter/study/bench/together.hpp"
#include "niter/study/figures.hpp"

namespace niter::study {
namespace {

// Enough that the ensemble has mixed and its diagnostics mean something.
constexpr int samples_behind_bands = 4000;

}  // namespace

Result<StudyResults> run(const Study& study, const RunOptions& options, const Monitor& monitor) {
  StudyResults results;
  monitor.at("audit", 0);
  NITER_TRY(results.findings, audit(study));
  NITER_TRY(results.measured, measure(study, options.threads, monitor));
  for (const auto& one : results.measured) {
    if (!one.reduction) continue;
    const auto& figures = one.reduction->figures;
    results.figures.insert(results.figures.end(), figures.begin(), figures.end());
  }
  for (auto& figure : draw_together(study, results.measured).figures) {
    results.figures.push_back(std::move(figure));
  }
  for (auto& figure : literature_figures_of(study, results)) {
    results.figures.push_back(std::move(figure));
  }
  if (!study.simulation) return results;  // a study may be nothing but facts and raw files

  NITER_TRY(const auto model, Model::make(study));
  CalibrateOptions settings;
  settings.search.starts = options.starts;
  settings.search.threads = options.threads;
  settings.search.seed = options.seed;
  settings.sample.samples = std::max(options.draws, samples_behind_bands);
  settings.sample.threads = options.threads;
  settings.draws = options.draws;
  settings.sample.seed = options.seed;
  NITER_TRY(results.calibration, calibrate(study, model, settings, monitor));
  results.values = results.calibration ? results.calibration->values : model.nominal();
  const auto draws =
      results.calibration ? results.calibration->drawn_values : std::vector<ParameterValues>();
  NITER_TRY(results.observables, observables(study, model, results.values, draws));
  NITER_TRY(results.simulated,
            simulate(study, model, results.values, results.calibration, options.threads, monitor));

  const FigureInput input{
      study,          model,           results.simulated, results.calibration, results.observables,
      results.values, results.measured};
  for (auto& figure : curve_figures(input)) results.figures.push_back(std::move(figure));
  NITER_TRY(auto energies, energy_figures(input));
  for (auto& figure : energies) results.figures.push_back(std::move(figure));
  for (auto& figure : inside_figures(input)) results.figures.push_back(std::move(figure));
  for (auto& figure : inference_figures(input)) results.figures.push_back(std::move(figure));
  NITER_TRY(const auto controls,
            rate_control(model, results.values, draws, options.threads, monitor));
  for (auto& figure : control_figures(controls, study))
    results.figures.push_back(std::move(figure));
  NITER_TRY(results.runs, make_runs(study, model, results.values, draws, options.threads, monitor));
  for (const auto& run : results.runs)
    results.figures.insert(results.figures.end(), run.figures.begin(), run.figures.end());
  if (!options.compare) return results;
  settings.search.starts = std::max(options.starts, comparison_starts);
  NITER_TRY(results.comparison, compare_variants(study, {}, settings.search, monitor));
  results.figures.push_back(comparison_figure(results.comparison));
  return results;
}

}  // namespace niter::study
