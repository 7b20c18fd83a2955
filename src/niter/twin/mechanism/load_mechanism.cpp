#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/config/read.hpp"
#include "niter/twin/mechanism/closure.hpp"
#include "niter/twin/mechanism/mechanism_loader.hpp"

namespace niter::twin {

tl::unexpected<Error> wrong(const Where& where, std::string what, std::string hint) {
  return fail(Error{Code::InvalidInput, std::move(what), where, std::move(hint)});
}

Status MechanismLoader::read_parameters() {
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
Result<int> MechanismLoader::parameter(const config::Value& value, std::string_view key) {
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

Status MechanismLoader::read_solution() {
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

Status MechanismLoader::read_adsorbates() {
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

// Each pair once: g of A on B is that of B on A.
Status MechanismLoader::read_interactions() {
  std::vector<std::string> known;
  for (const Adsorbate& adsorbate : out_.adsorbates)
    if (adsorbate.name != "*") known.push_back(adsorbate.name);
  for (const InteractionText& text : text_.interactions) {
    if (text.between.size() != 2)
      return wrong(text.where, "'between' must name two adsorbates",
                   "write between = [\"NO*\", \"H*\"], or one of them twice");
    std::vector<int> pair;
    for (const config::Value& value : text.between) {
      std::string name;
      NITER_OK(config::read_leaf(value, name, "between", ""));
      const auto found = std::find(known.begin(), known.end(), name);
      if (found == known.end()) return fail(config::unknown_word(value, "between", name, known));
      pair.push_back(static_cast<int>(found - known.begin()));
    }
    const Interaction read{std::min(pair[0], pair[1]), std::max(pair[0], pair[1]), 0};
    for (const Interaction& other : out_.interactions)
      if (other.first == read.first && other.second == read.second)
        return wrong(text.where,
                     fmt::format("the interaction of {} and {} is given twice",
                                 known[static_cast<std::size_t>(pair[0])],
                                 known[static_cast<std::size_t>(pair[1])]),
                     "it is the same both ways: keep one");
    out_.interactions.push_back(read);
    NITER_TRY(uses_->interactions.emplace_back(), parameter(text.parameter, "parameter"));
  }
  return {};
}

// Stoichiometric numbers of the adsorbates, and the fixed free energies of everything else.
Status MechanismLoader::connect_steps() {
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

Result<Mechanism> MechanismLoader::load(std::string name) {
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
  NITER_OK(read_interactions());
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
  NITER_OK(check_marcus_hush());
  return std::move(out_);
}

Result<Mechanism> load_mechanism(const std::filesystem::path& path) {
  NITER_TRY(const config::Value document, config::load_toml(path));
  NITER_TRY(MechanismText text, config::read<MechanismText>(document));
  NITER_TRY(const chem::Database database, chem::load_database());
  return MechanismLoader(database, std::move(text)).load(path.stem().string());
}

}  // namespace niter::twin
