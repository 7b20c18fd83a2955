// CellPlan: how the cell of a run is built: geometry, transport, double layer, pores: [[cell]] of a
// study.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "niter/base/result.hpp"
#include "niter/twin/cell/cell_model.hpp"

namespace niter::study {

/// docs/methods/study-files.md documents every key. What a study says elsewhere (film thickness,
/// series resistance, pH, volumes, capacitances) is not repeated here. SI units.
struct CellPlan {
  enum class Geometry { Film, Batch, RotatingDisc, SemiInfinite, ThinLayer };
  enum class Level { Fick, NernstPlanck, Poisson };
  enum class Equilibria { Instant, FiniteRates, None };
  enum class Activities { Davies, Ideal };
  enum class Ions { Hydrated, Points };

  std::string id;
  Geometry geometry = Geometry::Film;
  Level level = Level::NernstPlanck;
  Equilibria equilibria = Equilibria::Instant;
  Activities activities = Activities::Davies;
  Ions ions = Ions::Hydrated;                                // of the Poisson level
  twin::Membrane membrane = twin::Membrane::CationExchange;  // of a batch cell
  double rotation = 0, viscosity = 0;                        // of a rotating disc [rad s-1, m2 s-1]
  double thickness = 0;                                      // of a thin layer [m]
  std::optional<double> duration = {};      // for which a semi-infinite space lasts [s]
  std::optional<double> capacitance = {};   // F m-2; else the catalyst's
  double cpe_exponent = 1;                  // n of Q (i omega)^n
  double cpe_admittance = 0;                // Q, F m-2 s^(n-1): |Y| at 1 rad s-1 [S m-2]
  double cpe_fastest = 0, cpe_slowest = 0;  // time constants of its branches [s]
  double zero_charge = 0;                   // V vs RHE of the bulk
  int segments = 1;                         // of a porous film
  double pore_resistance = 0;               // ohm m2, of all of them in series
  int intervals = 0;                        // of the grid; 0: what the geometry needs
  Where where = {};

  bool batch() const { return geometry == Geometry::Batch; }
};

/// The words of files: "film", "batch", "rotating disc", ...
std::span<const std::pair<std::string_view, CellPlan::Geometry>> enum_names(CellPlan::Geometry);
std::span<const std::pair<std::string_view, CellPlan::Level>> enum_names(CellPlan::Level);
std::span<const std::pair<std::string_view, CellPlan::Equilibria>> enum_names(CellPlan::Equilibria);
std::span<const std::pair<std::string_view, CellPlan::Activities>> enum_names(CellPlan::Activities);
std::span<const std::pair<std::string_view, CellPlan::Ions>> enum_names(CellPlan::Ions);

/// The word of files for one of them.
template <class E>
std::string_view word_of(E wanted) {
  for (const auto& [name, value] : enum_names(E{}))
    if (value == wanted) return name;
  return "";
}

/// Those that need no [[cell]]: "film" and "batch", with every number at its default.
std::span<const CellPlan> plain_cells();

}  // namespace niter::study
