// Mechanism: elementary steps as data, balanced in elements and charge, closed in free energy.
//
// A mechanism is a TOML file of share/niter/mechanisms/ (docs/methods/mechanism.md teaches the format). Loading it
// balances every step, finds the free energy of every adsorbate from the steps that give one, and derives those of
// the steps that do not, so that every cycle closes: at equilibrium every net rate is zero.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::twin {

/// One number of a mechanism or a cell that a calibration may move.
struct Parameter {
  std::string name;       // "lg_k5", "beta_5", "film_NO3"
  double value = 0;       // in `unit`
  double prior_mean = 0;  // of the same quantity, or of ln(value) if log_normal
  double prior_sd = 0;    // 0: fixed
  bool log_normal = false;
  std::string unit;
  std::string meaning;
  std::string source;
};

/// An adsorbate, or the free site "*".
struct Adsorbate {
  std::string name;                   // "NO3*"
  double free_energy_eV = 0;          // at U_w = 0, relative to the reference species of chem; "*" is 0
  double potential_dependence = 0;    // dG/d(e U_w): 1 - electrosorption valency for a specifically adsorbed anion
  int sites = 1;
};

/// reactants -> products with `electrons` taken up (negative: given off). Solution species enter as activities
/// (mol/L), water and gases with activity 1 unless they are among Mechanism::solution.
struct Step {
  std::string id;                     // "R5"
  std::string equation;               // as written
  std::map<std::string, int> reactants, products;
  int electrons = 0;
  double log10_k = 0;                 // forward, at reference_potential; s-1 (per site) or mol m-2 s-1 without sites
  double transfer_coefficient = 0;    // d ln k_f / d(-F U_w / RT)
  double reference_potential = -0.5;  // V, U_w scale
  double free_energy_eV = 0;          // at U_w = 0, a_OH = 1
  double potential_dependence = 0;    // dG/d(e U_w): electrons + the adsorbates' own
  bool on_sites = true;               // false: a parallel path on unblocked area
};

struct Mechanism {
  std::string name, title, source;
  double site_density = 0;              // mol m-2 of geometric area
  double temperature = 298.15;          // K
  std::vector<Adsorbate> adsorbates;    // the free site "*" last
  std::vector<std::string> solution;    // species exchanged with the solution, "OH-" always first
  std::vector<Step> steps;
  std::vector<Parameter> parameters;

  /// The same mechanism with parameters set by name; free energies closed again. @error NotFound
  Result<Mechanism> with(const std::map<std::string, double>& values) const;
  /// The same mechanism with the free energy of one step raised by `shift_eV` (its product adsorbate is less stable;
  /// the following steps close the cycle) and its rate constant lowered by transfer_coefficient * shift (Bronsted-
  /// Evans-Polanyi). Used for the map from DFT to a catalyst. @error NotFound
  Result<Mechanism> shifted(std::string_view step, double shift_eV) const;
};

/// @error InvalidInput or Inconsistent with file, line and column: unknown species, unbalanced step (which element),
///        free energies that do not determine an adsorbate or contradict each other around a cycle
Result<Mechanism> load_mechanism(const std::filesystem::path& path);
/// A mechanism of share/niter/mechanisms by its file name without ".toml". @error NotFound listing those there are
Result<Mechanism> shipped_mechanism(std::string_view name);
std::vector<std::string> shipped_mechanisms();

}  // namespace niter::twin
