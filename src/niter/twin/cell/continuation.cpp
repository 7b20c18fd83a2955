#include "niter/twin/cell/continuation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace niter::twin {
namespace {

constexpr double first_step = 0.1;      // V
constexpr double largest_step = 0.2;    // V
constexpr double smallest_step = 1e-3;  // V
constexpr int warm_iterations = 15;     // beyond this a smaller step is cheaper
constexpr int cold_iterations = 80;
// Where hardly any current flows, tried in turn [V vs RHE(bulk)].
constexpr double rest_potentials[] = {0.0, 0.3, -0.2, 0.6, -0.4};
constexpr double lowest_potential = -3.0;  // where the search for a current ends [V vs RHE(bulk)]

// The cubic is trusted up to this many times the distance of its two points.
constexpr double farthest_cubic = 2;
// What an extrapolation may promise: ln c and the potential are moved by no more than Newton would.
constexpr double largest_prediction = 2.5;

}  // namespace

Continuation::Continuation(FilmModel film, ReactingSurface surface, PotentialScale scale)
    : newton_(std::move(film)), surface_(std::move(surface)), scale_(scale) {}

// Extrapolate to a potential: the cubic through the last two solutions with their tangents, or the
// last tangent alone. With s = (E - E_last) / h, h = E_last - E_before:
//     y = y0 + h y0' s + c s^2 + d s^3,   d = h (y1' + y0') + 2 (y1 - y0),   c = d + y1 - y0 + h
//     y0'
void Continuation::predict(double applied) {
  trial_ = *last_;
  if (!trial_.has_direction) return;
  const double change = applied - last_->applied, h = last_->applied - before_.applied;
  const double s = h != 0 ? change / h : 0;
  const bool cubic = before_.has_direction && h != 0 && std::abs(s) <= farthest_cubic;
  const auto moved = [&](double y0, double slope0, double y1, double slope1) {
    if (!cubic) return change * slope0;
    const double d = h * (slope1 + slope0) + 2 * (y1 - y0);
    const double c = d + y1 - y0 + h * slope0;
    return s * (h * slope0 + s * (c + s * d));
  };
  const FilmState& here = last_->state.film;
  const FilmState& slope = last_->direction.film;
  // without a cubic the second point is a stand-in that is not read
  const SolvedPoint& second = cubic ? before_ : *last_;
  for (std::size_t i = 0; i < here.nodes.size(); ++i)
    trial_.state.film.nodes[i] +=
        std::clamp(moved(here.nodes[i], slope.nodes[i], second.state.film.nodes[i],
                         second.direction.film.nodes[i]),
                   -largest_prediction, largest_prediction);
  for (int m = 0; m < film().components(); ++m)
    trial_.state.film.flux[m] += moved(here.flux[m], slope.flux[m], second.state.film.flux[m],
                                       second.direction.film.flux[m]);
  trial_.state.control += moved(last_->state.control, last_->direction.control,
                                second.state.control, second.direction.control);
}

// What the surface is told to hold: a potential [V vs RHE(bulk)] or a current density.
void Continuation::hold(Held what, double value) {
  if (what == Held::Potential)
    surface_.control_potential(scale_.water_at_zero + value, scale_.series_resistance);
  else
    surface_.control_current(value);
}

// Newton at one potential, from an extrapolation of the last solutions. The result becomes the
// last.
Status Continuation::step_to(double applied, int max_iterations) {
  predict(applied);
  surface_.start_from(last_->surface);
  hold(Held::Potential, applied);
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
  trial_.held = Held::Potential;
  newton_.tangent(trial_.state, {.balance = -1}, trial_.direction);
  trial_.has_direction = true;
  // of the same potential solved twice only the newer solution counts
  if (applied != last_->applied) std::swap(before_, *last_);
  std::swap(*last_, trial_);
  return {};
}

// The first solution: bulk composition everywhere, at a potential where it nearly holds.
Status Continuation::rest(double applied) {
  before_.has_direction = false;
  last_.emplace();
  last_->state = newton_.rest(scale_.water_at_zero + applied);
  last_->applied = applied;
  Status solved = step_to(applied, cold_iterations);
  if (!solved) last_.reset();
  return solved;
}

Status Continuation::walk(double applied) {
  double step = std::copysign(first_step, applied - last_->applied);
  // the same potential again is a solve too: parameters may have changed
  for (;;) {
    const double left = applied - last_->applied;
    const bool arrives = std::abs(left) <= std::abs(step);
    const Status solved = step_to(arrives ? applied : last_->applied + step, warm_iterations);
    if (solved && arrives) return {};
    step = solved ? std::clamp(1.5 * step, -largest_step, largest_step)
                  : 0.5 * (arrives ? left : step);
    if (std::abs(step) < smallest_step)
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
  for (const double start : rest_potentials) {
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
  hold(Held::Current, current_density);
  NewtonOptions options;
  options.max_iterations = warm_iterations;
  const Result<int> solved = newton_.solve(surface_, trial_.state, options);
  if (!solved) {
    iterations_ += options.max_iterations;
    return fail(solved.error());
  }
  iterations_ += *solved;
  trial_.surface = surface_.state();
  trial_.applied =
      trial_.state.control - scale_.water_at_zero + current_density * scale_.series_resistance;
  trial_.held = Held::Current;
  trial_.has_direction = false;
  std::swap(*last_, trial_);
  return {};
}

// Move the potential until the current is close, then hold the current.
Status Continuation::approach_current(double current_density) {
  double step = -first_step;
  double seen = last_->surface.current_density;
  while (std::abs(step) > smallest_step && last_->applied > lowest_potential) {
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
  for (const double start : rest_potentials) {
    last_.reset();
    status = rest(start);
    if (status) status = approach_current(current_density);
    if (status) return iterations_;
  }
  last_.reset();
  return fail(status.error());
}

Result<std::vector<SolvedSlope>> Continuation::slopes(std::span<const ModelSlope> parameters) {
  if (!last_) return fail(Code::NotFound, "there is no operating point to take derivatives of yet");
  const bool at_potential = last_->held == Held::Potential;
  surface_.start_from(last_->surface);
  hold(last_->held, at_potential ? last_->applied : last_->surface.current_density);
  NITER_OK(newton_.linearise(surface_, last_->state));
  std::vector<SolvedSlope> out(parameters.size());
  for (std::size_t p = 0; p < out.size(); ++p) {
    newton_.tangent(last_->state, surface_.slope(parameters[p]), out[p].direction);
    out[p].step_rate.resize(last_->surface.step_rate.size());
    surface_.step_rate_slopes(parameters[p], out[p].direction, out[p].step_rate);
  }
  return out;
}

}  // namespace niter::twin
