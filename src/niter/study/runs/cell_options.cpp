#include "niter/study/runs/cell_options.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "niter/physics/cpe_distribution.hpp"

namespace niter::study {
namespace {

Result<double> need(const Study& study, std::string_view id, std::string_view what_for) {
  if (const auto* found = study.assumption(id)) return found->value.si();
  return fail(
      Error{Code::NotFound,
            fmt::format("the study declares no assumption '{}', {}", id, what_for),
            {study.folder.string()},
            fmt::format("add [[assumption]] id = \"{}\" with value, range and reason", id)});
}

// Water that leaves the catholyte [m3 s-1].
Result<double> evaporation_of(const Study& study) {
  const Assumption* found = study.assumption("catholyte_evaporation");
  if (found == nullptr) return 0.0;
  if (!found->value.unit().same_dimension(Unit::of("m3/s")))
    return fail({Code::Unit,
                 fmt::format("the assumption 'catholyte_evaporation' is in '{}', not a volume over "
                             "a time",
                             found->value.unit().text()),
                 found->where, "write it like \"0.1 mL/h\""});
  return found->value.si();
}

// Catholyte, anolyte and membrane, from the study's assumptions. The anolyte is the supporting
// electrolyte alone.
Result<twin::BatchOptions> batch_of(const RunInput& input, const Variation& variation,
                                    const twin::HalfCellOptions& half_cell) {
  const Study& study = input.study;
  NITER_TRY(const double area, need(study, "electrode_area", "which turns volumes into depths"));
  NITER_TRY(const double volume,
            need(study, "catholyte_volume", "which decides how fast a batch is used up"));
  NITER_TRY(const double evaporation, evaporation_of(study));
  const double catholyte = variation.volume.value_or(volume);
  twin::BatchOptions batch;
  batch.catholyte = catholyte / area;
  // other volumes are those of a larger or smaller cell as a whole
  batch.anolyte = assumed(study, "anolyte_volume", volume) * catholyte / volume / area;
  batch.evaporation = evaporation / area;
  batch.anolyte_ions = half_cell.electrolyte;
  leave_out(half_cell.reactant, batch.anolyte_ions);
  std::erase_if(batch.anolyte_ions, [](const auto& ion) { return ion.second <= 0; });
  batch.anolyte_ph = half_cell.ph;
  batch.membrane = input.plan.cell.membrane;
  const auto add = [&](std::map<std::string, double>& to, const std::string& species,
                       std::string_view id) {
    if (const double value = assumed(study, id, 0); value > 0) to[species] = value;
  };
  add(batch.permeability, half_cell.reactant, "nitrate_crossover");
  add(batch.permeability, "NH3", "ammonia_crossover");
  add(batch.stripping, "NH3", "ammonia_stripping");
  return batch;
}

// How far diffusion has to be followed: as long as the protocol lasts, if it says so.
Result<twin::Geometry> semi_infinite(const RunInput& input, const Variation& variation) {
  const CellPlan& plan = input.plan.cell;
  if (plan.duration) return twin::SemiInfinite{*plan.duration};
  const auto lasts =
      twin::protocol::duration(variation.protocol ? *variation.protocol : input.plan.protocol);
  if (lasts) return twin::SemiInfinite{*lasts};
  return fail(
      {Code::InvalidInput,
       fmt::format("how long the protocol in the semi-infinite cell '{}' lasts is open", plan.id),
       plan.where, "add duration = \"10 min\" to the [[cell]]: at least as long as it runs"});
}

Result<twin::Geometry> geometry_of(const RunInput& input, const Variation& variation) {
  const CellPlan& plan = input.plan.cell;
  switch (plan.geometry) {
    case CellPlan::Geometry::RotatingDisc:
      return twin::RotatingDisc{plan.rotation, plan.viscosity};
    case CellPlan::Geometry::SemiInfinite:
      return semi_infinite(input, variation);
    case CellPlan::Geometry::ThinLayer:
      return twin::ThinLayer{plan.thickness};
    case CellPlan::Geometry::Film:
    case CellPlan::Geometry::Batch:
      break;
  }
  return twin::StagnantFilm{};
}

// An own capacitance or constant phase element, else the capacitance reported for the catalyst,
// else none.
std::vector<twin::CapacitanceBranch> double_layer_of(const RunInput& input,
                                                     const std::string& catalyst) {
  const CellPlan& plan = input.plan.cell;
  if (plan.capacitance) return {{*plan.capacitance, 0}};
  if (plan.cpe_admittance > 0) {
    physics::CpeRaster raster;
    if (plan.cpe_fastest > 0) raster.fastest = plan.cpe_fastest, raster.slowest = plan.cpe_slowest;
    const auto cpe = physics::cpe_distribution(plan.cpe_admittance, plan.cpe_exponent, raster);
    std::vector<twin::CapacitanceBranch> branches = {{cpe.ideal, 0}};
    for (const physics::CpeBranch& b : cpe.branches)
      branches.push_back({b.capacitance, b.time_constant});
    return branches;
  }
  const auto& reported = input.model.simulation().double_layer_capacitance;
  if (const auto own = reported.find(catalyst); own != reported.end()) return {{own->second, 0}};
  return {};
}

// Enough for a current that is right within a part in a thousand.
int intervals_of(const CellPlan& plan, int otherwise) {
  constexpr int of_open_space = 100, of_space_charge = 250;
  if (plan.intervals > 0) return plan.intervals;
  if (plan.level == CellPlan::Level::Poisson) return of_space_charge;
  const bool open = plan.geometry == CellPlan::Geometry::RotatingDisc ||
                    plan.geometry == CellPlan::Geometry::SemiInfinite;
  return open ? of_open_space : otherwise;
}

}  // namespace

double assumed(const Study& study, std::string_view id, double otherwise) {
  const Assumption* found = study.assumption(id);
  return found == nullptr ? otherwise : found->value.si();
}

void leave_out(const std::string& reactant, std::map<std::string, double>& ions) {
  const auto found = ions.find(reactant);
  if (found == ions.end()) return;
  if (const auto cation = ions.find("K+"); cation != ions.end()) cation->second -= found->second;
  found->second = 0;
}

void apply(const CellPlan& plan, twin::HalfCellOptions& half_cell) {
  half_cell.transport =
      plan.level == CellPlan::Level::Fick ? twin::Transport::Fick : twin::Transport::NernstPlanck;
  half_cell.homogeneous_equilibria = plan.equilibria != CellPlan::Equilibria::None;
  half_cell.activity_correction = plan.activities == CellPlan::Activities::Davies ? 1 : 0;
  half_cell.film_cells = intervals_of(plan, half_cell.film_cells);
}

Result<twin::CellOptions> cell_options_of(const RunInput& input, const Variation& variation,
                                          const twin::HalfCellOptions& half_cell) {
  const CellPlan& plan = input.plan.cell;
  const std::string& catalyst =
      variation.catalyst.empty() ? input.model.simulation().reference_catalyst : variation.catalyst;
  twin::CellOptions cell;
  NITER_TRY(cell.geometry, geometry_of(input, variation));
  cell.double_layer = double_layer_of(input, catalyst);
  cell.zero_charge = plan.zero_charge;
  if (plan.equilibria == CellPlan::Equilibria::FiniteRates)
    cell.solution = twin::SolutionKinetics::FiniteRates;
  if (plan.level == CellPlan::Level::Poisson)
    cell.space_charge = twin::SpaceCharge{plan.ions == CellPlan::Ions::Hydrated};
  cell.segments = plan.segments, cell.pore_resistance = plan.pore_resistance;
  if (plan.batch()) {
    NITER_TRY(cell.batch, batch_of(input, variation, half_cell));
  }
  return cell;
}

}  // namespace niter::study
