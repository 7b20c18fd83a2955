#include "niter/twin/cell/cell_newton.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/twin/cell/cell_rows.hpp"

namespace niter::twin {
namespace {

// The kinds of unknowns a step treats differently.
enum class Kind { Positive, Potential, Reduced, Free };

std::vector<Kind> kinds(const CellLayout& layout) {
  std::vector<Kind> out(at(layout.size), Kind::Free);
  const int blocks = static_cast<int>(layout.sizes.size());
  for (int node = 0; node < blocks; ++node)
    for (int s = 0; s < layout.species; ++s) out[at(layout.c(node, s))] = Kind::Positive;
  if (layout.potentials)
    for (int node = 0; node < layout.nodes; ++node) out[at(layout.phi(node))] = Kind::Reduced;
  for (int m = 0; m < layout.segments; ++m) {
    for (int k = 0; k < layout.adsorbates; ++k) out[at(layout.theta(m, k))] = Kind::Positive;
    out[at(layout.potential(m))] = Kind::Potential;
  }
  return out;
}

double limited(Kind kind, double value, double step, const CellNewtonOptions& options) {
  constexpr double largest_fall = 0.9;  // of a concentration
  constexpr double thermal_units = 5;   // of a potential in solution
  switch (kind) {
    case Kind::Positive:
      return value >= 0 ? std::max(step, -largest_fall * value) : step;
    case Kind::Potential:
      return std::clamp(step, -options.potential_step, options.potential_step);
    case Kind::Reduced:
      return std::clamp(step, -thermal_units, thermal_units);
    case Kind::Free:
      break;
  }
  return step;
}

}  // namespace

std::string unknown_name(const CellSystem& system, int index) {
  const CellLayout& layout = system.layout();
  const CellModel& model = system.model();
  const int blocks = static_cast<int>(layout.sizes.size());
  for (int node = 0; node < blocks; ++node) {
    const int own = index - layout.first[at(node)];
    if (own < 0 || own >= layout.sizes[at(node)]) continue;
    const std::string place =
        node >= layout.nodes ? "in the anolyte"
        : node + 1 == layout.nodes
            ? "in the bulk"
            : fmt::format("{:.3g} um from the electrode", 1e6 * model.transport.nodes[at(node)]);
    if (own < layout.species)
      return fmt::format("the concentration of {} {}", model.species[at(own)].name, place);
    if (layout.potentials && own == layout.species) return "the potential in solution " + place;
    break;
  }
  for (int m = 0; m < layout.segments; ++m) {
    for (int k = 0; k < layout.adsorbates; ++k)
      if (index == layout.theta(m, k))
        return fmt::format("the coverage of {}", model.electrode.adsorbates[at(k)]);
    if (index == layout.potential(m)) return "the potential of the electrode";
    if (index == layout.current(m)) return "the current";
    for (int j = 0; j < layout.steps; ++j)
      if (index == layout.rate(m, j))
        return fmt::format("the rate of {}", model.electrode.steps[at(j)].id);
  }
  return index < layout.chain ? "the charge of the double layer" : "an amount made";
}

Result<int> solve_implicit(CellSystem& system, double t, std::span<const double> y0,
                           double inverse_time, std::vector<double>& y,
                           const CellNewtonOptions& options) {
  const CellLayout& layout = system.layout();
  const std::vector<Kind> kind = kinds(layout);
  const std::vector<math::DaeUnknown> floors = system.unknowns(1);
  std::vector<double> f(y.size()), yp(y.size()), taken(y.size(), 0.0);
  // the rows of a steady state only as long as one is looked for
  struct Stillness {
    CellSystem& system;
    ~Stillness() { system.stand_still(false); }
  } stillness{system};
  system.stand_still(inverse_time == 0);
  int worst = 0;
  bool close = false;
  for (int iteration = 1; iteration <= options.max_iterations; ++iteration) {
    for (std::size_t i = 0; i < y.size(); ++i) yp[i] = inverse_time * (y[i] - y0[i]);
    if (!system.residual(t, y, yp, f)) {
      if (iteration == 1)
        return fail(Code::NoConvergence, "the equations of the cell have no value at the start");
      // the step went too far (ions overfilled the volume): half of it may do
      for (double& part : taken) part *= 0.5;
      for (std::size_t i = 0; i < y.size(); ++i) y[i] -= taken[i];
      continue;
    }
    if (!system.set_up(t, y, yp, inverse_time))
      return fail(Code::NoConvergence, "the equations of the cell are singular");
    system.solve(f);
    double largest = 0;
    for (int i = 0; i < layout.size; ++i) {
      double step = -f[at(i)];
      if (!std::isfinite(step))
        return fail(Code::NoConvergence,
                    "the solve left the range of numbers at " + unknown_name(system, i));
      step = limited(kind[at(i)], y[at(i)], step, options);
      y[at(i)] += step;
      taken[at(i)] = step;
      if (i >= layout.chain) continue;
      const double change = std::abs(step) / (std::abs(y[at(i)]) + floors[at(i)].tolerance);
      if (change > largest) largest = change, worst = i;
    }
    // one more step after the last: what is linear in the equations then holds to rounding
    if (close) return iteration;
    close = largest < options.tolerance;
  }
  return fail(
      Code::NoConvergence,
      fmt::format("the equations of the cell do not converge in {} iterations; {} moves most",
                  options.max_iterations, unknown_name(system, worst)));
}

namespace {

// One implicit Euler step of the sensitivities, at the step y0 -> y that the state has taken:
//     (dF/dy + M/h) s = M s0/h - dF/dp
Status advance_sensitivities(CellSystem& system, double t, std::span<const double> y0,
                             std::span<const double> y, double inverse_time,
                             std::vector<std::vector<double>>& s) {
  if (s.empty()) return {};
  std::vector<double> yp(y.size()), zero(y.size(), 0.0), f(y.size());
  for (std::size_t i = 0; i < y.size(); ++i) yp[i] = inverse_time * (y[i] - y0[i]);
  system.begin_sensitivities(t, y, yp);
  if (!system.set_up(t, y, yp, inverse_time))
    return fail(Code::NoConvergence, "the equations of the cell are singular");
  for (std::size_t p = 0; p < s.size(); ++p) {
    for (double& value : s[p]) value *= -inverse_time;
    system.sensitivity(static_cast<int>(p), zero, s[p], f);
    system.solve(f);
    for (std::size_t i = 0; i < f.size(); ++i) s[p][i] = -f[i];
  }
  return {};
}

}  // namespace

Status make_consistent(CellSystem& system, double t, double h, std::vector<double>& y,
                       std::vector<double>& yp, std::vector<std::vector<double>>& s,
                       std::vector<std::vector<double>>& sp) {
  std::vector<double> before = y;
  NITER_TRY(const int first, solve_implicit(system, t - h, before, 1 / h, y));
  NITER_OK(advance_sensitivities(system, t - h, before, y, 1 / h, s));
  before = y;
  sp = s;
  NITER_TRY(const int second, solve_implicit(system, t, before, 1 / h, y));
  NITER_OK(advance_sensitivities(system, t, before, y, 1 / h, s));
  static_cast<void>(first + second);
  for (std::size_t i = 0; i < y.size(); ++i) yp[i] = (y[i] - before[i]) / h;
  for (std::size_t p = 0; p < s.size(); ++p)
    for (std::size_t i = 0; i < y.size(); ++i) sp[p][i] = (s[p][i] - sp[p][i]) / h;
  return {};
}

}  // namespace niter::twin
