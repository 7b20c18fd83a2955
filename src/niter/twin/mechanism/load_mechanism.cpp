#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/chem/constants.hpp"
#include "niter/chem/reaction.hpp"
#include "niter/chem/species.hpp"
#include "niter/config/read.hpp"
#include "niter/config/value.hpp"
#include "niter/twin/mechanism/closure.hpp"
#include "niter/twin/mechanism/mechanism.hpp"
#include "niter/twin/mechanism/mechanism_text.hpp"

namespace niter::twin {
namespace {

tl::unexpected<Error> wrong(const Where& where, std::string what, std::string hint = {}) {
  return fail(Error{Code::InvalidInput, std::move(what), where, std::move(hint)});
}

// The text of a mechanism while it becomes one.
class Loader {
 public:
  explicit Loader(const chem::Database& database, MechanismText text)
      : database_(database), text_(std::move(text)), uses_(std::make_shared<ParameterUses>()) {}

  Result<Mechanism> load(std::string name);

 private:
  Status read_parameters();
  Status read_solution();
  Status read_step(const StepText& text);
  Status read_side(const std::map<std::string, double>& side, const config::Value& equation,
                   std::map<std::string, int>& out);
  Status read_rate(const StepText& text, const Step& step, ParameterUses::OfStep& use);
  Status read_adsorbates();
  Status connect_steps();
  Result<int> parameter(const config::Value& value, std::string_view key);

