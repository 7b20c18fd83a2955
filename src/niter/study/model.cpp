#include "niter/study/model.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/twin/cell/model_slope.hpp"

namespace niter::study {
namespace {

Result<const Assumption*> need(const Study& study, std::string_view id, std::string_view what_for) {
  if (const auto* found = study.assumption(id)) return found;
  return fail(
      Error{Code::NotFound,
            fmt::format("the study declares no assumption '{}', {}", id, what_for),
            {study.folder.string()},
            fmt::format("add [[assumption]] id = \"{}\" with value, range and reason", id)});
}

// A cell number that is declared as an assumption; free to move if the assumption carries a prior.
Result<twin::Parameter> parameter_of(const Assumption& assumption) {
  const Unit& unit = assumption.value.unit();
  twin::Parameter out;
  out.name = assumption.id;
  out.value = assumption.value.value();
  out.unit = unit.text();
  out.meaning = assumption.meaning;
  out.source = assumption.source;
  if (!assumption.prior) return out;
  const auto& prior = *assumption.prior;
  NITER_TRY(const double mean, prior.mean.in(unit));
  out.log_normal = prior.factor.has_value();
  out.prior_mean = out.log_normal ? std::log(mean) : mean;
  if (out.log_normal) {
    out.prior_sd = std::log(*prior.factor);
  } else {
    NITER_TRY(out.prior_sd, prior.sd->in(unit));
  }
  return out;
}

}  // namespace

Result<twin::Mechanism> mechanism_named(const Study& study, const std::string& name) {
  return name.ends_with(".toml") ? twin::load_mechanism(study.folder / name)
                                 : twin::shipped_mechanism(name);
}

Result<Model> Model::make(const Study& study) {
  if (!study.simulation) {
    return fail(Error{Code::NotFound,
                      "the study has no [simulate] section",
                      {study.folder.string()},
                      "add one; studies/template shows it"});
  }
  Model model;
  model.simulation_ = *study.simulation;
  NITER_TRY(model.mechanism_, mechanism_named(study, model.simulation_.mechanism));
  model.parameters_ = model.mechanism_.parameters;
  std::vector<std::string> free;
  for (const auto& p : model.parameters_)
    if (p.prior_sd > 0) free.push_back(p.name);
  NITER_TRY(model.slopes_, twin::parameter_slopes(model.mechanism_, free));

  NITER_TRY(const auto* ph, need(study, "ph_bulk", "which fixes the RHE scale"));
  NITER_TRY(const auto* resistance, need(study, "series_resistance", "which sets the iR drop"));
  NITER_TRY(const auto* temperature, need(study, "temperature", "at which the cell is held"));
  NITER_TRY(model.parameters_.emplace_back(), parameter_of(*resistance));
  model.units_["series_resistance"] = resistance->value.unit();
  for (const auto& simulated : model.simulation_.cells) {
    const auto* experiment = study.experiment(simulated.experiment);
    if (experiment == nullptr) {
      return fail(Code::NotFound,
                  fmt::format("[simulate] names an unknown experiment '{}'", simulated.experiment));
    }
    NITER_TRY(const auto* film,
              need(study, simulated.film_parameter, "the film of " + experiment->id));
    twin::HalfCellOptions cell;
    cell.name = experiment->id;
    cell.reactant = experiment->reactant;
    NITER_TRY(cell.electrolyte, ions_of(experiment->electrolyte));
    cell.ph = ph->value.value();
    cell.temperature = temperature->value.si();
    cell.film_thickness = film->value.si();
    cell.series_resistance = resistance->value.si();
    model.cells_[experiment->id] = cell;
    model.film_parameter_[experiment->id] = film->id;
    model.experiments_.push_back(experiment->id);
    const bool known = std::any_of(model.parameters_.begin(), model.parameters_.end(),
                                   [&](const auto& p) { return p.name == film->id; });
    if (known) continue;  // experiments may share a film
    NITER_TRY(model.parameters_.emplace_back(), parameter_of(*film));
    model.units_[film->id] = film->value.unit();
  }
  for (auto& p : model.parameters_) {
    const auto fixed = model.simulation_.fixed.find(p.name);
    if (fixed != model.simulation_.fixed.end()) p.value = fixed->second, p.prior_sd = 0;
  }
  return model;
}

ParameterValues Model::nominal() const {
  ParameterValues values;
  for (const auto& p : parameters_) values[p.name] = p.value;
  return values;
}

Result<twin::Mechanism> Model::mechanism_of(const std::string& catalyst,
                                            const ParameterValues& values,
                                            double dft_compression) const {
  ParameterValues of_mechanism;
  for (const auto& p : mechanism_.parameters) {
    if (const auto found = values.find(p.name); found != values.end()) of_mechanism.insert(*found);
  }
  NITER_TRY(auto mechanism, mechanism_.with(of_mechanism));
  const auto& reference = simulation_.reference_catalyst;
  if (catalyst == reference || catalyst.empty()) return mechanism;

  const auto& sites = simulation_.relative_sites;
  if (sites.contains(catalyst) && sites.contains(reference)) {
    mechanism.site_density *= sites.at(catalyst) / sites.at(reference);
  }
  const auto& energy = simulation_.dft_step_energy;
  if (energy.contains(catalyst) && energy.contains(reference)) {
    const double shift_eV = dft_compression * (energy.at(catalyst) - energy.at(reference));
    return mechanism.shifted(simulation_.dft_step, shift_eV);
  }
  return mechanism;
}

Result<twin::HalfCellOptions> Model::cell_options(const std::string& experiment,
                                                  const ParameterValues& values) const {
  const auto found = cells_.find(experiment);
  if (found == cells_.end()) {
    return fail(Code::NotFound,
                fmt::format("the study does not simulate an experiment '{}'; it simulates {}",
                            experiment, fmt::join(experiments_, ", ")));
  }
  auto cell = found->second;
  const auto in_si = [&](const std::string& name, double& into) {
    if (const auto set = values.find(name); set != values.end())
      into = units_.at(name).to_si(set->second);
  };
  in_si("series_resistance", cell.series_resistance);
  in_si(film_parameter_.at(experiment), cell.film_thickness);
  return cell;
}

Result<twin::HalfCell> Model::cell(const std::string& experiment, const std::string& catalyst,
                                   const ParameterValues& values, double dft_compression) const {
  NITER_TRY(const auto mechanism, mechanism_of(catalyst, values, dft_compression));
  NITER_TRY(const auto options, cell_options(experiment, values));
  return twin::HalfCell::make(mechanism, options);
}

std::vector<twin::ModelSlope> Model::slopes(const std::string& experiment,
                                            const ParameterValues& values,
                                            const std::vector<twin::Parameter>& parameters) const {
  std::vector<twin::ModelSlope> out;
  for (const twin::Parameter& parameter : parameters) {
    const double value = values.at(parameter.name);
    const double stretch = parameter.log_normal ? value : 1;  // d value / d coordinate
    if (const auto own = slopes_.find(parameter.name); own != slopes_.end()) {
      twin::ModelSlope& slope = out.emplace_back(own->second);
      for (auto* side : {&slope.forward, &slope.reverse})
        for (twin::RateConstant& k : *side) k.constant *= stretch, k.slope *= stretch;
      continue;
    }
    const Unit& unit = units_.at(parameter.name);
    const double per_unit = (unit.to_si(value + 1) - unit.to_si(value)) * stretch;
    twin::ModelSlope& slope = out.emplace_back();
    if (parameter.name == "series_resistance") slope.series_resistance = per_unit;
    if (parameter.name == film_parameter_.at(experiment))
      slope.ln_thickness = per_unit / unit.to_si(value);
  }
  return out;
}

}  // namespace niter::study
