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
constexpr double first_step = 1e-8;     // s

}  // namespace

Result<Transient> Transient::begin(CellSystem& system, double t, std::vector<double> y,
                                   const TransientOptions& options) {
  math::DaeOptions settings;
  settings.relative_tolerance = options.relative_tolerance;
  settings.max_order = options.max_order;
  settings.newton_share = options.newton_share;
  settings.max_steps = options.max_steps;
  NITER_TRY(
      math::DaeIntegrator integrator,
      math::DaeIntegrator::make(system, system.unknowns(options.relative_tolerance), settings));
  std::vector<double> yp(y.size(), 0.0);
  system.set_clock(t);
  NITER_OK(make_consistent(system, 0, settling_time, y, yp));
  NITER_OK(integrator.start(0, y, yp, first_step));
  Transient out(system, std::move(integrator));
  out.origin_ = t;
  return out;
}

Status Transient::restart(std::vector<double> y) {
  std::vector<double> yp(y.size(), 0.0);
  origin_ = time();
  before_ = statistics();
  system_->set_clock(origin_);
  NITER_OK(make_consistent(*system_, 0, settling_time, y, yp));
  return integrator_.start(0, y, yp, first_step);
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
  std::size_t next = 0;
  const double begin = time();
  while (time() < end) {
    NITER_OK(monitor.check());
    const auto stop = integrator_.step(end - origin_);
    if (!stop) {
      Error error = stop.error();
      error.what = fmt::format("at t = {:.6g} s, {:.4f} V, {:.4g} A/m2 {}", time(),
                               system_->applied_potential(integrator_.y()),
                               integrator_.y()[at(system_->layout().current(0))], error.what);
      return fail(std::move(error));
    }
    const bool ended = *stop == math::DaeIntegrator::Stop::End;
    for (; next < times.size() && (ended || times[next] <= time()); ++next) {
      integrator_.interpolate(std::min(times[next] - origin_, integrator_.time()), 0, work_);
      sample(times[next], work_);
    }
    monitor.at("transient", (time() - begin) / (end - begin));
    if (*stop == math::DaeIntegrator::Stop::Event) return Stop::Event;
    if (ended) break;
  }
  return Stop::End;
}

}  // namespace niter::twin
