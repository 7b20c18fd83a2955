// Predictions: the reported numbers a study calibrates with, as a forward function of parameters.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "niter/infer/forward.hpp"
#include "niter/study/observables.hpp"

namespace niter::study {

/// A target of the calibration: an output at one point, or how far a neighbour stands above a
/// reported maximum.
struct Target {
  infer::Observation observation;
  Probe probe;
  std::size_t point = 0;             // index into the distinct points
  std::optional<std::size_t> above;  // of the neighbour
};

/// What has to be solved, each point once however many targets look at it.
struct TargetPlan {
  std::vector<Probe> points;
  std::vector<Target> targets;  // numbers first, then the statements about maxima

  /// The point of a probe, added if it is new.
  std::size_t point_of(const Probe& probe);
  std::size_t numbers() const;
  std::vector<infer::Observation> observations() const;
};

/// The declared targets of a study.
TargetPlan target_plan(const Study& study, const Model& model);

/// Values of all parameters of a model with some replaced, given in the coordinates in which their
/// priors are normal.
ParameterValues with_unknowns(ParameterValues values, const std::vector<twin::Parameter>& unknowns,
                              std::span<const double> coordinates);

/// The targets as a function of the unknowns, with exact derivatives (twin::HalfCell::slopes). One
/// half-cell per point, always started from the solution at `start`: predictions depend on the
/// parameters alone. Serves one thread; refers to its arguments.
infer::Forward make_forward(const Model& model, const TargetPlan& plan,
                            const std::vector<twin::Parameter>& unknowns, ParameterValues start);

}  // namespace niter::study
