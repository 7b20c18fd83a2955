// CellSystem: residual and exact Jacobian of a whole cell: electrode, double layer, film, vessels.
// Written once; steady state, transient and impedance all solve it.
#pragma once

#include <complex>
#include <functional>
#include <span>
#include <vector>

#include "niter/math/block_tridiagonal.hpp"
#include "niter/math/dae/integrator.hpp"
#include "niter/math/dae/problem.hpp"
#include "niter/twin/cell/cell_layout.hpp"
#include "niter/twin/cell/cell_model.hpp"
#include "niter/twin/cell/constant_rows.hpp"
#include "niter/twin/cell/electrode_rates.hpp"
#include "niter/twin/transport/species_flux.hpp"

namespace niter::twin {

/// What the potentiostat imposes: a potential on the applied scale [V] or a current density
/// [A m-2]; of a battery also its voltage [V], the power it gives [W m-2] or the conductance of a
/// load across it [S m-2]. Linear in time, with a small sine on top.
struct Drive {
  enum class Mode { Potential, Current, Voltage, Power, Load } mode = Mode::Potential;
  double start = 0;  // s
  double value = 0, rate = 0;
  double amplitude = 0, angular_frequency = 0;
  double compensation = 0;  // share of the series resistance that positive feedback takes away

  double at(double t) const;
};

/// F(t, y, y') = 0 with y as CellLayout says. Rows:
///
///   species     sum over what it is made into of  V c' + dJ - N - V R = 0   (component balance)
///   dependent   c_s - K prod c_m^nu = 0
///   one ion     sum z c = 0                       (Nernst-Planck: it takes what the others leave)
///   phi         sum z J conserved, = I/F at the electrode;  or Poisson's equation
///   coverage    Gamma theta' - sum nu r = 0, of free sites too: their share is then not a small
///               difference from one; at a steady state  sum of sites = 1  in the place of the last
///   U           U + I R - E(t) = 0, or I - I(t) = 0, or of a battery V - V(t) = 0,
///               -V I - P(t) = 0, I + G(t) V = 0;   between segments U_m - U_(m-1) + R_p I_m =
///   0 I           I_m - I_(m+1) - (-F sum n r) - q' = 0 q           tau q' + q - C (U - U_zero) =
///   0   per branch of the double layer tail        extents of the steps and amounts that left:
///   integrals, so that every balance closes
///
/// A vessel that loses water keeps its amounts as unknowns: c_s of its node stands for the amount
/// over the volume at the last change by hand, and the rows see it over the volume that is left.
///
/// The time derivatives enter linearly with constant coefficients: what a closed cell contains is
/// conserved by the formulas of the integrator to rounding.
/// @source newman2004 (ch. 11, film), scharfetter1969 (fluxes); docs/methods/cell.md
class CellSystem : public math::DaeProblem {
 public:
  explicit CellSystem(CellModel model);
  // the rates of the electrode point into the model
  CellSystem(const CellSystem&) = delete;
  CellSystem& operator=(const CellSystem&) = delete;

  const CellModel& model() const { return model_; }
  const CellLayout& layout() const { return layout_; }

  void impose(const Drive& drive) { drive_ = drive; }
  const Drive& drive() const { return drive_; }
  /// Time zero of the integrator on the clock of the drive [s]: short steps late in a long run need
  /// a time of their own.
  void set_clock(double start) { clock_ = start; }
  /// Ask for the rows of a steady state (F at y' = 0) instead of those of a transient.
  void stand_still(bool still) { still_ = still; }
  /// Change a number of the model that leaves its shape as it is: the vessel's depth. What it held
  /// and evaporated until then is taken into the state `y`.
  void set_depth(double catholyte, std::span<double> y);
  /// Depth of the catholyte that is left [m]; 0 without a vessel.
  double depth(std::span<const double> y) const;
  /// Concentration of a species at a node, node `nodes` of the layout being the anolyte.
  double concentration(std::span<const double> y, int node, int s) const;

  /// Bulk everywhere, coverages of the start, no current: the state from which cells begin.
  std::vector<double> rest_state(double applied) const;
  /// d rest_state()/dp.
  std::vector<double> rest_slope(const ModelSlope& slope, double applied) const;
  /// Tolerances and kinds of the unknowns, absolute ones as a share of their typical size.
  std::vector<math::DaeUnknown> unknowns(double relative_tolerance) const;

  /// Whether every row beyond the electrode's is linear: another state then changes only the first
  /// block of the Jacobian.
  bool linear_film() const { return linear_film_; }

