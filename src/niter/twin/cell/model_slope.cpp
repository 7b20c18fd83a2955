#include "niter/twin/cell/model_slope.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/assemble.hpp"
#include "niter/twin/cell/cell_rows.hpp"

namespace niter::twin {

namespace {

// Only what multiplies a Marcus-Hush rate as a whole is linear in a parameter.
Status check_levels(const Mechanism& up, const Mechanism& down, const std::string& name) {
  for (std::size_t j = 0; j < up.steps.size(); ++j) {
    const Step &high = up.steps[j], &low = down.steps[j];
    if (!high.reorganisation_eV) continue;
    if (high.reorganisation_eV == low.reorganisation_eV &&
        high.free_energy_eV == low.free_energy_eV &&
        high.potential_dependence == low.potential_dependence)
      continue;
    return fail(Code::InvalidInput,
                fmt::format("the parameter '{}' moves the Marcus-Hush law of step '{}': its rate "
                            "constants are no linear functions of it",
                            name, high.id),
                "leave out its prior, so that it is fixed, or make the step butler-volmer");
  }
  return {};
}

}  // namespace

Result<std::map<std::string, ModelSlope>> parameter_slopes(const Mechanism& mechanism,
                                                           const std::vector<std::string>& names) {
  std::map<std::string, ModelSlope> out;
  for (const std::string& name : names) {
    const auto found = std::find_if(mechanism.parameters.begin(), mechanism.parameters.end(),
                                    [&](const Parameter& p) { return p.name == name; });
    if (found == mechanism.parameters.end()) continue;
    const double step = 1e-3 * std::max(1.0, std::abs(found->value));
    NITER_TRY(const Mechanism up, mechanism.with({{name, found->value + step}}));
    NITER_TRY(const Mechanism down, mechanism.with({{name, found->value - step}}));
    NITER_OK(check_levels(up, down, name));
    ModelSlope slope;
    const auto difference = [&](const RateConstant& a, const RateConstant& b) {
      return RateConstant{(a.constant - b.constant) / (2 * step), (a.slope - b.slope) / (2 * step)};
    };
    for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {
      const StepConstants high = step_constants(up, j), low = step_constants(down, j);
      slope.forward.push_back(difference(high.forward, low.forward));
      slope.reverse.push_back(difference(high.reverse, low.reverse));
      if (mechanism.interactions.empty()) continue;
      const auto by_coverage = [&](std::vector<double> Step::*side) {
        std::vector<double> moved = up.steps[j].*side;
        for (std::size_t k = 0; k < moved.size(); ++k)
          moved[k] = (moved[k] - (down.steps[j].*side)[k]) / (2 * step);
        return moved;
      };
      slope.forward_interaction.push_back(by_coverage(&Step::forward_interaction));
      slope.reverse_interaction.push_back(by_coverage(&Step::reverse_interaction));
    }
    slope.ln_site_density = (std::log(up.site_density) - std::log(down.site_density)) / (2 * step);
    out.emplace(name, std::move(slope));
  }
  return out;
}

ModelSlope both_ways(const CellModel& model, int step) {
  ModelSlope slope;
  slope.forward.assign(model.electrode.steps.size(), {});
  slope.reverse = slope.forward;
  slope.forward[at(step)].constant = slope.reverse[at(step)].constant = 1;
  return slope;
}

Result<SteadySensitivity> SteadySensitivity::at(CellSystem& system, double t,
                                                std::span<const double> y) {
  const std::vector<double> still(y.size(), 0.0);
  system.stand_still(true);
  const bool regular = system.set_up(t, y, still, 0);
  system.stand_still(false);
  if (!regular)
    return fail(Code::NoConvergence,
                "the steady state is a singular point: nothing follows from it");
  return SteadySensitivity(system, t, y);
}

SteadySensitivity::Answer SteadySensitivity::to(const ModelSlope& slope) {
  const CellLayout& layout = system_->layout();
  const std::vector<double> still(y_.size(), 0.0);
  Answer out;
  std::vector<double> moved(y_.size(), 0.0);
  system_->stand_still(true);
  system_->add_slope(slope, t_, y_, still, moved);
  system_->stand_still(false);
  for (double& value : moved) value = -value;
  system_->solve(moved);
  out.current_density = moved[niter::twin::at(layout.current(0))];
  out.potential = moved[niter::twin::at(layout.potential(0))];
  out.step_rate = system_->step_rates(moved);
  out.state = std::move(moved);
  return out;
}

}  // namespace niter::twin
