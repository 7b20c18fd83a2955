// Simulate: the curves of a study, with bands from the posterior of its calibration.
#pragma once

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
  int draws = 48;               // of the samples, behind bands
};

/// The study's targets against its model. Nothing (and no error) if the study has no targets.
Result<std::optional<StudyCalibration>> calibrate(const Study& study, const Model& model,
                                                  const CalibrateOptions& options,
                                                  const Monitor& monitor = {});

/// Low and high ends of the central 90 % of posterior draws, point by point.
struct Band {
  std::vector<double> low, high;
};

/// One catalyst in one experiment against potential.
struct Curve {
  std::string experiment, catalyst;
  std::vector<twin::OperatingPoint> points;
  std::map<std::string, Band>
      bands;  // by output: "j", "FE", "yield_nh3", "ph"; empty without a calibration
  std::vector<double> band_potentials;  // V vs RHE, coarser than the points
};

/// Film profiles at one potential.
struct FilmProfile {
  std::string experiment, catalyst;
  double applied = 0;
  data::Table table;
};

/// The ordering statements that have to hold for every compression of the DFT differences in a
/// range.
struct CompressionPoint {
  double compression = 0;
  std::string experiment, catalyst;
  twin::OperatingPoint point;  // at the potential of the largest efficiency reported
};

struct Simulated {
  std::vector<Curve> curves;
  std::vector<FilmProfile> profiles;
  std::vector<CompressionPoint> compression;
  int draws = 0;  // behind the bands
  int failed_draws = 0;

  const Curve* curve(std::string_view experiment, std::string_view catalyst) const;
};

Result<Simulated> simulate(const Study& study, const Model& model, const ParameterValues& values,
                           const std::optional<StudyCalibration>& calibration, int threads,
                           const Monitor& monitor = {});

/// Below this no efficiency can be measured, and the ratio of two vanishing currents says nothing.
/// [A m-2]
inline constexpr double least_current = 0.1;

/// The point with the largest output among those with a measurable current; null if there is none.
const twin::OperatingPoint* largest(const Curve& curve, std::string_view name);

/// "j" [A m-2], "FE" of NH3, "yield_nh3" [mol m-2 s-1], "ph" of an operating point, or of its
/// derivatives.
double output(const twin::OperatingOutputs& point, std::string_view name);

}  // namespace niter::study
