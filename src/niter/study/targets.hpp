// Targets: what a calibration asks of the twin: the points that have to be solved, and the numbers
// that are read off them. Private to calibrate.cpp and compare.cpp.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "niter/infer/forward.hpp"
#include "niter/study/observables.hpp"

namespace niter::study {

/// A target of the calibration: an output at one point, or how far a neighbour stands above a
/// reported maximum.
struct Target {
  infer::Observation observation;
  Probe probe;
  std::optional<std::size_t> point, above;  // indices into the distinct points
};

/// What has to be solved, each point once however many targets look at it.
struct Plan {
  std::vector<Probe> points;
  std::vector<Target> targets;

  std::size_t point_of(const Probe& probe) {
    const auto same = [&](const Probe& p) {
      return p.experiment == probe.experiment && p.potential == probe.potential &&
             p.current_density == probe.current_density;
    };
    const auto found = std::find_if(points.begin(), points.end(), same);
    if (found != points.end()) return static_cast<std::size_t>(found - points.begin());
    points.push_back(probe);
    return points.size() - 1;
  }
};

Plan make_plan(const Study& study, const Model& model);

/// The answers to a plan at values of the unknowns, in prior coordinates. All arguments must
/// outlive the function.
infer::Forward make_forward(const Model& model, const Plan& plan,
                            const std::vector<twin::Parameter>& unknowns);

std::vector<infer::Observation> observations_of(const Plan& plan);

}  // namespace niter::study
