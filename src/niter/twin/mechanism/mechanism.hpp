// Mechanism: elementary steps as data, balanced in elements and charge, closed in free energy.
//
// A mechanism is a TOML file of share/niter/mechanisms/ (docs/methods/mechanism.md teaches the
// format). Loading it balances every step, finds the free energy of every adsorbate from the steps
// that give one, and derives those of the steps that do not, so that every cycle closes: at
// equilibrium every net rate is zero.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::twin {

/// One number of a mechanism or a cell that a calibration may move.
struct Parameter {
  std::string name;         // "lg_k5", "beta_5", "film_NO3"
  double value = 0;         // in `unit`
  double prior_mean = 0;    // of the same quantity, or of ln(value) if log_normal
  double prior_sd = 0;      // 0: fixed
  double posterior_sd = 0;  // of an earlier calibration, for information; 0: none
  bool log_normal = false;
  std::string unit;
  std::string meaning;
  std::string source;
};

/// An adsorbate, or the free site "*".
struct Adsorbate {
  std::string name;  // "NO3*"
  double free_energy_eV =
      0;  // at U_w = 0, relative to H2(g), H2O, NO3-, OH- and the electron; "*" is 0
  double potential_dependence =
      0;  // dG/d(e U_w): 1 - electrosorption valency for a specifically adsorbed anion
  int sites = 1;
};

/// reactants -> products with `electrons` taken up (negative: given off). Solution species enter as
/// activities (mol/L), water and gases with activity 1 unless they are among Mechanism::solution.
struct Step {
  std::string id;        // "R5"
  std::string equation;  // as written
  std::map<std::string, int> reactants, products;
  int electrons = 0;
  double log10_k =
      0;  // forward, at reference_potential; s-1 (per site) or mol m-2 s-1 without sites
  double transfer_coefficient = 0;               // d ln k_f / d(-F U_w / RT)
  double reference_potential = -0.5;             // V, U_w scale
  double free_energy_eV = 0;                     // at U_w = 0, a_OH = 1
  double potential_dependence = 0;               // dG/d(e U_w): electrons + the adsorbates' own
  std::optional<double> reorganisation_eV = {};  // Marcus-Hush-Chidsey kinetics with this lambda
  // of each adsorbate in ln k, from Mechanism::interactions; empty: none
  std::vector<double> forward_interaction = {}, reverse_interaction = {};
  bool on_sites = true;  // false: a parallel path on unblocked area
  Where where = {};      // in the file
};

/// Frumkin: two adsorbates, or one and its like, raise each other's free energy,
///     G_i = G_i(0) + RT sum_k g_ik theta_k,   g_ik = g_ki
/// The energies stay functions of the state of the surface, so every cycle closes at any coverage,
/// and g_ik = g_ki makes them derivatives of one energy of the surface.
struct Interaction {
  int first = 0, second = 0;  // of Mechanism::adsorbates
  double g = 0;               // RT at full coverage; > 0: they repel
};

/// Where the numbers of steps and adsorbates come from: indices of Mechanism::parameters, -1 for
/// none. Made once by load_mechanism; it lets with() set parameters without the file.
struct ParameterUses {
  struct OfStep {
    int log10_k = -1;                // s-1 or L mol-1 s-1
    int log10_current_density = -1;  // A cm-2, in place of log10_k for a step without sites
    int transfer_coefficient = -1;
    int free_energy = -1;            // eV at U_w = 0, or
    int log10_equilibrium = -1;      // lg K at the reference potential, activities in mol/L
    int reorganisation_energy = -1;  // eV; of a step with Marcus-Hush kinetics
    int interaction_share = -1;      // of the interactions in the forward rate, else the
                                     // transfer coefficient
    std::vector<int> adsorbates;     // net stoichiometric numbers, products positive
    double solution_energy_eV = 0;   // products minus reactants of all other species, at U_w = 0
    double shift_eV = 0;             // see Mechanism::shifted
  };
  struct OfAdsorbate {
    int electrosorption_valency = -1;
    int free_energy = -1;  // eV at U_w = 0, see Adsorbate
  };
  std::vector<OfStep> steps;
  std::vector<OfAdsorbate> adsorbates;
  std::vector<int> interactions;  // g of each
};

struct Mechanism {
  std::string name, title, source;
  double site_density = 0;            // mol m-2 of geometric area
  double temperature = 298.15;        // K
  std::vector<Adsorbate> adsorbates;  // the free site "*" last
  std::vector<Interaction> interactions;
  std::vector<std::string> solution;  // species exchanged with the solution, "OH-" always first
  std::vector<Step> steps;
  std::vector<Parameter> parameters;
  std::shared_ptr<const ParameterUses> uses;

  /// The same mechanism with parameters set by name; free energies closed again. @error NotFound,
  /// Inconsistent if they contradict each other
  Result<Mechanism> with(const std::map<std::string, double>& values) const;
  /// The same mechanism with the free energy of one step raised by `shift_eV` and its rate constant
  /// lowered by transfer_coefficient * shift (Bronsted-Evans-Polanyi). Steps whose energy is given
  /// keep it; one that follows from closure takes the shift back. Used for the map from DFT to a
  /// catalyst.
  /// @error NotFound; Inconsistent for a step whose own energy follows from closure
  Result<Mechanism> shifted(std::string_view step, double shift_eV) const;
};

/// @error InvalidInput or Inconsistent with file, line and column: unknown species, unbalanced step
/// (which element),
///        free energies that do not determine an adsorbate or contradict each other around a cycle
Result<Mechanism> load_mechanism(const std::filesystem::path& path);
/// A mechanism of share/niter/mechanisms by its file name without ".toml". @error NotFound listing
/// those there are
Result<Mechanism> shipped_mechanism(std::string_view name);
std::vector<std::string> shipped_mechanisms();

}  // namespace niter::twin
