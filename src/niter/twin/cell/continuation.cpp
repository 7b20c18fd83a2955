#include "niter/twin/cell/continuation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace niter::twin {
namespace {

constexpr double kFirstStep = 0.1;      // V
constexpr double kLargestStep = 0.2;    // V
constexpr double kSmallestStep = 1e-3;  // V
constexpr int kWarmIterations = 15;     // beyond this a smaller step is cheaper
constexpr int kColdIterations = 80;
// Where hardly any current flows, tried in turn [V vs RHE(bulk)].
constexpr double kRestPotentials[] = {0.0, 0.3, -0.2, 0.6, -0.4};
constexpr double kLowestPotential = -3.0;  // where the search for a current ends [V vs RHE(bulk)]

// What a tangent may promise: ln c and the potential are moved by no more than Newton would.
constexpr double kLargestPrediction = 2.5;

}  // namespace

Continuation::Continuation(FilmModel film, ReactingSurface surface, PotentialScale scale)
    : newton_(std::move(film)), surface_(std::move(surface)), scale_(scale) {}

// Newton at one potential, from the last solution moved along its tangent. Replaces the last
// solution if it succeeds.
Status Continuation::step_to(double applied, int max_iterations) {
  trial_ = *last_;
  if (trial_.has_direction) {
    const double change = applied - trial_.applied;
    for (std::size_t i = 0; i < trial_.state.film.nodes.size(); ++i)
      trial_.state.film.nodes[i] += std::clamp(change * trial_.direction.film.nodes[i],
                                               -kLargestPrediction, kLargestPrediction);
    for (int m = 0; m < film().components(); ++m)
      trial_.state.film.flux[m] += change * trial_.direction.film.flux[m];
    trial_.state.control += change * trial_.direction.control;
  }
  surface_.start_from(last_->surface);
  surface_.control_potential(scale_.water_at_zero + applied, scale_.series_resistance);
  NewtonOptions options;
  options.max_iterations = max_iterations;
  const Result<int> solved = newton_.solve(surface_, trial_.state, options);
  if (!solved) {
    iterations_ += max_iterations;
    return fail(solved.error());
  }
  iterations_ += *solved;
  trial_.surface = surface_.state();
  trial_.applied = applied;
  newton_.tangent(-1, trial_.direction);
  trial_.has_direction = true;
  std::swap(*last_, trial_);
  return {};
}

// The first solution: bulk composition everywhere, at a potential where it nearly holds.
Status Continuation::rest(double applied) {
  last_ = SolvedPoint{newton_.rest(scale_.water_at_zero + applied), {}, false, {}, applied};
  Status solved = step_to(applied, kColdIterations);
  if (!solved) last_.reset();
  return solved;
}

Status Continuation::walk(double applied) {
  double step = std::copysign(kFirstStep, applied - last_->applied);
  // the same potential again is a solve too: parameters may have changed
  for (;;) {
    const double left = applied - last_->applied;
    const bool arrives = std::abs(left) <= std::abs(step);
    const Status solved = step_to(arrives ? applied : last_->applied + step, kWarmIterations);
    if (solved && arrives) return {};
    step = solved ? std::clamp(1.5 * step, -kLargestStep, kLargestStep)
                  : 0.5 * (arrives ? left : step);
    if (std::abs(step) < kSmallestStep)
      return fail(
          Code::NoConvergence,
          fmt::format(
              "the steady state could be followed to {:.4f} V vs RHE(bulk) and {:.4g} A/m2, not to "
              "{:.4f} V: {}",
              last_->applied, last_->surface.current_density, applied,
              solved ? "steps too small" : solved.error().what));
  }
}

Result<int> Continuation::to_potential(double applied) {
  iterations_ = 0;
  if (last_ && walk(applied)) return iterations_;
  Status status;
  for (const double start : kRestPotentials) {
    last_.reset();
    status = rest(start);
    if (status) status = walk(applied);
    if (status) return iterations_;
  }
  last_.reset();
  return fail(status.error());
}

// Newton at one current from the last solution.
Status Continuation::solve_current(double current_density) {
  trial_ = *last_;
  surface_.start_from(last_->surface);
  surface_.control_current(current_density);
  NewtonOptions options;
  options.max_iterations = kWarmIterations;
  const Result<int> solved = newton_.solve(surface_, trial_.state, options);
  if (!solved) {
    iterations_ += options.max_iterations;
    return fail(solved.error());
  }
  iterations_ += *solved;
  trial_.surface = surface_.state();
  trial_.applied =
      trial_.state.control - scale_.water_at_zero + current_density * scale_.series_resistance;
  trial_.has_direction = false;
  std::swap(*last_, trial_);
  return {};
}

// Move the potential until the current is close, then hold the current.
Status Continuation::approach_current(double current_density) {
  double step = -kFirstStep;
  double seen = last_->surface.current_density;
  while (std::abs(step) > kSmallestStep && last_->applied > kLowestPotential) {
    if (solve_current(current_density)) return {};
    NITER_OK(walk(last_->applied + step));
    // past the wanted current: turn round with a smaller step
    const double now = last_->surface.current_density;
    if ((now - current_density > 0) != (seen - current_density > 0)) step *= -0.3;
    seen = now;
  }
  return fail(Code::NoConvergence,
              fmt::format("{:.4g} A/m2 was not reached: {:.4g} A/m2 at {:.4f} V vs RHE(bulk)",
                          current_density, last_->surface.current_density, last_->applied));
}

Result<int> Continuation::to_current(double current_density) {
  iterations_ = 0;
  if (last_ && solve_current(current_density)) return iterations_;
  Status status;
  for (const double start : kRestPotentials) {
    last_.reset();
    status = rest(start);
    if (status) status = approach_current(current_density);
    if (status) return iterations_;
  }
  last_.reset();
  return fail(status.error());
}

}  // namespace niter::twin
