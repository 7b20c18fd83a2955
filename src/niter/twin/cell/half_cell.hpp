// HalfCell: a cathode in an H-cell at steady state: mechanism + film with local pH + iR, on three
// potential scales.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/twin/mechanism/mechanism.hpp"
#include "niter/units/potential.hpp"

namespace niter::twin {

enum class Transport {
  Fick,          // diffusion only
  NernstPlanck,  // with migration and electroneutrality
};

/// Everything the half-cell needs beside the mechanism. SI units.
struct HalfCellOptions {
  std::string name;  // "no3", "no2"
  std::map<std::string, double>
      electrolyte;                 // totals added, mol m-3: {"K+": 300, "NO3-": 100, "SO4-2": 100}
  double ph = 6.8;                 // of the bulk
  double film_thickness = 319e-6;  // m
  double series_resistance = 2.87e-4;  // ohm m2
  double temperature = 298.15;         // K
  std::string reactant = "NO3-";
  Transport transport = Transport::NernstPlanck;
  bool homogeneous_equilibria =
      true;  // H+/OH-, NH4+/NH3, HSO4-/SO4-2, KSO4- ; false: as in the trial model
  double activity_correction =
      1;                // 1: equilibrium constants at the bulk's ionic strength (Davies); 0: I = 0
  int film_cells = 16;  // docs/methods/transport.md shows the error they leave

  bool operator==(const HalfCellOptions&) const = default;
};

/// The numbers that are compared with measurements, or their derivatives with a parameter.
/// Currents: oxidation positive (so a cathode has j < 0).
struct OperatingOutputs {
  double current_density = 0;                         // A m-2
  std::map<std::string, double> partial_current;      // per product, A m-2
  std::map<std::string, double> faradaic_efficiency;  // per product
  std::map<std::string, double> production;           // per product, mol m-2 s-1
  double ph_surface = 0;
};

/// What comes out of one operating point. Partial currents sum to the current density, efficiencies
/// to 1.
struct OperatingPoint : OperatingOutputs {
  // One electrode, four zeros: points that carry their scale, so that they cannot be mixed by
  // accident.
  Potential applied{0, Scale::she()};  // vs RHE of the bulk, as the potentiostat shows it (with iR)
  Potential she_ir_free{0, Scale::she()};  // vs SHE at the electrode
  Potential water{0, Scale::she()};        // U_w: vs RHE at a_OH = 1
  Potential rhe_local{
      0, Scale::she()};  // vs RHE of the solution at the surface: the real driving force
  std::map<std::string, double> coverage;               // per adsorbate
  std::map<std::string, double> step_rate;              // mol m-2 s-1
  std::map<std::string, double> surface_concentration;  // mol m-3
  // balances, relative to the largest term of each
  double nitrogen_balance = 0, charge_balance = 0, hydroxide_balance = 0, film_conservation = 0;
  int newton_iterations = 0;
};

struct ModelSlope;
struct SolvedPoint;

class HalfCell {
 public:
  /// @error NotFound (species without diffusion coefficient), Inconsistent (electrolyte not
  /// neutral)
  static Result<HalfCell> make(const Mechanism& mechanism, const HalfCellOptions& options);
  ~HalfCell();
  HalfCell(HalfCell&&) noexcept;
  HalfCell& operator=(HalfCell&&) noexcept;

  const HalfCellOptions& options() const;
  /// The same cell with other parameters (mechanism, film thickness, series resistance ...),
  /// species unchanged: the next solve starts from the last solution. For calibration, which moves
  /// parameters a little at a time.
  /// @error as make(); the cell is then as it was
  Status update(const Mechanism& mechanism, const HalfCellOptions& options);
  /// The scale on which `applied` is a point.
  Scale bulk_scale() const;
  /// Points on that scale.
  Potential versus_rhe(double volts) const { return {volts, bulk_scale()}; }
  std::vector<Potential> versus_rhe(std::span<const double> volts) const;

  /// Steady state at an applied potential [V vs RHE of the bulk, iR included] or at a current
  /// density [A m-2, reduction negative]. Starts from the last solution if it is near, else by
  /// continuation from a small current.
  /// @error NoConvergence, saying how far it came; the next call starts cold then
  Result<OperatingPoint> at_potential(const Potential& applied);
  Result<OperatingPoint> at_current(double current_density);
  /// Points in the order given; each starts from its neighbour.
  Result<std::vector<OperatingPoint>> sweep(const std::vector<Potential>& applied,
                                            const Monitor& monitor = {});

  /// Exact derivatives of the last operating point, what was held (potential or current) held, by
  /// the implicit function theorem on the factored equations of film and surface. Of a parameter
  /// may move: rate constants, ModelSlope::ln_thickness and series_resistance.
  /// @error NotFound without an operating point; NoConvergence at a singular point
  Result<std::vector<OperatingOutputs>> slopes(std::span<const ModelSlope> parameters);

  /// The last solution, and the start of the next solve: cells of the same species and number of
  /// film cells may share one. Empty: none, and a cold start. After update() and start_from() an
  /// operating point depends on the parameters and that start alone.
  using Solution = std::shared_ptr<const SolvedPoint>;
  Solution solution() const;
  void start_from(const Solution& solution);

  /// Look for other steady states of the surface at the last solution's local conditions. Slow: not
  /// part of a solve.
  /// @error Multiplicity with the branches found; NotFound if there is no solution yet
  Status check_uniqueness() const;

  /// Profiles of the last solution through the film: x (0 = surface), every c_k, potential, pH.
  data::Table profiles() const;

 private:
  HalfCell();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace niter::twin
