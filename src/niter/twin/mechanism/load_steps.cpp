// The steps of a mechanism file.
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "niter/chem/reaction.hpp"
#include "niter/config/read.hpp"
#include "niter/twin/mechanism/mechanism_loader.hpp"

namespace niter::twin {

// Numbers of one side of an equation, electrons aside; new adsorbates are noted as they come.
Status MechanismLoader::read_side(const std::map<std::string, double>& side,
                                  const config::Value& equation, std::map<std::string, int>& out) {
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

Status MechanismLoader::read_rate(const StepText& text, const Step& step,
                                  ParameterUses::OfStep& use) {
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

// A law of one electron: its transfer coefficient is one half at the formal potential by itself.
Status MechanismLoader::read_kinetics(const StepText& text, const Step& step,
                                      ParameterUses::OfStep& use) {
  NITER_TRY(use.reorganisation_energy,
            parameter(text.reorganisation_energy, "reorganisation_energy"));
  NITER_TRY(use.interaction_share, parameter(text.interaction_share, "interaction_share"));
  const bool marcus_hush = text.kinetics == Kinetics::MarcusHush;
  if (marcus_hush != (use.reorganisation_energy >= 0))
    return wrong(text.where,
                 fmt::format("step '{}' needs kinetics = \"marcus-hush\" and reorganisation_energy "
                             "together, or neither",
                             step.id));
  if (use.interaction_share >= 0 && text_.interactions.empty())
    return wrong(text.interaction_share.where,
                 fmt::format("step '{}' has an interaction_share, but nothing interacts", step.id),
                 "add [[interactions]], or leave it out");
  if (!marcus_hush) return {};
  if (std::abs(step.electrons) != 1)
    return wrong(text.where,
                 fmt::format("the marcus-hush step '{}' takes {} electrons; it can take one",
                             step.id, step.electrons),
                 "write the elementary steps one electron each");
  if (use.transfer_coefficient >= 0)
    return wrong(text.transfer_coefficient.where,
                 fmt::format("the marcus-hush step '{}' has a transfer_coefficient", step.id),
                 "leave it out: it follows from the reorganisation energy, one half at E0");
  return {};
}

// The driving force of the law is that of one electron: a partial charge of an adsorbate is not in
// it.
Status MechanismLoader::check_marcus_hush() {
  for (const Step& step : out_.steps) {
    if (!step.reorganisation_eV || std::abs(std::abs(step.potential_dependence) - 1) < 1e-9)
      continue;
    return wrong(
        step.where,
        fmt::format("the free energy of the marcus-hush step '{}' moves by {:g} e U, not by "
                    "a whole electron",
                    step.id, step.potential_dependence),
        "leave out the electrosorption_valency of its adsorbates");
  }
  return {};
}

Status MechanismLoader::read_step(const StepText& text) {
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
  NITER_OK(read_kinetics(text, step, use));
  out_.steps.push_back(std::move(step));
  uses_->steps.push_back(std::move(use));
  return {};
}

}  // namespace niter::twin