  const chem::Database& database_;
  MechanismText text_;
  Mechanism out_;
  std::shared_ptr<ParameterUses> uses_;
  std::vector<char> used_;
};

Status Loader::read_parameters() {
  const auto* table = text_.parameters.table();
  if (table == nullptr) return fail(config::wrong_kind(text_.parameters, "parameters", "a table"));
  for (const auto& [name, value] : *table) {
    ParameterText text;
    NITER_OK(config::read_value(value, text, name, ""));
    Parameter parameter{name,  text.value, text.value,   0,          text.posterior_sd,
                        false, text.unit,  text.meaning, text.source};
    if (text.prior) {
      if (!(text.prior->sd > 0))
        return wrong(value.where, fmt::format("the prior of '{}' needs sd > 0", name));
      parameter.prior_mean = text.prior->mean;
      parameter.prior_sd = text.prior->sd;
    }
    out_.parameters.push_back(std::move(parameter));
  }
  used_.assign(out_.parameters.size(), 0);
  return {};
}

// The index of the parameter a value names; -1 if the key was not given.
Result<int> Loader::parameter(const config::Value& value, std::string_view key) {
  if (std::holds_alternative<std::monostate>(value.data)) return -1;
  if (value.string() == nullptr) {
    return wrong(
        value.where, fmt::format("'{}' must name a parameter", key),
        "put the number under [parameters] with unit, meaning and source, and write its name here");
  }
  std::vector<std::string> known;
  for (std::size_t i = 0; i < out_.parameters.size(); ++i) {
    if (out_.parameters[i].name == *value.string()) {
      used_[i] = 1;
      return static_cast<int>(i);
    }
    known.push_back(out_.parameters[i].name);
  }
  return fail(config::unknown_word(value, key, *value.string(), known));
}

Status Loader::read_solution() {
  for (const config::Value& value : text_.solution) {
    std::string species;
    NITER_OK(config::read_leaf(value, species, "solution", ""));
    if (auto known = database_.species_named(species); !known) {
      return wrong(value.where, known.error().what, known.error().hint);
    }
    out_.solution.push_back(species);
  }
  if (out_.solution.empty() || out_.solution.front() != "OH-") {
    return wrong(text_.where, "'solution' must begin with \"OH-\"",
                 "its activity enters every step that makes it");
  }
  return {};
}

// Numbers of one side of an equation, electrons aside; new adsorbates are noted as they come.
Status Loader::read_side(const std::map<std::string, double>& side, const config::Value& equation,
                         std::map<std::string, int>& out) {
  for (const auto& [species, number] : side) {
    if (number != std::round(number)) {
      return wrong(equation.where,
                   fmt::format("{:g} {} is not a whole number of particles", number, species),
                   "multiply the step");
    }
    if (species == "e-") continue;
    out[species] = static_cast<int>(number);
    NITER_TRY(const chem::Formula formula, chem::parse_formula(species));
    if (formula.sites > 0) {
      const auto same = [&](const Adsorbate& a) { return a.name == species; };
      if (species != "*" && std::none_of(out_.adsorbates.begin(), out_.adsorbates.end(), same)) {
        out_.adsorbates.push_back({species, 0, 0, formula.sites});
      }
      continue;
    }
    auto known = database_.species_named(species);
    if (!known) return wrong(equation.where, known.error().what, known.error().hint);
    const bool dissolved = species != "H2O" && !(*known)->is_gas();
    if (dissolved &&
        std::find(out_.solution.begin(), out_.solution.end(), species) == out_.solution.end()) {
      return wrong(equation.where,
                   fmt::format("'{}' is dissolved but not listed in 'solution'", species),
                   fmt::format("add \"{}\" to solution, or write it as a gas", species));
    }
  }
  return {};
}

Status Loader::read_rate(const StepText& text, const Step& step, ParameterUses::OfStep& use) {
  NITER_TRY(use.log10_k, parameter(text.log10_k, "log10_k"));
  NITER_TRY(use.log10_current_density,
            parameter(text.log10_current_density, "log10_current_density"));
  NITER_TRY(use.transfer_coefficient, parameter(text.transfer_coefficient, "transfer_coefficient"));
  NITER_TRY(use.free_energy, parameter(text.free_energy, "free_energy"));
  NITER_TRY(use.log10_equilibrium, parameter(text.log10_equilibrium, "log10_equilibrium"));
  if ((use.log10_k < 0) == (use.log10_current_density < 0)) {
    return wrong(text.where,
                 fmt::format("step '{}' needs either log10_k or log10_current_density", step.id));
  }
  if (use.log10_current_density >= 0 && (step.on_sites || step.electrons == 0)) {
    return wrong(text.log10_current_density.where,
                 fmt::format("step '{}' cannot have a log10_current_density", step.id),
                 "that is for a step with electrons and without adsorbates; give log10_k");
  }
  if (use.free_energy >= 0 && use.log10_equilibrium >= 0) {
    return wrong(text.free_energy.where,
                 fmt::format("step '{}' has both free_energy and log10_equilibrium", step.id));
  }
  return {};
}

Status Loader::read_step(const StepText& text) {
  Step step;
  step.id = text.id;
  step.where = text.where;
  NITER_OK(config::read_leaf(text.equation, step.equation, "equation", ""));
  const auto same = [&](const Step& other) { return other.id == text.id; };
  if (std::any_of(out_.steps.begin(), out_.steps.end(), same)) {
    return wrong(text.where, fmt::format("two steps are called '{}'", text.id));
  }
  auto reaction = chem::parse_reaction(step.equation);
  if (!reaction) return fail(config::inside_text(reaction.error(), text.equation));
  if (const auto balanced = chem::check_balance(*reaction); !balanced) {
    return fail(Error{Code::Inconsistent,
                      fmt::format("step '{}': {}", step.id, balanced.error().what),
                      text.equation.where, balanced.error().hint});
  }
  NITER_OK(read_side(reaction->reactants, text.equation, step.reactants));
  NITER_OK(read_side(reaction->products, text.equation, step.products));
  step.electrons = static_cast<int>(std::lround(reaction->electrons()));
  step.reference_potential = text.reference_potential.value_or(text_.reference_potential).si();
  const auto holds_sites = [&](const std::map<std::string, int>& side) {
    return std::any_of(side.begin(), side.end(),
                       [](const auto& entry) { return entry.first.ends_with('*'); });
  };
  step.on_sites = holds_sites(step.reactants) || holds_sites(step.products);
  ParameterUses::OfStep use;
  NITER_OK(read_rate(text, step, use));
  out_.steps.push_back(std::move(step));
  uses_->steps.push_back(std::move(use));
  return {};
}

Status Loader::read_adsorbates() {
  out_.adsorbates.push_back({"*", 0, 0, 1});
  uses_->adsorbates.resize(out_.adsorbates.size());
  std::vector<std::string> known;
  for (const Adsorbate& adsorbate : out_.adsorbates) known.push_back(adsorbate.name);
  for (const auto& [name, value] : text_.adsorbates) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end() || name == "*") return fail(config::unknown_key(value, name, known));
    AdsorbateText text;
    NITER_OK(config::read_value(value, text, name, ""));
    auto& use = uses_->adsorbates[static_cast<std::size_t>(found - known.begin())];
    NITER_TRY(use.electrosorption_valency,
              parameter(text.electrosorption_valency, "electrosorption_valency"));
    NITER_TRY(use.free_energy, parameter(text.free_energy, "free_energy"));
  }
  return {};
}

