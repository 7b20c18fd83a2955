// Species database: dissolved and gaseous species with mobility, activity parameters and free
// energy, from share/niter.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/chem/datum.hpp"
#include "niter/chem/formula.hpp"
#include "niter/chem/reaction.hpp"

namespace niter::chem {

/// Ion-size parameters of the extended Debye-Hueckel equation.
struct DebyeHueckel {
  double a_angstrom = 0;  // distance of closest approach [angstrom]
  double b = 0;           // linear term [(mol/L)-1]
  std::string source;
};

/// One species. Its formation reaction makes one of it from master species; log K is at 298.15 K, I
/// = 0, activities on the mol/L scale (gases: bar; water, electrons and solids: 1).
struct Species {
  std::string name;  // "NO3-", "SO4-2", "N2(g)"
  Formula formula;
  std::string title;  // "nitrate"
  bool is_master = false;
  std::optional<Datum> diffusion;         // m2 s-1, 298.15 K, infinite dilution
  std::optional<Datum> hydrated_radius;   // m
  std::optional<Datum> hydration_number;  // water molecules held so fast that they do not turn
  std::optional<DebyeHueckel> debye_hueckel;
  std::optional<Reaction> formation;  // none for a master
  Datum log_k;                        // of `formation`, base ten
  /// Standard free energy relative to the master species, electrons on the SHE scale: -RT ln10 log
  /// K / F. [eV]
  double free_energy_eV = 0;

  int charge() const { return formula.charge; }
  bool is_gas() const;
};

/// A homogeneous equilibrium that is fast enough to hold everywhere in a film.
struct Equilibrium {
  std::string id;  // "water", "ammonium"
  Reaction reaction;
  double log_k = 0;  // from the species' free energies, so cycles close by construction
  std::string note;
  /// Of the acid (or H+) with OH-, forward, where it is known. [m3 mol-1 s-1]
  std::optional<Datum> rate_with_hydroxide;
};

/// A reference electrode: its scale's zero against SHE at 298.15 K.
struct ReferenceElectrode {
  std::string id;  // "Ag/AgCl (sat. KCl)"
  std::vector<std::string> aliases;
  Datum potential;  // V vs SHE
};

/// Everything of species.toml, equilibria.toml and electrodes.toml: a plain value, loaded once and
/// passed around.
class Database {
 public:
  const std::vector<Species>& species() const { return species_; }
  const std::vector<Equilibrium>& equilibria() const { return equilibria_; }
  const std::vector<ReferenceElectrode>& reference_electrodes() const { return electrodes_; }

  /// The species of that name, or null.
  const Species* find(std::string_view name) const;
  /// @error NotFound with the nearest name
  Result<const Species*> species_named(std::string_view name) const;
  Result<const Equilibrium*> equilibrium_named(std::string_view id) const;
  /// Diffusion coefficient [m2 s-1]. @error NotFound for an unknown species or one without the
  /// value
  Result<double> diffusion(std::string_view name) const;
  /// Free energy of a reaction at SHE 0 V, all activities 1. [eV]
  ///     dG = sum nu_i G_i
  /// @error NotFound for an unknown species, Inconsistent if the reaction does not balance
  Result<double> reaction_energy_eV(const Reaction& reaction) const;
  /// log10 K = -dG / (kT ln 10) at 298.15 K. @error as reaction_energy_eV
  Result<double> log_k(const Reaction& reaction) const;

 private:
  friend class DatabaseBuilder;
  std::vector<Species> species_;         // sorted by name
  std::vector<Equilibrium> equilibria_;  // in file order
  std::vector<ReferenceElectrode> electrodes_;
};

/// The files of share/niter. Each formation reaction is balanced on load and may use master species
/// and species defined above it only.
/// @error what the files' mistakes are, with file, line and column
Result<Database> load_database();
/// The same from a folder that holds species.toml, equilibria.toml and electrodes.toml.
Result<Database> load_database(const std::filesystem::path& folder);

}  // namespace niter::chem
