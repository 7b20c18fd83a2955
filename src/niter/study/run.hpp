// Run: everything a study asks for: calibration, simulation, audit, and the report folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/config/value.hpp"
#include "niter/data/figure.hpp"
#include "niter/data/finding.hpp"
#include "niter/report/page.hpp"
#include "niter/study/bench/measure.hpp"
#include "niter/study/compare.hpp"
#include "niter/study/observables.hpp"
#include "niter/study/runs/kinds.hpp"
#include "niter/study/simulate.hpp"

namespace niter::study {

struct RunOptions {
  int starts = 6;  // of the calibration
  int draws = 48;  // behind every band
  int threads = 2;
  unsigned seed = 1;
  bool compare = false;  // the study's variants too: each costs several calibrations
};

/// All results of a study, before anything is written.
struct StudyResults {
  std::optional<StudyCalibration> calibration;
  ParameterValues values;
  std::vector<Observable> observables;
  Simulated simulated;
  std::vector<data::Finding> findings;
  std::vector<RunOutcome> runs;
  std::vector<infer::Assessment> comparison;  // of the study's variants, if it was asked for
  std::vector<Measured> measured;             // from the raw files of the study
  std::vector<data::Figure> figures;
};

/// @error of the study's files, the solvers, or Interrupted; nothing is written
Result<StudyResults> run(const Study& study, const RunOptions& options,
                         const Monitor& monitor = {});

/// results.json: docs/methods/results.md is its schema.
config::Value to_value(const Study& study, const StudyResults& results, const RunOptions& options);
/// The rows of the literature with the verdict of their audit, and the study among them.
report::Section literature_section(const Study& study, const StudyResults& results);
std::vector<data::Figure> literature_figures_of(const Study& study, const StudyResults& results);
/// Measured numbers beside simulated and reported ones, then every measurement with its figures and
/// findings.
report::Section measured_section(const Study& study, const StudyResults& results);
/// The page in reading order.
Result<report::Page> page(const Study& study, const StudyResults& results,
                          const RunOptions& options);

struct WriteOptions {
  bool figures = true;  // also draw SVG, PDF and PNG files
};
/// index.html, figures/, data/*.csv, results.json, all or nothing. @error Process (gnuplot), Io,
/// Interrupted
Status write_report(const std::filesystem::path& folder, const Study& study,
                    const StudyResults& results, const RunOptions& options,
                    const WriteOptions& write, const Monitor& monitor = {});

}  // namespace niter::study
