#include "niter/twin/cell/battery.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/chem/equilibrium.hpp"
#include "niter/twin/cell/cell_rows.hpp"
#include "niter/twin/cell/electrolyte.hpp"

namespace niter::twin {
namespace {

constexpr double molar = 1000;  // mol m-3

const char* zinc_species(const BatteryOptions& battery) {
  return battery.anolyte == BatteryOptions::Anolyte::Alkaline ? "Zn(OH)4-2" : "Zn+2";
}

Status check(const BatteryOptions& battery) {
  const auto bad = [](const char* what) {
    return fail(
        Code::InvalidInput, fmt::format("{} of the battery is out of range", what),
        "areas, concentrations and the exchange current are above zero, the rest not below");
  };
  if (!(battery.exchange_current > 0)) return bad("the exchange current");
  if (!(battery.anodic_transfer > 0 && battery.anodic_transfer < 2))
    return bad("the anodic transfer coefficient (between 0 and 2)");
  if (!(battery.area_ratio > 0)) return bad("the ratio of the areas");
  if (!(battery.dissolved_zinc > 0)) return bad("the zinc dissolved at the start");
  if (!(battery.hydroxide > 0)) return bad("the hydroxide");
  if (!(battery.resistance >= 0 && battery.corrosion_current >= 0 && battery.zinc >= 0 &&
        battery.passivation >= 0 && battery.leak >= 0))
    return bad("a resistance, rate or amount");
  return {};
}

// The anolyte of a batch: alkali, or the ions given, with the zinc and the ion that makes up for
// it.
void fill_anolyte(const BatteryOptions& battery, double pkw, BatchOptions& batch) {
  auto& ions = batch.anolyte_ions;
  ions[zinc_species(battery)] = battery.dissolved_zinc;
  if (battery.anolyte == BatteryOptions::Anolyte::Neutral) {
    ions["SO4-2"] += battery.dissolved_zinc;
    return;
  }
  ions = {{"K+", battery.hydroxide + 2 * battery.dissolved_zinc},
          {zinc_species(battery), battery.dissolved_zinc}};
  batch.anolyte_ph = pkw + std::log10(battery.hydroxide / molar);
  batch.anolyte_activity_correction = 0;  // strong alkali lies beyond Davies' equation
}

constexpr double never = -1e3;  // ln of the rate constant of what does not happen

// Gases leave a battery: a charge finds no hydrogen to oxidise, whatever its activity was for the
// half-cell.
void let_gases_leave(const Mechanism& mechanism, Electrode& electrode) {
  for (std::size_t j = 0; j < mechanism.steps.size(); ++j)
    for (const auto& [name, count] : mechanism.steps[j].products)
      if (name.ends_with("(g)")) electrode.steps[j].reverse = {never, 0};
}

// 4 OH- -> O2 + 2 H2O + 4 e-, first order in OH-, without a way back: oxygen leaves.
ElectrodeStep oxygen_step(const BatteryOptions::OxygenEvolution& oxygen, const CellModel& model) {
  ElectrodeStep step;
  step.id = "OER";
  step.electrons = -4;
  step.reactants = {{model.hydroxide, 1}};
  step.net_dissolved = {{model.hydroxide, -4}};
  step.forward.slope = constants::ln10 / oxygen.tafel_slope;
  step.forward.constant =
      std::log(oxygen.current / (4 * constants::F) / molar) - step.forward.slope * oxygen.potential;
  step.reverse.constant = never;
  return step;
}

}  // namespace

Result<double> zinc_potential(const BatteryOptions& battery) {
  const auto& database = species_database();
  if (!database) return fail(database.error());
  if (battery.anolyte == BatteryOptions::Anolyte::Neutral) {
    NITER_TRY(
        const Potential potential,
        chem::equilibrium_potential(*database, "Zn+2 + 2 e- = Zn(s)",
                                    chem::Solution{7, {{"Zn+2", battery.dissolved_zinc / molar}}}));
    return potential.value();
  }
  NITER_TRY(const double log_kw, chem::log_ion_product(*database));
  const double ph = -log_kw + std::log10(battery.hydroxide / molar);
  NITER_TRY(const Potential potential,
            chem::equilibrium_potential(
                *database, "Zn(OH)4-2 + 4 H+ + 2 e- = Zn(s) + 4 H2O",
                chem::Solution{ph, {{"Zn(OH)4-2", battery.dissolved_zinc / molar}}}));
  return potential.value();
}

Result<CellModel> assemble_battery(const Mechanism& mechanism, const HalfCellOptions& half_cell,
                                   const CellOptions& cell, const BatteryOptions& battery) {
  NITER_OK(check(battery));
  const auto& database = species_database();
  if (!database) return fail(database.error());
  NITER_TRY(const double log_kw, chem::log_ion_product(*database));
  HalfCellOptions cathode = half_cell;
  CellOptions whole = cell;
  cathode.series_resistance = battery.resistance;
  if (whole.batch) {
    cathode.electrolyte.emplace(zinc_species(battery), 0);
    fill_anolyte(battery, -log_kw, *whole.batch);
  }
  NITER_TRY(auto model, assemble(mechanism, cathode, whole));
  ZincAnode anode;
  anode.start_potential = battery.start_potential.value_or(0);
  if (!battery.start_potential) {
    NITER_TRY(anode.start_potential, zinc_potential(battery));
  }
  anode.exchange_current = battery.exchange_current;
  anode.anodic_transfer = battery.anodic_transfer;
  anode.corrosion_current = battery.corrosion_current;
  anode.area_ratio = battery.area_ratio;
  anode.zinc = battery.zinc;
  anode.passivation = battery.passivation;
  anode.leak = battery.leak;
  anode.splitting = battery.splitting;
  if (model.vessel) {
    const auto product = [&](int species, double per_electron) {
      anode.products.push_back({species, per_electron});
      anode.start.push_back(model.vessel->anolyte[at(species)]);
    };
    const auto zinc = std::ranges::find(model.species, std::string(zinc_species(battery)),
                                        &DissolvedSpecies::name);
    product(static_cast<int>(zinc - model.species.begin()), 0.5);
    if (battery.anolyte == BatteryOptions::Anolyte::Alkaline) product(model.hydroxide, -2);
  }
  model.anode = std::move(anode);
  let_gases_leave(mechanism, model.electrode);
  if (battery.oxygen_evolution)
    model.electrode.steps.push_back(oxygen_step(*battery.oxygen_evolution, model));
  return model;
}

}  // namespace niter::twin