  int size() const override { return layout_.size; }
  bool residual(double t, std::span<const double> y, std::span<const double> yp,
                std::span<double> f) override;
  bool set_up(double t, std::span<const double> y, std::span<const double> yp, double c) override;
  void solve(std::span<double> b) override;
  int events() const override { return static_cast<int>(event_functions.size()); }
  void event_values(double t, std::span<const double> y, std::span<double> out) override;

  /// A value whose change of sign stops the integration.
  using EventFunction = std::function<double(double t, std::span<const double> y)>;
  std::vector<EventFunction> event_functions;

  /// dF/dy of the chain, without the tail. False outside of the model's domain.
  bool linearise(std::span<const double> y, math::BlockTridiagonal<double>& out) {
    return linearise(y, 0, out, tail_);
  }
  /// dF/dy', constant: rows and columns of the chain.
  struct Mass {
    int block = 0, row = 0;            // row inside its block
    int column_block = 0, column = 0;  // the same block or a neighbour
    double value = 0;
    int f = 0, y = 0;          // the same places in the whole vectors
    std::size_t position = 0;  // and in the storage of a matrix
  };
  const std::vector<Mass>& mass() const { return mass_; }
  /// m += factor dF/dy'. Scalar: double or std::complex<double>.
  template <class Scalar>
  void add_mass(Scalar factor, math::BlockTridiagonal<Scalar>& m) const;
  std::vector<int> block_sizes() const { return layout_.sizes; }

  /// Integrate the sensitivities to these parameters beside the state, from the next start on.
  void follow(std::vector<ModelSlope> slopes);
  int parameters() const override { return static_cast<int>(slopes_.size()); }
  void begin_sensitivities(double t, std::span<const double> y,
                           std::span<const double> yp) override;
  void sensitivity(int parameter, std::span<const double> s, std::span<const double> sp,
                   std::span<double> f) override;
  /// f += dF/dp
  void add_slope(const ModelSlope& slope, double t, std::span<const double> y,
                 std::span<const double> yp, std::span<double> f);
  /// Concentration of a species at a node as a record shows it: one in instant equilibrium follows
  /// from its components exactly; what interpolation between two steps put below zero by less than
  /// the tolerance asks for is zero.
  double shown_concentration(std::span<const double> y, int node, int species) const;

  /// Net rates of the steps, all segments together, at a solved state, or their derivatives in a
  /// derivative of the state [mol m-2 s-1].
  std::vector<double> step_rates(std::span<const double> y) const;
  double applied_potential(std::span<const double> y) const;
  /// Current at the terminals [A m-2]: that of the electrode without the leak of a battery.
  double terminal_current(std::span<const double> y) const;
  /// What a drive of this mode would have to be for the cell to stay as it is.
  double driven(Drive::Mode mode, std::span<const double> y) const;
  /// Zinc at the other terminal. Contract: a battery.
  AnodeState anode_state(std::span<const double> y) const;
  /// Cathode against zinc at the terminals [V]. Contract: a battery.
  double cell_voltage(std::span<const double> y) const;
  /// Zinc that has dissolved since the start [mol m-2 of cathode area].
  double zinc_used(std::span<const double> y) const;

 private:
  struct Target {
    int row = 0;
    double count = 0;
  };
  // how much of what stands at `of` is counted in the balance of `node`
  struct Part {
    int node = 0, of = 0;
    double volume = 0;  // m
  };
  void make_targets();
  void make_volumes();
  void make_parts();
  void make_mass();
  void make_constant_rows();
  void add_mass_entry(int block, int row, int column_block, int column, double value);
  const std::vector<Target>& targets(int node, int s) const;
  double potential_at(std::span<const double> y, int segment) const;
  double displacement(std::span<const double> left, std::span<const double> right) const;

  void add_storage(std::span<const double> yp, std::span<double> f) const;
  bool add_fluxes(std::span<const double> y, std::span<double> f);
  void put_fluxes(int interval, double velocity, std::span<const double> y,
                  std::span<double> f) const;
  // reactions of these orders make the rows linear; the others are added at every state
  enum class Kinetics { Linear, Curved };
  Kinetics kinetics(const HomogeneousReaction& reaction) const;
  void add_reactions(std::span<const double> y, std::span<double> f) const;
  void add_solution_chemistry(std::span<const double> y, std::span<double> f) const;
  void add_electrode(double t, std::span<const double> y, std::span<double> f);
  void add_outer_edge(std::span<const double> y, std::span<double> f) const;
  void add_counter_electrode(std::span<const double> y, std::span<double> f) const;
  void add_battery_integrals(std::span<const double> y, std::span<double> f) const;
  double imposed(double t, std::span<const double> y) const;
  double resistance_weight(std::span<const double> y) const;

