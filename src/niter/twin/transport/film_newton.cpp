#include "niter/twin/transport/film_newton.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace niter::twin {
namespace {

// A last step below this squares to less than the tolerance needs.
constexpr double quadratic_step = 1e-3;
// A step below this leaves only rounding to improve.
constexpr double rounding_step = 1e-10;
// The part by which settle() moves a rate to see its slope, and the most it may correct.
constexpr double settling_part = 1e-3;

}  // namespace

FilmNewton::FilmNewton(FilmModel model)
    : film_(std::move(model)), response_(film_.response()), closed_(max_components + 1) {
  change_.resize(static_cast<std::size_t>(film_.model().cells) * film_.unknowns());
}

// The surface conditions, written for the change of the fluxes dN and of the control dv, with the
// surface node dw = R dN + r taken from the film:
//     (1 - f_w R) dN - f_v dv = f - N + f_w r
//     h_w R dN + h_v dv       = -h - h_w r
Status FilmNewton::close(const CoupledState& state) {
  const int n = film_.components();
  closed_.clear(n + 1);
  Vector right{};
  const auto add_row = [&](const double* by_ratio, double sign, int i) {
    for (int k = 0; k < n; ++k) {
      const std::span<const double> row = response_.row(0, k, film_.unknowns());
      for (int m = 0; m < n; ++m) closed_.at(i, m) += sign * by_ratio[k] * row[m];
      right[i] -= sign * by_ratio[k] * row[n];
    }
  };
  for (int m = 0; m < n; ++m) {
    add_row(rate_.by_ratio.data() + static_cast<std::size_t>(m) * n, -1, m);
    closed_.at(m, m) += 1;
    closed_.at(m, n) = -rate_.by_control[m];
    right[m] += rate_.flux[m] - state.film.flux[m];
  }
  add_row(rate_.balance_by_ratio.data(), 1, n);
  closed_.at(n, n) = rate_.balance_by_control;
  right[n] -= rate_.balance;

  // rows of one size, as the choice of pivots compares them
  for (int i = 0; i <= n; ++i) {
    double largest = 0;
    for (const double entry : closed_.row(i)) largest = std::max(largest, std::abs(entry));
    for (double& entry : closed_.row(i)) entry /= largest;
    right[i] /= largest;
    row_size_[i] = largest;
  }
  if (!closed_.factor())
    return fail(Code::NoConvergence, "the film and the surface make a singular system");
  closed_.solve({right.data(), static_cast<std::size_t>(n + 1)});
  solution_ = right;
  return {};
}

// Changes of all nodes from those of the surface fluxes.
void FilmNewton::spread(std::span<const double> flux_change, double offset,
                        std::span<double> nodes) const {
  const int n = film_.components();
  const double* row = response_.rows.data();
  for (double& node : nodes) {
    double sum = offset * row[n];
    for (int m = 0; m < n; ++m) sum += row[m] * flux_change[m];
    node = sum;
    row += FilmResponse::stride;
  }
}

// Take the Newton step, limited. Returns its largest change before limiting.
double FilmNewton::step(CoupledState& state, const NewtonOptions& options) {
  const int n = film_.components();
  spread(solution_, 1, change_);
  double largest = std::abs(solution_[n]);
  std::size_t at = 0;
  for (int i = 0; i < film_.model().cells; ++i) {
    for (int m = 0; m < n; ++m, ++at) {
      const double change = change_[at];
      largest = std::max(largest, std::abs(change));
      state.film.nodes[at] += change > 0 ? std::log1p(change) : std::max(change, -options.log_step);
    }
    state.film.nodes[at] += std::clamp(change_[at], -options.log_step, options.log_step);
    ++at;
  }
  for (int m = 0; m < n; ++m) state.film.flux[m] += solution_[m];
  state.control += std::clamp(solution_[n], -options.control_step, options.control_step);
  return largest;
}

// Finish a step that is too small for the unknowns to hold.
Status FilmNewton::settle(Surface& surface, CoupledState& state, double scale) {
  const int n = film_.components();
  ComponentVector step{};
  for (int k = 0; k < n; ++k) {
    const std::span<const double> row = response_.row(0, k, film_.unknowns());
    step[k] = row[n];
    for (int m = 0; m < n; ++m) step[k] += row[m] * solution_[m];
  }
  for (int m = 0; m < n; ++m) state.film.flux[m] += solution_[m];
  return surface.settle({step.data(), static_cast<std::size_t>(n)}, solution_[n], scale);
}

Status FilmNewton::linearise(Surface& surface, const CoupledState& state) {
  const std::span<const double> ratio(state.film.nodes.data(),
                                      static_cast<std::size_t>(film_.components()));
  NITER_OK(surface.rate(ratio, state.control, rate_));
  film_.linearise(state.film, response_);
  return close(state);
}

Result<int> FilmNewton::solve(Surface& surface, CoupledState& state, const NewtonOptions& options) {
  const int n = film_.components();
  double last_step = 1, surface_residual = 0;
  for (int iteration = 0; iteration <= options.max_iterations; ++iteration) {
    NITER_OK(linearise(surface, state));

    double largest = 0, mismatch = 0;
    for (int m = 0; m < n; ++m) {
      largest = std::max(largest, std::abs(rate_.flux[m]));
      mismatch = std::max(mismatch, std::abs(rate_.flux[m] - state.film.flux[m]));
    }
    surface_residual =
        std::max(largest > 0 ? mismatch / largest : mismatch, std::abs(rate_.balance));
    const double film_residual = std::max(response_.residual, response_.charge_residual);
    if (last_step < quadratic_step && film_residual < options.tolerance &&
        surface_residual < options.tolerance)
      return iteration;
    if (last_step < rounding_step && film_residual < rounding_step &&
        surface_residual < settling_part) {
      NITER_OK(settle(surface, state, settling_part / surface_residual));
      return iteration;
    }

    last_step = step(state, options);
    if (!std::isfinite(last_step) || !std::isfinite(state.control))
      return fail(Code::NoConvergence, "the film solve left the range of numbers");
  }
  return fail(
      Code::NoConvergence,
      fmt::format("no convergence in {} iterations: film residual {:.1e}, surface residual {:.1e}",
                  options.max_iterations, response_.residual, surface_residual));
}

// The surface conditions with a parameter, for dM = dN + N d ln L:
//     (1 - f_w R) dM - f_v dv = f_p + N d ln L,    h_w R dM + h_v dv = -h_p
void FilmNewton::tangent(const CoupledState& state, const CoupledSlope& slope,
                         CoupledState& direction) const {
  const int n = film_.components();
  Vector change{};
  for (int m = 0; m < n; ++m)
    change[m] = (slope.flux[m] + slope.ln_thickness * state.film.flux[m]) / row_size_[m];
  change[n] = -slope.balance / row_size_[n];
  closed_.solve({change.data(), static_cast<std::size_t>(n + 1)});
  direction.film.nodes.resize(change_.size());
  spread(change, 0, direction.film.nodes);
  for (int m = 0; m < n; ++m)
    direction.film.flux[m] = change[m] - slope.ln_thickness * state.film.flux[m];
  direction.control = change[n];
}

}  // namespace niter::twin
