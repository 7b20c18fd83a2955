#include "niter/study/fit/fitted_cell.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/chem/constants.hpp"

namespace niter::study {
namespace {

constexpr double standard = 1000;  // mol m-3, the 1 mol/L of activities
constexpr double never = -1e4;     // ln of the rate constant of a way that is not taken

std::vector<twin::Power> powers(const std::vector<StepTerm>& terms) {
  std::vector<twin::Power> out;
  for (const StepTerm& t : terms) out.push_back({t.index, t.order});
  return out;
}

int orders(const std::vector<StepTerm>& terms) {
  int sum = 0;
  for (const StepTerm& t : terms) sum += t.order;
  return sum;
}

// Products minus reactants.
std::vector<twin::Power> net(const std::vector<StepTerm>& before,
                             const std::vector<StepTerm>& after) {
  std::vector<twin::Power> out;
  const auto add = [&](int index, int order) {
    for (twin::Power& p : out)
      if (p.index == index) return void(p.order += order);
    out.push_back({index, order});
  };
  for (const StepTerm& t : before) add(t.index, -t.order);
  for (const StepTerm& t : after) add(t.index, t.order);
  std::erase_if(out, [](const twin::Power& p) { return p.order == 0; });
  return out;
}

}  // namespace

double FittedCell::per_volt() const {
  return constants::F / (constants::R * temperature_);
}

Result<std::size_t> FittedCell::find(std::string_view name) const {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    if (numbers_[i].name == name) return i;
    known.push_back(numbers_[i].name);
  }
  const auto near = nearest(name, known);
  return fail(Code::NotFound, fmt::format("the cell has no number '{}'", name),
              near ? fmt::format("did you mean '{}'?", *near)
                   : fmt::format("its numbers are {}", join(known, ", ")));
}

std::vector<double> FittedCell::values() const {
  std::vector<double> out;
  for (const CellNumber& n : numbers_) out.push_back(n.value);
  return out;
}

double FittedCell::fastest_reaction(std::span<const double> v) const {
  double out = 0;
  for (const Step& step : steps_) {
    if (!step.in_solution()) continue;
    const double k = v[step.rate_constant];
    out = std::max({out, k, step.equilibrium == none ? 0 : k / v[step.equilibrium]});
  }
  return out;
}

twin::ElectrodeStep FittedCell::electrode_step(const Step& step, std::span<const double> v) const {
  twin::ElectrodeStep out;
  out.id = step.id;
  out.electrons = step.electrons;
  out.reactants = powers(step.dissolved), out.products = powers(step.dissolved_after);
  out.adsorbed = powers(step.adsorbed), out.adsorbed_after = powers(step.adsorbed_after);
  out.net_dissolved = net(step.dissolved, step.dissolved_after);
  out.net_adsorbed = net(step.adsorbed, step.adsorbed_after);
  const double amount = std::log(step.on_sites ? v[sites_] : standard);
  const double up = amount - orders(step.dissolved) * std::log(standard);
  const double down = amount - orders(step.dissolved_after) * std::log(standard);
  if (step.electrons != 0) {
    const double ln_k = std::log(v[step.transfer_constant]), alpha = v[step.alpha];
    const double slope = step.electrons * per_volt(), formal = v[step.formal_potential];
    out.forward = {up + ln_k + alpha * slope * formal, -alpha * slope};
    out.reverse = {down + ln_k - (1 - alpha) * slope * formal, (1 - alpha) * slope};
  } else {
    const double ln_k = std::log(v[step.rate_constant]);
    out.forward = {up + ln_k, 0};
    out.reverse = {down + ln_k, 0};
    if (step.equilibrium != none) out.reverse.constant -= std::log(v[step.equilibrium]);
  }
  if (!step.reversible) out.reverse = {never, 0};
  if (!step.on_sites) return out;
  out.forward_interaction.assign(adsorbates_.size(), 0.0);
  out.reverse_interaction = out.forward_interaction;
  for (const StepTerm& t : step.adsorbed) {
    const auto k = static_cast<std::size_t>(t.index);
    out.forward_interaction[k] += t.order * v[interaction_[k]];
  }
  for (const StepTerm& t : step.adsorbed_after) {
    const auto k = static_cast<std::size_t>(t.index);
    out.reverse_interaction[k] += t.order * v[interaction_[k]];
  }
  return out;
}

