#include "niter/twin/cell/reacting_surface.hpp"

#include <cmath>
#include <utility>

#include "niter/base/contract.hpp"
#include "niter/chem/constants.hpp"

namespace niter::twin {

ReactingSurface::ReactingSurface(SurfaceKinetics kinetics, const Electrolyte& electrolyte)
    : kinetics_(std::move(kinetics)) {
  constexpr double molar = 1000;  // mol m-3
  for (const std::string& name : kinetics_.mechanism().solution) {
    const int s = electrolyte.find(name);
    if (s < 0) {
      parts_.emplace_back();
      ln_activity_bulk_.push_back(std::log(electrolyte.outside.at(name)));
      continue;
    }
    parts_.push_back(electrolyte.film.species[s].parts);
    ln_activity_bulk_.push_back(std::log(electrolyte.film.species[s].bulk / molar) +
                                constants::ln10 * electrolyte.log10_gamma[s]);
  }
  ln_activity_ = ln_activity_bulk_;
  by_activity_.resize(parts_.size());
  for (auto* per_step : {&by_forward_, &by_reverse_, &by_rate_})
    per_step->resize(kinetics_.mechanism().steps.size());
}

void ReactingSurface::control_potential(double resting_water, double series_resistance) {
  galvanostatic_ = false;
  resting_water_ = resting_water;
  series_resistance_ = series_resistance;
}

void ReactingSurface::control_current(double current_density) {
  galvanostatic_ = true;
  wanted_ = current_density;
}

Status ReactingSurface::rate(std::span<const double> ln_ratio, double control, SurfaceRate& out) {
  const std::size_t dissolved = parts_.size(), n = ln_ratio.size();
  for (std::size_t k = 0; k < dissolved; ++k) {
    ln_activity_[k] = ln_activity_bulk_[k];
    for (const FilmPart& part : parts_[k]) ln_activity_[k] += part.count * ln_ratio[part.component];
  }
  control_ = control;
  NITER_OK(kinetics_.solve(control, ln_activity_, state_, true));

  // fluxes of species to fluxes of components, on both sides of the derivative
  out = {};
  for (std::size_t i = 0; i < dissolved; ++i) {
    const double* row = state_.dflux.data() + i * (dissolved + 1);
    for (const FilmPart& made : parts_[i]) {
      out.flux[made.component] += made.count * state_.flux[i];
      out.by_control[made.component] += made.count * row[dissolved];
      double* by_ratio = out.by_ratio.data() + made.component * n;
      for (std::size_t k = 0; k < dissolved; ++k)
        for (const FilmPart& part : parts_[k])
          by_ratio[part.component] += made.count * part.count * row[k];
    }
  }

  const double j = state_.current_density;
  const double weight = galvanostatic_ ? 1 / std::abs(wanted_) : series_resistance_;
  out.balance = galvanostatic_ ? (j - wanted_) * weight : control - resting_water_ + j * weight;
  out.balance_by_control = (galvanostatic_ ? 0.0 : 1.0) + weight * state_.dcurrent[dissolved];
  for (std::size_t k = 0; k < dissolved; ++k)
    for (const FilmPart& part : parts_[k])
      out.balance_by_ratio[part.component] += weight * part.count * state_.dcurrent[k];
  return {};
}

// The slope along the step from one more solve, `scale` steps ahead: good to about the part by
// which the rates change there, which is plenty for a correction that is small itself.
Status ReactingSurface::settle(std::span<const double> ln_ratio_step, double control_step,
                               double scale) {
  std::vector<double> ln_activity = ln_activity_;
  for (std::size_t k = 0; k < parts_.size(); ++k)
    for (const FilmPart& part : parts_[k])
      ln_activity[k] += scale * part.count * ln_ratio_step[part.component];
  ahead_ = state_;
  NITER_OK(kinetics_.solve(control_ + scale * control_step, ln_activity, ahead_, false));
  const auto blend = [&](std::vector<double>& here, const std::vector<double>& ahead) {
    for (std::size_t i = 0; i < here.size(); ++i) here[i] += (ahead[i] - here[i]) / scale;
  };
  blend(state_.step_rate, ahead_.step_rate);
  blend(state_.flux, ahead_.flux);
  state_.current_density += (ahead_.current_density - state_.current_density) / scale;
  return {};
}

SurfaceKinetics::Change ReactingSurface::rate_constants(const ModelSlope& parameter) {
  NITER_EXPECT(parameter.bulk.empty() && parameter.ln_diffusivity.empty() &&
                   parameter.forward_interaction.empty() && parameter.reverse_interaction.empty(),
               "a half-cell has no interactions, and its solution stands still");
  if (parameter.forward.empty()) return {};
  for (std::size_t j = 0; j < by_forward_.size(); ++j) {
    by_forward_[j] = parameter.forward[j].constant + parameter.forward[j].slope * control_;
    by_reverse_[j] = parameter.reverse[j].constant + parameter.reverse[j].slope * control_;
  }
  return {by_forward_, by_reverse_};
}

CoupledSlope ReactingSurface::slope(const ModelSlope& parameter) {
  kinetics_.respond(rate_constants(parameter), by_rate_);
  const Mechanism& mechanism = kinetics_.mechanism();
  CoupledSlope out;
  out.ln_thickness = parameter.ln_thickness;
  double current = 0;
  for (std::size_t j = 0; j < by_rate_.size(); ++j) {
    if (by_rate_[j] == 0) continue;
    current -= constants::F * mechanism.steps[j].electrons * by_rate_[j];
    for (std::size_t i = 0; i < parts_.size(); ++i)
      for (const FilmPart& part : parts_[i])
        out.flux[part.component] += part.count * kinetics_.turnover(j, i) * by_rate_[j];
  }
  out.balance = galvanostatic_ ? current / std::abs(wanted_)
                               : current * series_resistance_ +
                                     state_.current_density * parameter.series_resistance;
  return out;
}

void ReactingSurface::step_rate_slopes(const ModelSlope& parameter, const CoupledState& direction,
                                       std::span<double> step_rate) {
  for (std::size_t k = 0; k < parts_.size(); ++k) {
    by_activity_[k] = 0;
    for (const FilmPart& part : parts_[k])
      by_activity_[k] +=
          part.count * direction.film.nodes[static_cast<std::size_t>(part.component)];
  }
  SurfaceKinetics::Change change = rate_constants(parameter);
  change.ln_activity = by_activity_;
  change.potential = direction.control;
  kinetics_.respond(change, step_rate);
}

}  // namespace niter::twin
