// Film: steady diffusion, migration and instant equilibria in the stagnant layer between an
// electrode and the bulk.
//
// No species is named here. A species is a row of data: charge, diffusion coefficient, bulk
// concentration, and the components it is made of. docs/methods/transport.md derives the scheme.
#pragma once

#include <array>
#include <span>
#include <vector>

namespace niter::twin {

/// Blocks have a fixed size, so that a solve allocates nothing.
inline constexpr int max_components = 11;
using ComponentVector = std::array<double, max_components>;

struct FilmPart {
  int component = 0;
  int count = 1;
};

/// A dissolved species in instant equilibrium with its components: c = K prod c_m^count. Only the
/// bulk values enter, because ln(c / c_bulk) = sum count ln(c_m / c_m,bulk). A component itself is
/// a species with one part.
struct FilmSpecies {
  int charge = 0;          // the sum of its parts' charges
  double diffusivity = 0;  // m2 s-1
  double bulk = 0;         // mol m-3, > 0
  std::vector<FilmPart> parts;
};

enum class Migration { Off, On };

struct FilmModel {
  int components = 0;
  std::vector<FilmSpecies> species;
  double thickness = 0;  // m
  int cells = 0;
  Migration migration = Migration::On;
};

/// The unknowns. Node 0 is the surface; the bulk edge, where all of them are zero, is not stored.
/// Per node: ln(c_m / c_m,bulk) of every component, then the potential against the bulk [RT/F].
struct FilmState {
  std::vector<double> nodes;  // cells x (components + 1)
  ComponentVector flux{};     // of every component, the same at all x [mol m-2 s-1], positive away
                              // from the surface
};

/// How the film answers to its component fluxes, to first order about a state:
///     change of node i = response_i . (change of flux) + offset_i
/// This is block elimination from the bulk edge to the surface; the surface conditions close the
/// system.
struct FilmResponse {
  static constexpr int stride = max_components + 1;
  std::vector<double> rows;  // cells x (components + 1) x stride; column `components` is the offset
  double residual = 0;       // largest imbalance of a component flux over the largest flux
  double charge_residual = 0;  // largest sum z c over sum |z| c

  std::span<const double> row(int node, int unknown, int unknowns) const {
    return {rows.data() + static_cast<std::size_t>(node * unknowns + unknown) * stride, stride};
  }
};

/// Finite volumes with exponentially fitted fluxes (Scharfetter-Gummel) between nodes x_i and x_i+1
/// = x_i + h:
///     J_s = -(D_s/h) B(q) c_s,i (exp(d ln c_s + q) - 1),   q = z_s (phi_i+1 - phi_i),   B(q) =
///     q/(e^q - 1) N_m = sum_s count_sm J_s  equal in every interval,   sum_s z_s c_s = 0 at every
///     node
/// @source scharfetter1969, newman2004 (chapter 11)
/// @valid  dilute solution (no activity gradients), equilibria fast against diffusion, no
/// convection inside
class Film {
 public:
  explicit Film(FilmModel model);

  const FilmModel& model() const { return model_; }
  int components() const { return model_.components; }
  int unknowns() const { return model_.components + 1; }
  /// Node positions from the surface [m], the bulk edge included: cells + 1.
  const std::vector<double>& positions() const { return x_; }

  /// The state of rest: bulk composition everywhere.
  FilmState rest() const;
  FilmResponse response() const;

  /// Linearise about a state. Costs one pass over the cells, no allocation.
  void linearise(const FilmState& state, FilmResponse& response) const;

  /// Concentration of every species at a node [mol m-3]; node `cells` is the bulk.
  void concentrations(const FilmState& state, int node, std::span<double> c) const;
  /// Fluxes of the components through interval i, from the species' fluxes [mol m-2 s-1].
  ComponentVector flux_through(const FilmState& state, int interval) const;

 private:
  struct Interval;
  struct Node;
  void fill_node(const double* unknown, Node& node) const;
  void fill_interval(const Node& left, const Node& right, double width, Interval& out) const;
  void eliminate(Interval& interval, const Node& left, const ComponentVector& flux,
                 const double* right_rows, double* left_rows) const;

  FilmModel model_;
  std::vector<double> x_;
  int columns_ = 0;  // components + 1, rounded up to whole vector registers
};

}  // namespace niter::twin
