// Simulate: the curves of a study, with bands from the posterior of its calibration.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/data/table.hpp"
#include "niter/infer/calibrate.hpp"
#include "niter/infer/sample.hpp"
#include "niter/study/model.hpp"
#include "niter/study/spread.hpp"

namespace niter::study {

/// What a calibration of the study found, with the values to simulate with.
struct StudyCalibration {
  std::vector<twin::Parameter> unknowns;         // in the order of `result`
  std::vector<infer::Observation> observations;  // the targets, and the maxima they are said to be
  std::size_t numbers =
      0;  // of the observations that are reported numbers; the others say that one is a maximum
  infer::Calibration result;
  ParameterValues values;         // every parameter of the model, calibrated ones replaced
  infer::PosteriorSample sample;  // empty if no draws were asked for
  std::vector<ParameterValues> drawn_values;  // the same as `values`, for each draw
};

struct CalibrateOptions {
  infer::CalibrationOptions search;
  infer::SampleOptions sample;  // samples = 0: none
  std::filesystem::path sample_file =
      {};               // where the sample is kept while it grows; empty: nowhere
  bool resume = false;  // go on with what the file holds
  int draws = 48;       // of the samples, behind bands
};

/// The study's targets against its model. Nothing (and no error) if the study has no targets. A
/// sample with a file goes on after a stop, with `resume`, as if nothing had happened.
/// @error Inconsistent if the file is of another study; InvalidInput if it is there and `resume` is
/// not asked for; Interrupted, saying what is kept
Result<std::optional<StudyCalibration>> calibrate(const Study& study, const Model& model,
                                                  const CalibrateOptions& options,
                                                  const Monitor& monitor = {});

/// One catalyst in one experiment against potential.
struct Curve {
  std::string experiment, catalyst;
  std::vector<twin::OperatingPoint> points;
  /// By output: "j", "FE", "yield_nh3", "ph", "E local" and, of the reference catalyst, "FE of X"
  /// for every product; empty without a calibration.
  std::map<std::string, Spread> bands;
  std::vector<double> band_potentials;  // V vs RHE, coarser than the points
};

/// Film profiles at one potential.
struct FilmProfile {
  std::string experiment, catalyst;
  double applied = 0;
  data::Table table;
  std::map<std::string, Spread> bands = {};  // by column, at the distances of the table
};

/// The ordering statements that have to hold for every compression of the DFT differences in a
/// range.
struct CompressionPoint {
  double compression = 0;
  std::string experiment, catalyst;
  twin::OperatingPoint point;
  Spread efficiency = {};  // of the draws: one place, or none
};

struct Simulated {
  std::vector<Curve> curves;
  std::vector<FilmProfile> profiles;
  std::vector<CompressionPoint> compression;
  int draws = 0;  // behind the bands of curves
  int failed_draws = 0;
  int draws_inside = 0;  // behind those of profiles and compressions

  const Curve* curve(std::string_view experiment, std::string_view catalyst) const;
};

Result<Simulated> simulate(const Study& study, const Model& model, const ParameterValues& values,
                           const std::optional<StudyCalibration>& calibration, int threads,
                           const Monitor& monitor = {});

/// The window of the study from its first to its last potential, in steps of about so many volts.
std::vector<double> potentials(const Simulation& simulation, double step);

/// Below this no efficiency can be measured, and the ratio of two vanishing currents says nothing.
/// [A m-2]
inline constexpr double least_current = 0.1;

/// The point with the largest output among those with a measurable current; null if there is none.
const twin::OperatingPoint* largest(const Curve& curve, std::string_view name);

/// "j" [A m-2], "FE" of NH3, "yield_nh3" [mol m-2 s-1], "ph" of an operating point, or of its
/// derivatives.
double output(const twin::OperatingOutputs& point, std::string_view name);

}  // namespace niter::study
