// assemble: a mechanism, an electrolyte and a geometry become the plain numbers of a CellModel.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/cell/cell_model.hpp"
#include "niter/twin/cell/half_cell.hpp"
#include "niter/twin/mechanism/mechanism.hpp"

namespace niter::twin {

/// A stagnant film of HalfCellOptions::film_thickness with HalfCellOptions::film_cells cells.
struct StagnantFilm {};
/// Levich's flow to a rotating disc.
struct RotatingDisc {
  double angular_velocity = 0;     // rad s-1
  double kinematic_viscosity = 0;  // m2 s-1
};
/// No stirring, no wall: as deep as diffusion reaches in `duration`.
struct SemiInfinite {
  double duration = 0;  // s
};
/// A closed layer of liquid.
struct ThinLayer {
  double thickness = 0;  // m
};
using Geometry = std::variant<StagnantFilm, RotatingDisc, SemiInfinite, ThinLayer>;

/// What lies behind the film of a batch cell. Volumes per electrode area.
struct BatchOptions {
  double catholyte = 0, anolyte = 0;           // m3 per m2 of electrode
  std::map<std::string, double> anolyte_ions;  // totals, mol m-3
  double anolyte_ph = 7;
  double anolyte_activity_correction = 1;  // of its composition at the start, as of the half-cell
  Membrane membrane = Membrane::CationExchange;
  std::map<std::string, double> permeability;  // per species, m s-1 of electrode area
  std::map<std::string, double> stripping;     // per species, m s-1: gas flow over area and Henry
  double evaporation = 0;  // of water from the catholyte, m3 s-1 per m2 of electrode
};

/// How fast equilibria in solution are.
enum class SolutionKinetics {
  Instant,     // faster than transport
  FiniteRates  // with the rate constants of share/niter/equilibria.toml where it has any
};

/// Space charge resolved down to the plane of closest approach (the Poisson level), in a stagnant
/// film. The double layer is then one capacitance, that of the Stern layer.
struct SpaceCharge {
  /// With the hydrated radii and hydration numbers of share/niter/species.toml; else points.
  bool sized_ions = true;
};

/// What a transient needs beside HalfCellOptions.
struct CellOptions {
  Geometry geometry = StagnantFilm{};
  std::vector<CapacitanceBranch> double_layer = {};
  double zero_charge = 0;  // V vs RHE of the bulk
  SolutionKinetics solution = SolutionKinetics::Instant;
  std::optional<SpaceCharge> space_charge = {};
  int segments = 1;
  double pore_resistance = 0;  // ohm m2
  std::optional<BatchOptions> batch = {};
  double start = 0;  // V vs RHE of the bulk: where the coverages of the start are stationary
};

/// Rate constants of a step before the activities of the solution: of rates in mol m-2 s-1 with
/// activities and coverages.
///     k_f = 10^lg k exp(-alpha f (U - U_ref)),  k_b = k_f exp(f (dG0 + m U)),  f = F/RT
struct StepConstants {
  RateConstant forward, reverse;
};
StepConstants step_constants(const Mechanism& mechanism, std::size_t step);

/// @error what HalfCell::make says of mechanism and electrolyte, but for interactions; InvalidInput
/// for a geometry that does not go with the transport level or a batch; NotFound for an ion without
/// a size where sizes are asked for
Result<CellModel> assemble(const Mechanism& mechanism, const HalfCellOptions& half_cell,
                           const CellOptions& cell);

}  // namespace niter::twin
