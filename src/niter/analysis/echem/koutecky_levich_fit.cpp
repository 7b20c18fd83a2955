#include "niter/analysis/echem/koutecky_levich_fit.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/physics/closed/levich.hpp"

namespace niter::analysis {

namespace {

/// B of one electron. [A m-2 s^(1/2)]
double levich_factor(double diffusion, const LevichConditions& conditions) {
  return physics::levich_current_density(1, *conditions.concentration, diffusion,
                                         {1, *conditions.viscosity});
}

/// D from B: the factor rises with D, so halving the interval finds it.
double diffusion_of(double factor, const LevichConditions& conditions) {
  double low = 1e-13;  // m2 s-1: slower than any ion, and faster than any
  double high = 1e-7;
  for (int i = 0; i < 200; ++i) {
    const double middle = std::sqrt(low * high);
    (levich_factor(middle, conditions) < factor ? low : high) = middle;
  }
  return std::sqrt(low * high);
}

}  // namespace

Result<KouteckyLevich> fit_koutecky_levich(std::span<const Curve> curves,
                                           std::span<const double> rotation, double potential,
                                           const LevichConditions& conditions) {
  if (curves.size() != rotation.size() || curves.size() < 3) {
    return fail(Code::InvalidInput,
                fmt::format("{} sweeps and {} rotation rates: a Koutecky-Levich line needs three "
                            "or more of both",
                            curves.size(), rotation.size()));
  }
  KouteckyLevich result{.potential = potential};
  std::vector<double> x;
  std::vector<double> y;
  double sign = 0;
  for (std::size_t i = 0; i < curves.size(); ++i) {
    NITER_TRY(const double j, current_at(curves[i], {potential, 0}));
    if (i == 0) sign = j < 0 ? -1 : 1;
    if (!(rotation[i] > 0) || !(sign * j > 0)) {
      return fail(Code::InvalidInput,
                  fmt::format("{:.4g} A m-2 at {:.4g} V and {:.4g} rad/s: currents of one sign and "
                              "a disc that turns are needed",
                              j, potential, rotation[i]));
    }
    result.rotation.push_back(rotation[i]);
    result.current.push_back(sign * j);
    x.push_back(1 / std::sqrt(rotation[i]));
    y.push_back(1 / (sign * j));
  }
  NITER_TRY(result.line, fit_line(x, y));
  const Line& line = result.line;
  if (!(line.slope > 0 && line.intercept > 0)) {
    return fail(
        Code::InvalidInput,
        fmt::format("1/j does not rise with omega^(-1/2) from above zero at {:.4g} V", potential),
        "the current there is not under mixed control: choose another potential");
  }
  result.kinetic = 1 / line.intercept;
  result.kinetic_sigma = line.intercept_sigma / (line.intercept * line.intercept);
  result.levich = 1 / line.slope;
  result.levich_sigma = line.slope_sigma / (line.slope * line.slope);
  if (!conditions.concentration || !conditions.viscosity) return result;
  if (conditions.diffusion) {
    result.electrons = result.levich / levich_factor(*conditions.diffusion, conditions);
  } else if (conditions.electrons) {
    result.diffusion = diffusion_of(result.levich / *conditions.electrons, conditions);
  }
  return result;
}

}  // namespace niter::analysis
