#include "niter/twin/cell/assemble.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/assemble_transport.hpp"
#include "niter/twin/cell/cell_rows.hpp"
#include "niter/twin/cell/electrolyte.hpp"
#include "niter/twin/mechanism/step_levels.hpp"
#include "niter/twin/mechanism/surface_kinetics.hpp"

namespace niter::twin {
namespace {

constexpr double molar = 1000;  // mol m-3 in 1 mol/L

// Rate constant of a species with OH-, if its equilibrium has one; "water" is that of H+.
std::optional<double> rate_with_hydroxide(const chem::Database& database, const std::string& name) {
  for (const chem::Equilibrium& e : database.equilibria()) {
    const bool own = name == "H+" ? e.id == "water" : e.reaction.reactants.contains(name);
    if (own && e.rate_with_hydroxide) return e.rate_with_hydroxide->value;
  }
  return std::nullopt;
}

// s + OH- <-> its components with the rates k (c_s c_OH - K prod c).
HomogeneousReaction with_rates(const CellModel& model, const InstantEquilibrium& equilibrium,
                               double rate) {
  HomogeneousReaction reaction{model.species[at(equilibrium.species)].name,
                               {},
                               {{equilibrium.species, 1}},
                               rate * equilibrium.constant,
                               rate};
  for (const Power& part : equilibrium.components) {
    auto& side = part.order > 0 ? reaction.reactants : reaction.products;
    side.push_back({part.index, std::abs(part.order)});
  }
  return reaction;
}

void add_species(const Electrolyte& electrolyte, const chem::Database& database,
                 SolutionKinetics kinetics, CellModel& model) {
  const FilmModel& film = electrolyte.film;
  for (std::size_t s = 0; s < film.species.size(); ++s) {
    const FilmSpecies& from = film.species[s];
    model.species.push_back({electrolyte.names[s], from.charge, from.diffusivity, from.bulk, 0});
    if (static_cast<int>(s) < film.components) continue;
    InstantEquilibrium equilibrium{static_cast<int>(s), {}, from.bulk};
    for (const FilmPart& part : from.parts) {
      equilibrium.components.push_back({part.component, part.count});
      equilibrium.constant *= std::pow(film.species[at(part.component)].bulk, -part.count);
    }
    const auto& parts = equilibrium.components;
    const bool by_hydroxide = std::any_of(
        parts.begin(), parts.end(), [](const Power& p) { return p.index == 0 && p.order == -1; });
    const auto rate = rate_with_hydroxide(database, electrolyte.names[s]);
    if (kinetics == SolutionKinetics::FiniteRates && by_hydroxide && rate)
      model.reactions.push_back(with_rates(model, equilibrium, *rate));
    else
      model.equilibria.push_back(std::move(equilibrium));
  }
}

// One side of a step: kinetic factors, and ln of what is constant in them.
struct Side {
  std::vector<Power> dissolved, adsorbed;
  double ln_constant = 0;
};

// Kinetics see activities gamma c/(1 M); the solver sees c in mol m-3.
Side read_side(const std::map<std::string, int>& names, const Mechanism& mechanism,
               const Electrolyte& electrolyte) {
  Side side;
  for (const auto& [name, order] : names) {
    const auto adsorbate = std::find_if(mechanism.adsorbates.begin(), mechanism.adsorbates.end(),
                                        [&](const Adsorbate& a) { return a.name == name; });
    if (adsorbate != mechanism.adsorbates.end()) {
      side.adsorbed.push_back({static_cast<int>(adsorbate - mechanism.adsorbates.begin()), order});
    } else if (const int s = electrolyte.find(name); s >= 0) {
      side.dissolved.push_back({s, order});
      side.ln_constant +=
          order * (constants::ln10 * electrolyte.log10_gamma[at(s)] - std::log(molar));
    } else if (const auto outside = electrolyte.outside.find(name);
               outside != electrolyte.outside.end()) {
      side.ln_constant += order * std::log(outside->second);
    }
  }
  return side;
}

std::vector<Power> net_of(const std::vector<Power>& used, const std::vector<Power>& made) {
  std::map<int, int> net;
  for (const Power& p : used) net[p.index] -= p.order;
  for (const Power& p : made) net[p.index] += p.order;
  std::vector<Power> out;
  for (const auto& [index, count] : net)
    if (count != 0) out.push_back({index, count});
  return out;
}

// The cell counts S from the formal potential, the mechanism from the reference potential.
void add_levels(const Step& from, double temperature, ElectrodeStep& step) {
  const StepLevels levels(from, temperature);
  step.marcus_hush = MarcusHush{levels.reorganisation, levels.formal_potential};
  const double at_formal = levels.at(levels.formal_potential).log;
  step.forward.constant += at_formal, step.reverse.constant += at_formal;
}

void add_steps(const Mechanism& mechanism, const Electrolyte& electrolyte, CellModel& model) {
  for (std::size_t j = 0; j < mechanism.steps.size(); ++j) {
    const Step& from = mechanism.steps[j];
    const Side used = read_side(from.reactants, mechanism, electrolyte);
    const Side made = read_side(from.products, mechanism, electrolyte);
    ElectrodeStep step;
    step.id = from.id;
    step.electrons = from.electrons;
    step.reactants = used.dissolved, step.products = made.dissolved;
    if (from.on_sites) step.adsorbed = used.adsorbed, step.adsorbed_after = made.adsorbed;
    step.net_dissolved = net_of(used.dissolved, made.dissolved);
    step.net_adsorbed = net_of(used.adsorbed, made.adsorbed);
    const StepConstants constants = step_constants(mechanism, j);
    step.forward = constants.forward, step.reverse = constants.reverse;
    step.forward.constant += used.ln_constant;
    step.reverse.constant += made.ln_constant;
    if (from.reorganisation_eV) add_levels(from, mechanism.temperature, step);
    if (from.on_sites) {
      step.forward_interaction = from.forward_interaction;
      step.reverse_interaction = from.reverse_interaction;
    }
    model.electrode.steps.push_back(std::move(step));
  }
}

// Coverages that are stationary on the bulk solution at the start.
Status add_coverages(const Mechanism& mechanism, const Electrolyte& electrolyte, double start,
                     Electrode& electrode) {
  for (const Adsorbate& adsorbate : mechanism.adsorbates) {
    electrode.adsorbates.push_back(adsorbate.name);
    electrode.sites.push_back(adsorbate.sites);
  }
  electrode.site_density = mechanism.site_density;
  const bool has_sites = std::any_of(mechanism.steps.begin(), mechanism.steps.end(),
                                     [](const Step& s) { return s.on_sites; });
  if (!has_sites) {
    electrode.adsorbates.clear(), electrode.sites.clear();
    return {};
  }
  std::vector<double> ln_activity;
  for (const std::string& name : mechanism.solution) {
    const int s = electrolyte.find(name);
    ln_activity.push_back(s < 0 ? std::log(electrolyte.outside.at(name))
                                : std::log(electrolyte.film.species[at(s)].bulk / molar) +
                                      constants::ln10 * electrolyte.log10_gamma[at(s)]);
  }
  SurfaceState surface;
  NITER_OK(
      SurfaceKinetics(mechanism).settle(start + electrode.potential_shift, ln_activity, surface));
  for (const double ln : surface.ln_coverage) electrode.coverage.push_back(std::exp(ln));
  return {};
}

}  // namespace

StepConstants step_constants(const Mechanism& mechanism, std::size_t index) {
  const double f = constants::F / (constants::R * mechanism.temperature);
  const Step& step = mechanism.steps[index];
  const double slope = -step.transfer_coefficient * f;
  const double constant = constants::ln10 * step.log10_k - slope * step.reference_potential +
                          (step.on_sites ? std::log(mechanism.site_density) : 0);
  return {{constant, slope},
          {constant + f * step.free_energy_eV, slope + f * step.potential_dependence}};
}

Result<CellModel> assemble(const Mechanism& mechanism, const HalfCellOptions& half_cell,
                           const CellOptions& cell) {
  const auto& database = species_database();
  if (!database) return fail(database.error());
  NITER_OK(check(mechanism, half_cell));
  NITER_TRY(const Electrolyte electrolyte,
            make_electrolyte(*database, half_cell, mechanism.solution));
  CellModel model;
  model.name = half_cell.name;
  model.temperature = half_cell.temperature;
  add_species(electrolyte, *database, cell.solution, model);
  model.hydroxide = 0;  // the first component of every electrolyte
  model.ph_offset = electrolyte.pkw - std::log10(molar) + electrolyte.log10_gamma[0];

  Electrode& electrode = model.electrode;
  electrode.series_resistance = half_cell.series_resistance;
  electrode.potential_shift = Scale::rhe(half_cell.ph, half_cell.temperature).zero_vs_she() +
                              constants::ph_slope(half_cell.temperature) * electrolyte.pkw;
  electrode.applied_zero_vs_she = Scale::rhe(half_cell.ph, half_cell.temperature).zero_vs_she();
  electrode.double_layer = cell.double_layer;
  electrode.zero_charge = cell.zero_charge + electrode.potential_shift;
  electrode.segments = cell.segments;
  electrode.pore_resistance = cell.pore_resistance;
  NITER_OK(add_coverages(mechanism, electrolyte, cell.start, electrode));
  add_steps(mechanism, electrolyte, model);
  NITER_OK(add_transport(*database, electrolyte, half_cell, cell, model));
  if (cell.batch) NITER_OK(add_batch(*database, mechanism, half_cell, *cell.batch, model));
  return model;
}

}  // namespace niter::twin