  void add_electrode_slope(const ModelSlope& slope, std::span<const double> y,
                           std::span<const double> yp, std::span<double> f);
  void add_flux_slope(const ModelSlope& slope, std::span<const double> y, std::span<double> f);
  void add_thickness_slope(double ln_thickness, std::span<const double> y,
                           std::span<const double> yp, std::span<double> f) const;
  void add_reaction_slope(const ModelSlope& slope, std::span<const double> y,
                          std::span<double> f) const;
  void put_reaction(const HomogeneousReaction& reaction, const Part& part, double rate,
                    std::span<double> f) const;
  void add_turnover(const ElectrodeStep& step, int j, int segment, double rate,
                    std::span<double> f) const;

  // a derivative of an integral's rate
  struct TailEntry {
    int row = 0, column = 0;
    double value = 0;
  };
  using Tail = std::vector<TailEntry>;
  using Matrix = math::BlockTridiagonal<double>;
  // of a vessel that loses water (evaporation.cpp)
  bool loses_water() const { return model_.vessel && model_.vessel->evaporation > 0; }
  double left_over(std::span<const double> y) const;
  double left_at(int node, std::span<const double> y) const {
    return node == layout_.nodes - 1 ? left_over(y) : 1;
  }
  std::span<const double> as_seen(std::span<const double> y);
  void see_amounts(std::span<const double> c, double left, Matrix& m, Tail& tail);
  // J = dF/dy + c dF/dy'
  bool linearise(std::span<const double> y, double c, Matrix& m, Tail& tail);
  bool linearise_fluxes(std::span<const double> y, Matrix& m, Tail& tail);
  void linearise_reactions(std::span<const double> y, Kinetics of, Matrix& m);
  void linearise_solution(std::span<const double> y, Matrix& m) const;
  void linearise_electrode(std::span<const double> y, Matrix& m, Tail& tail);
  void linearise_outer_edge(std::span<const double> y, Matrix& m, Tail& tail) const;
  void linearise_counter_electrode(std::span<const double> y, Matrix& m) const;
  void linearise_battery_integrals(std::span<const double> y, Tail& tail) const;
  void linearise_imposed(std::span<const double> y, Matrix& m);
  std::span<const double> anolyte(std::span<const double> y) const;
  double junction(std::span<const double> y) const;
  double junction_slope(int node, std::span<const double> y) const;
  bool has_bipolar_membrane() const {
    return model_.vessel && model_.vessel->membrane == Membrane::Bipolar;
  }
  double equilibrium_slope(const AnodeProduct& product, std::span<const double> y) const;

  CellModel model_;
  CellLayout layout_;
  SpeciesFlux flux_law_;
  ElectrodeRates rates_;
  Drive drive_;
  std::vector<std::vector<Target>> inner_targets_, outer_targets_;
  std::vector<char> dependent_;  // per species
  std::vector<double> equilibrium_scale_;
  std::vector<double> volumes_;  // per node [m]
  std::vector<Part> parts_;
  std::vector<Mass> mass_;
  ConstantRows constant_;  // time derivatives, fluxes that are linear, reactions of first order
  Tail constant_tail_;
  bool linear_fluxes_ = false;
  bool linear_film_ = false;
  std::size_t film_tail_ = 0;  // entries of the tail that are not the electrode's
  IntervalFlux interval_;
  math::BlockTridiagonal<double> matrix_;
  Tail tail_;                    // of the last set_up()
  std::vector<double> seen_;     // y with the concentrations of a vessel that loses water
  std::vector<double> by_loss_;  // d(chain of F)/d(water that evaporated), of the last set_up()
  // how the row of a battery's drive moves with its anolyte, which no block holds: the factored
  // matrix is bordered by it
  std::vector<TailEntry> corner_;
  std::vector<double> by_corner_;  // the factored matrix's answer to that row
  // sensitivities: parameters, and the unfactored rows at the present point
  std::vector<ModelSlope> slopes_;
  std::vector<Matrix> plain_;
  Tail plain_tail_;
  std::vector<double> at_, at_rate_;
  double here_ = 0;
  double largest_ = 0;  // concentration of the bulk
  bool still_ = false;
  double clock_ = 0;
  double coefficient_ = 0;  // c of the last set_up()
  bool factored_ = false;   // matrix_ holds the factors of the last set_up()
};

template <class Scalar>
void CellSystem::add_mass(Scalar factor, math::BlockTridiagonal<Scalar>& m) const {
  const auto entries = m.storage();
  for (const Mass& e : mass_) entries[e.position] += factor * e.value;
}

}  // namespace niter::twin