twin::HomogeneousReaction FittedCell::reaction(const Step& step, std::span<const double> v) const {
  const double k = v[step.rate_constant];
  const double back = step.equilibrium == none ? 0 : k / v[step.equilibrium];
  return {step.id, powers(step.dissolved), powers(step.dissolved_after),
          k * std::pow(standard, 1 - orders(step.dissolved)),
          back * std::pow(standard, 1 - orders(step.dissolved_after))};
}

twin::CellModel FittedCell::model(std::span<const double> v) const {
  twin::CellModel m;
  m.temperature = temperature_;
  for (std::size_t s = 0; s < species_.size(); ++s)
    m.species.push_back({species_[s], 0, v[diffusivity_[s]], v[concentration_[s]]});
  if (species_.empty()) m.species = {{"solvent", 0, 1e-9, 1}};
  twin::Electrode& electrode = m.electrode;
  electrode.adsorbates = adsorbates_;
  electrode.sites.assign(adsorbates_.size(), 1);
  electrode.coverage = coverage_;
  if (sites_ != none) electrode.site_density = v[sites_];
  if (capacitance_ != none) electrode.double_layer = {{v[capacitance_], 0}};
  if (resistance_ != none) electrode.series_resistance = v[resistance_] * v[area_number];
  for (const Step& step : steps_) {
    if (step.in_solution())
      m.reactions.push_back(reaction(step, v));
    else
      electrode.steps.push_back(electrode_step(step, v));
  }
  return m;
}

twin::ModelSlope FittedCell::slope(std::span<const double> v, std::size_t number) const {
  twin::ModelSlope out;
  if (resistance_ != none && (number == resistance_ || number == area_number))
    out.series_resistance = v[resistance_] * v[area_number];
  if (number == capacitance_) out.capacitance = {v[capacitance_]};
  if (number == sites_) out.ln_site_density = 1;
  for (std::size_t s = 0; s < species_.size(); ++s) {
    if (number != diffusivity_[s] && number != concentration_[s]) continue;
    std::vector<double>& moved = number == diffusivity_[s] ? out.ln_diffusivity : out.bulk;
    moved.assign(species_.size(), 0.0);
    moved[s] = numbers_[number].positive && number != diffusivity_[s] ? v[number] : 1;
  }
  const auto on_electrode =
      std::count_if(steps_.begin(), steps_.end(), [](const Step& s) { return !s.in_solution(); });
  out.forward.resize(static_cast<std::size_t>(on_electrode));
  out.reverse = out.forward;
  out.forward_interaction.assign(out.forward.size(), std::vector<double>(adsorbates_.size(), 0.0));
  out.reverse_interaction = out.forward_interaction;
  std::size_t j = 0;
  for (const Step& step : steps_) {
    if (step.in_solution()) {
      const double moved = (number == step.rate_constant) ? 1 : 0;
      out.reaction_forward.push_back(moved);
      out.reaction_reverse.push_back(moved - (number == step.equilibrium ? 1 : 0));
      continue;
    }
    twin::RateConstant& forward = out.forward[j];
    twin::RateConstant& reverse = out.reverse[j];
    const double slope = step.electrons * per_volt();
    if (number == step.transfer_constant || number == step.rate_constant ||
        (step.on_sites && number == sites_))
      forward.constant = reverse.constant = 1;
    if (number == step.equilibrium) reverse.constant = -1;
    if (number == step.formal_potential)
      forward.constant = v[step.alpha] * slope, reverse.constant = -(1 - v[step.alpha]) * slope;
    if (number == step.alpha) {
      forward = {slope * v[step.formal_potential], -slope};
      reverse = forward;
    }
    for (const StepTerm& t : step.adsorbed)
      if (number == interaction_[static_cast<std::size_t>(t.index)])
        out.forward_interaction[j][static_cast<std::size_t>(t.index)] += t.order;
    for (const StepTerm& t : step.adsorbed_after)
      if (number == interaction_[static_cast<std::size_t>(t.index)])
        out.reverse_interaction[j][static_cast<std::size_t>(t.index)] += t.order;
    ++j;
  }
  return out;
}

}  // namespace niter::study
