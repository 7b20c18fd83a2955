#include "niter/twin/cell/assemble_transport.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/chem/activity.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/closed/gouy_chapman.hpp"
#include "niter/twin/cell/cell_rows.hpp"
#include "niter/twin/cell/grid.hpp"
#include "niter/twin/transport/exponential_fit.hpp"

namespace niter::twin {
namespace {

double fastest(const CellModel& model) {
  double d = 0;
  for (const DissolvedSpecies& s : model.species) d = std::max(d, s.diffusivity);
  return d;
}

// Nodes from the surface to where nothing happens any more.
struct Layout {
  const HalfCellOptions& half_cell;
  CellModel& model;

  Status operator()(const StagnantFilm&) const {
    model.transport.nodes = graded_nodes(half_cell.film_thickness, half_cell.film_cells);
    return {};
  }
  Status operator()(const RotatingDisc& disc) const {
    if (!(disc.angular_velocity > 0 && disc.kinematic_viscosity > 0))
      return fail(Code::InvalidInput, "a rotating disc needs a speed and a viscosity above zero");
    add_rotating_disc(disc.angular_velocity, disc.kinematic_viscosity, fastest(model),
                      half_cell.film_cells, model.transport);
    return {};
  }
  Status operator()(const SemiInfinite& space) const {
    if (!(space.duration > 0))
      return fail(Code::InvalidInput, "how far diffusion reaches needs a duration above zero");
    constexpr double lengths = 6;  // diffusion lengths after which exp(-x^2/4Dt) is below 1e-3 ppm
    const double reach = lengths * std::sqrt(fastest(model) * space.duration);
    model.transport.nodes =
        growing_nodes(reach, 0.1 * reach / half_cell.film_cells, half_cell.film_cells);
    return {};
  }
  Status operator()(const ThinLayer& layer) const {
    if (!(layer.thickness > 0))
      return fail(Code::InvalidInput, "a thin layer needs a thickness above zero");
    if (model.transport.level != TransportLevel::Fick)
      return fail(Code::InvalidInput, "a thin-layer cell is solved without migration only",
                  "add supporting electrolyte in the experiment, and transport = \"fick\"");
    model.transport.outer = Outer::Wall;
    model.transport.nodes = graded_nodes(layer.thickness, half_cell.film_cells);
    return {};
  }
};

// Of water in hydration shells, relative. @source guo2023 (parameters of the published script)
constexpr double bound_permittivity = 6;

Status add_ion_sizes(const chem::Database& database, CellModel& model) {
  for (DissolvedSpecies& ion : model.species) {
    const chem::Species& species = *database.find(ion.name);
    if (species.hydrated_radius) ion.diameter = 2 * species.hydrated_radius->value;
    if (species.hydration_number) ion.hydration = species.hydration_number->value;
    if (ion.charge != 0 && !species.hydrated_radius)
      return fail(Code::NotFound,
                  fmt::format("species.toml has no hydrated radius of {}, which crowds the double "
                              "layer",
                              ion.name),
                  "write ions = \"points\", or add the radius with its source");
  }
  return {};
}

// Nodes from a fraction of the Debye length to the width of the film.
Status add_space_charge(const chem::Database& database, const Electrolyte& electrolyte,
                        const HalfCellOptions& half_cell, const CellOptions& cell,
                        CellModel& model) {
  constexpr double share = 0.02;  // of the Debye length, the first interval
  if (!std::holds_alternative<StagnantFilm>(cell.geometry) || cell.batch)
    return fail(Code::InvalidInput, "space charge is resolved in a stagnant film before a bulk");
  if (cell.double_layer.size() != 1 || cell.double_layer[0].time != 0)
    return fail(Code::InvalidInput,
                "space charge needs one capacitance in the double layer, of the Stern layer");
  TransportModel& transport = model.transport;
  transport.level = TransportLevel::PoissonNernstPlanck;
  transport.permittivity = chem::water_permittivity * constants::eps0;
  transport.bound_permittivity = bound_permittivity * constants::eps0;
  const double debye = physics::debye_length(electrolyte.ionic_strength, chem::water_permittivity,
                                             model.temperature);
  const double even = half_cell.film_thickness / half_cell.film_cells;
  transport.nodes = growing_nodes(half_cell.film_thickness, std::min(share * debye, 0.9 * even),
                                  half_cell.film_cells);
  return cell.space_charge->sized_ions ? add_ion_sizes(database, model) : Status{};
}

}  // namespace

Status add_transport(const chem::Database& database, const Electrolyte& electrolyte,
                     const HalfCellOptions& half_cell, const CellOptions& cell, CellModel& model) {
  if (cell.space_charge) return add_space_charge(database, electrolyte, half_cell, cell, model);
  TransportModel& transport = model.transport;
  transport.level =
      half_cell.transport == Transport::Fick ? TransportLevel::Fick : TransportLevel::NernstPlanck;
  if (transport.level == TransportLevel::NernstPlanck) {
    transport.neutralising_ion = electrolyte.find(electrolyte.counter_ion);
    if (transport.neutralising_ion < 0)
      return fail(Code::Inconsistent, "the electrolyte has no ion that takes no part in reactions",
                  "migration needs one: add a supporting electrolyte");
  }
  return std::visit(Layout{half_cell, model}, cell.geometry);
}

Status add_batch(const chem::Database& database, const Mechanism& mechanism,
                 const HalfCellOptions& half_cell, const BatchOptions& batch, CellModel& model) {
  if (model.transport.outer == Outer::Wall || !model.transport.velocity.empty())
    return fail(Code::InvalidInput, "a batch cell has a stagnant film before its vessel");
  if (!(batch.catholyte > 0 && batch.anolyte > 0))
    return fail(Code::InvalidInput, "a batch cell needs the volumes of catholyte and anolyte");
  if (!(batch.evaporation >= 0))
    return fail(Code::InvalidInput, "water evaporates at a rate that is not negative");
  model.transport.outer = Outer::Vessel;
  // the anolyte holds the same species, of most of them a trace
  HalfCellOptions anolyte = half_cell;
  anolyte.ph = batch.anolyte_ph;
  anolyte.activity_correction *= batch.anolyte_activity_correction;
  for (auto& [ion, total] : anolyte.electrolyte) {
    const auto given = batch.anolyte_ions.find(ion);
    total = given == batch.anolyte_ions.end() ? trace_concentration : given->second;
  }
  for (const auto& [ion, total] : batch.anolyte_ions)
    if (!anolyte.electrolyte.contains(ion))
      return fail(Code::InvalidInput,
                  fmt::format("{} is in the anolyte but not in the catholyte", ion),
                  "list it there too, with zero or what it holds");
  NITER_TRY(const Electrolyte behind, make_electrolyte(database, anolyte, mechanism.solution));

  VesselModel vessel;
  vessel.depth = batch.catholyte;
  vessel.anolyte_depth = batch.anolyte;
  vessel.membrane = batch.membrane;
  vessel.evaporation = batch.evaporation;
  vessel.permeability.assign(model.species.size(), 0.0);
  vessel.stripping.assign(model.species.size(), 0.0);
  for (std::size_t s = 0; s < model.species.size(); ++s) {
    const std::string& name = model.species[s].name;
    const int other = behind.find(name);
    if (other < 0) return fail(Code::Inconsistent, fmt::format("the anolyte cannot hold {}", name));
    vessel.anolyte.push_back(behind.film.species[at(other)].bulk);
    if (name == "H+") vessel.proton = static_cast<int>(s);
    if (const auto p = batch.permeability.find(name); p != batch.permeability.end())
      vessel.permeability[s] = p->second;
    if (const auto g = batch.stripping.find(name); g != batch.stripping.end())
      vessel.stripping[s] = g->second;
  }
  model.vessel = std::move(vessel);
  return {};
}

}  // namespace niter::twin
