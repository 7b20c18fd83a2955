#include "niter/twin/cell/transient.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/twin/cell/cell_newton.hpp"
#include "niter/twin/cell/cell_rows.hpp"

namespace niter::twin {
namespace {

// The first implicit Euler steps: shorter than any process of interest.
constexpr double settling_time = 1e-9;  // s
// The integrator looks at the derivatives: small steps of a cell at rest are all rounding, and
// teach it nothing about the order to take.
constexpr double first_step = 0;

// What came before a corner says nothing about what comes behind it.
bool corner(const Drive& before, const Drive& after) {
  return before.mode != after.mode || before.rate != after.rate ||
         before.amplitude != after.amplitude ||
         before.angular_frequency != after.angular_frequency ||
         before.compensation != after.compensation;
}

}  // namespace

Result<Transient> Transient::begin(CellSystem& system, double t, std::vector<double> y,
                                   const TransientOptions& options,
                                   std::vector<std::vector<double>> slopes) {
  math::DaeOptions settings;
  settings.relative_tolerance = options.relative_tolerance;
  settings.max_order = options.max_order;
  settings.newton_share = options.newton_share;
  settings.max_steps = options.max_steps;
  // a node of one to three unknowns is factored as fast as its residual is written, and a linear
  // film is factored once for many iterations
  constexpr int small_block = 3;
  settings.fresh_jacobian = system.layout().sizes[1] <= small_block || system.linear_film();
  NITER_TRY(
      math::DaeIntegrator integrator,
      math::DaeIntegrator::make(system, system.unknowns(options.relative_tolerance), settings));
  std::vector<double> yp(y.size(), 0.0);
  system.set_clock(t);
  std::vector<std::vector<double>> rates;
  if (slopes.empty()) slopes.assign(at(system.parameters()), std::vector<double>(y.size(), 0.0));
  NITER_OK(make_consistent(system, 0, settling_time, y, yp, slopes, rates));
  integrator.set_sensitivities(std::move(slopes), std::move(rates));
  NITER_OK(integrator.start(0, y, yp, first_step));
  Transient out(system, std::move(integrator));
  out.origin_ = t;
  out.driven_ = system.drive();
  return out;
}

Status Transient::restart(std::vector<double> y) {
  std::vector<double> yp(y.size(), 0.0);
  origin_ = time();
  before_ = statistics();
  // the hand that changed the state did not change how the rest of it depends on the parameters
  std::vector<std::vector<double>> slopes(at(system_->parameters()), y), rates;
  for (std::size_t p = 0; p < slopes.size(); ++p)
    integrator_.interpolate_sensitivity(integrator_.time(), static_cast<int>(p), slopes[p]);
  system_->set_clock(origin_);
  NITER_OK(make_consistent(*system_, 0, settling_time, y, yp, slopes, rates));
  integrator_.set_sensitivities(std::move(slopes), std::move(rates));
  NITER_OK(integrator_.start(0, y, yp, first_step));
  driven_ = system_->drive();
  points_ = 0;
  remember();
  return {};
}

void Transient::watch(std::vector<int> unknowns) {
  watched_ = std::move(unknowns);
  points_ = 0;
  for (auto& values : step_values_) values.resize(watched_.size());
  remember();
}

void Transient::remember() {
  if (watched_.empty()) return;
  std::rotate(step_times_.begin(), step_times_.end() - 1, step_times_.end());
  std::rotate(step_values_.begin(), step_values_.end() - 1, step_values_.end());
  step_times_[0] = integrator_.time();
  const auto y = integrator_.y();
  for (std::size_t k = 0; k < watched_.size(); ++k) step_values_[0][k] = y[at(watched_[k])];
  points_ = std::min(points_ + 1, most_points);
  degree_ = unknown_degree;
}

// The polynomial of the formula that made the last step passes through the steps before it: of
// order k through k + 1 points. Divided differences once a step, Horner's rule at every time.
void Transient::differentiate() {
  degree_ = std::min(points_ - 1, integrator_.last_order());
  for (int i = 0; i <= degree_; ++i) differences_[at(i)] = step_values_[at(i)];
  for (int level = 1; level <= degree_; ++level)
    for (int i = degree_; i >= level; --i) {
      const double per_time = 1 / (step_times_[at(i)] - step_times_[at(i - level)]);
      for (std::size_t k = 0; k < watched_.size(); ++k)
        differences_[at(i)][k] = (differences_[at(i)][k] - differences_[at(i - 1)][k]) * per_time;
    }
}

void Transient::interpolate(double t) {
  if (watched_.empty()) {
    integrator_.interpolate(t, 0, work_);
    return;
  }
  if (degree_ == unknown_degree) differentiate();
  for (std::size_t k = 0; k < watched_.size(); ++k) {
    double sum = differences_[at(degree_)][k];
    for (int i = degree_ - 1; i >= 0; --i)
      sum = differences_[at(i)][k] + (t - step_times_[at(i)]) * sum;
    work_[at(watched_[k])] = sum;
  }
}

math::DaeStatistics Transient::statistics() const {
  math::DaeStatistics sum = integrator_.statistics();
  sum.steps += before_.steps;
  sum.residuals += before_.residuals;
  sum.set_ups += before_.set_ups;
  sum.error_failures += before_.error_failures;
  sum.newton_failures += before_.newton_failures;
  return sum;
}

Result<Transient::Stop> Transient::run(double end, std::span<const double> times,
                                       const Sample& sample, const Monitor& monitor) {
  const bool passed = end - origin_ < integrator_.front();  // by the step with the last event
  if (passed || corner(driven_, system_->drive())) NITER_OK(restart({y().begin(), y().end()}));
  std::size_t next = 0;
  const double begin = time();
  while (time() < end) {
    NITER_OK(monitor.check());
    const auto stop = integrator_.step(end - origin_);
    if (!stop) {
      Error error = stop.error();
      if (const int used_up = integrator_.negative(); used_up >= 0) {
        error.code = Code::BeyondLimit;
        error.what =
            fmt::format("{} would have to fall below zero", unknown_name(*system_, used_up));
        error.hint = "more of it is asked for than arrives: ask for less current, or stir more";
      }
      error.what = fmt::format("at t = {:.6g} s, {:.4f} V, {:.4g} A/m2 {}", time(),
                               system_->applied_potential(integrator_.y()),
                               integrator_.y()[at(system_->layout().current(0))], error.what);
      return fail(std::move(error));
    }
    remember();
    const bool ended = *stop == math::DaeIntegrator::Stop::End;
    for (; next < times.size() && (ended || times[next] <= time()); ++next) {
      interpolate(std::min(times[next] - origin_, integrator_.time()));
      sample(times[next], work_);
    }
    monitor.at("transient", (time() - begin) / (end - begin));
    if (*stop == math::DaeIntegrator::Stop::Event) return Stop::Event;
    if (ended) break;
  }
  return Stop::End;
}

}  // namespace niter::twin