// Stoichiometric numbers of the adsorbates, and the fixed free energies of everything else.
Status Loader::connect_steps() {
  // on the scale with e- at U_w = 0 and OH- at zero, a species of charge z lies z e (U_SHE(U_w =
  // 0)) higher
  NITER_TRY(const chem::Species* hydroxide, database_.species_named("OH-"));
  const double shift_eV = hydroxide->free_energy_eV;
  for (std::size_t j = 0; j < out_.steps.size(); ++j) {
    ParameterUses::OfStep& use = uses_->steps[j];
    use.adsorbates.assign(out_.adsorbates.size(), 0);
    const auto add = [&](const std::map<std::string, int>& side, int sign) {
      for (const auto& [name, number] : side) {
        const auto found = std::find_if(out_.adsorbates.begin(), out_.adsorbates.end(),
                                        [&](const Adsorbate& a) { return a.name == name; });
        if (found != out_.adsorbates.end()) {
          use.adsorbates[static_cast<std::size_t>(found - out_.adsorbates.begin())] +=
              sign * number;
        } else {
          const chem::Species& species = *database_.find(name);
          use.solution_energy_eV +=
              sign * number * (species.free_energy_eV + species.charge() * shift_eV);
        }
      }
    };
    add(out_.steps[j].reactants, -1);
    add(out_.steps[j].products, +1);
  }
  return {};
}

Result<Mechanism> Loader::load(std::string name) {
  if (text_.schema != 1) {
    return wrong(text_.where, fmt::format("schema {} is unknown", text_.schema),
                 "this niter reads schema 1");
  }
  out_.name = std::move(name);
  out_.title = text_.title;
  out_.source = text_.source;
  out_.temperature = text_.temperature.si();
  out_.site_density = text_.site_density.si();
  if (std::abs(out_.temperature - constants::T_ref) > 1e-9) {
    return wrong(text_.where, fmt::format("temperature {:g} K: equilibria are known at {:g} K only",
                                          out_.temperature, constants::T_ref));
  }
  if (!(out_.site_density > 0)) return wrong(text_.where, "site_density must be positive");
  NITER_OK(read_parameters());
  NITER_OK(read_solution());
  for (const StepText& step : text_.steps) NITER_OK(read_step(step));
  NITER_OK(read_adsorbates());
  for (std::size_t i = 0; i < used_.size(); ++i) {
    if (used_[i] == 0) {
      return wrong(text_.parameters.find(out_.parameters[i].name)->where,
                   fmt::format("no step uses the parameter '{}'", out_.parameters[i].name),
                   "remove it");
    }
  }
  NITER_OK(connect_steps());
  out_.uses = std::move(uses_);
  NITER_OK(close_free_energies(out_));
  return std::move(out_);
}

}  // namespace

Result<Mechanism> load_mechanism(const std::filesystem::path& path) {
  NITER_TRY(const config::Value document, config::load_toml(path));
  NITER_TRY(MechanismText text, config::read<MechanismText>(document));
  NITER_TRY(const chem::Database database, chem::load_database());
  return Loader(database, std::move(text)).load(path.stem().string());
}

}  // namespace niter::twin
