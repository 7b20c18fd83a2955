#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "niter/base/share.hpp"
#include "niter/chem/constants.hpp"
#include "niter/chem/species.hpp"
#include "niter/config/read.hpp"

namespace niter::chem {
namespace {

// one decade of an equilibrium constant at 298.15 K, in eV per particle
constexpr double decade_eV = constants::ph_slope(constants::T_ref);

struct FormationEntry {
  std::string reaction;
  Datum log_k;

  template <class V>
  void visit(V& v) {
    v.required("reaction", reaction, "what it is made from");
    v.required("log_k", log_k, "base-ten logarithm of the equilibrium constant at 298.15 K, I = 0");
  }
};

struct DebyeHueckelEntry {
  DebyeHueckel value;

  template <class V>
  void visit(V& v) {
    v.required("a_angstrom", value.a_angstrom, "distance of closest approach");
    v.required("b", value.b, "linear term");
    v.required("source", value.source, "where the numbers are from");
  }
};

struct SpeciesEntry {
  std::string name, title;
  bool master = false;
  std::optional<Datum> diffusion, hydrated_radius_nm, hydration_number;
  std::optional<DebyeHueckelEntry> debye_hueckel;
  std::optional<FormationEntry> formation;
  Where where;

  template <class V>
  void visit(V& v) {
    where = v.where();
    v.required("name", name, "formula with charge, as in reactions");
    v.required("title", title, "name in words");
    v.optional("master", master, "a species whose free energy is zero by choice");
    v.optional("diffusion_m2_s", diffusion, "diffusion coefficient at 298.15 K");
    v.optional("hydrated_radius_nm", hydrated_radius_nm, "radius with its water");
    v.optional("hydration_number", hydration_number, "water molecules that do not turn");
    v.optional("debye_hueckel", debye_hueckel, "ion-size parameters");
    v.optional("formation", formation, "reaction from species defined above");
  }
};

struct SpeciesFile {
  int schema = 0;
  std::vector<SpeciesEntry> species;

  template <class V>
  void visit(V& v) {
    v.required("schema", schema, "version of the format");
    v.required("species", species, "the list");
  }
};

struct EquilibriumEntry {
  std::string id, reaction, note;
  std::optional<Datum> rate_with_hydroxide;
  Where where;

  template <class V>
  void visit(V& v) {
    where = v.where();
    v.required("id", id, "unique name");
    v.required("reaction", reaction, "between species of species.toml");
    v.optional("note", note, "what a user should know");
    v.optional("rate_with_hydroxide_m3_mol_s", rate_with_hydroxide,
               "rate constant of the acid with OH-");
  }
};

struct EquilibriaFile {
  int schema = 0;
  std::vector<EquilibriumEntry> equilibria;

  template <class V>
  void visit(V& v) {
    v.required("schema", schema, "version of the format");
    v.required("equilibrium", equilibria, "the list");
  }
};

struct ElectrodeEntry {
  ReferenceElectrode electrode;

  template <class V>
  void visit(V& v) {
    v.required("id", electrode.id, "name as printed on axes");
    v.optional("aliases", electrode.aliases, "other spellings");
    v.required("potential_V_SHE", electrode.potential, "zero of the scale against SHE");
  }
};

struct ElectrodesFile {
  int schema = 0;
  std::vector<ElectrodeEntry> electrodes;

  template <class V>
  void visit(V& v) {
    v.required("schema", schema, "version of the format");
    v.required("electrode", electrodes, "the list");
  }
};

template <class T>
Result<T> read_file_as(const std::filesystem::path& path) {
  NITER_TRY(const config::Value document, config::load_toml(path));
  return config::read<T>(document);
}

Error at(Error error, const Where& where) {
  error.where = where;
  return error;
}

}  // namespace

/// Fills a Database entry by entry, so that each sees only what stands above it in the file.
class DatabaseBuilder {
 public:
  Status add(SpeciesEntry entry) {
    const Where where = entry.where;
    if (auto status = add_unplaced(std::move(entry)); !status) {
      return fail(at(std::move(status).error(), where));
    }
    return {};
  }

  Status add(const EquilibriumEntry& entry) {
    auto reaction = parse_reaction(entry.reaction);
    if (!reaction) return fail(at(std::move(reaction).error(), entry.where));
    auto log_k = database_.log_k(*reaction);
    if (!log_k) return fail(at(std::move(log_k).error(), entry.where));
    database_.equilibria_.push_back(
        {entry.id, *std::move(reaction), *log_k, entry.note, entry.rate_with_hydroxide});
    return {};
  }

  void add(ReferenceElectrode electrode) { database_.electrodes_.push_back(std::move(electrode)); }

  Database take() { return std::move(database_); }

 private:
  Status add_unplaced(SpeciesEntry entry) {
    if (database_.find(entry.name) != nullptr) {
      return fail(Code::Inconsistent, fmt::format("the species '{}' is defined twice", entry.name));
    }
    if (entry.master == entry.formation.has_value()) {
      return fail(
          Code::Inconsistent,
          fmt::format("the species '{}' must be either a master or have a formation reaction",
                      entry.name));
    }
    Species species;
    NITER_TRY(species.formula, parse_formula(entry.name));
    species.name = entry.name;
    species.title = entry.title;
    species.is_master = entry.master;
    species.diffusion = entry.diffusion;
    species.hydration_number = entry.hydration_number;
    if (entry.hydrated_radius_nm) species.hydrated_radius = in_metres(*entry.hydrated_radius_nm);
    if (entry.debye_hueckel) species.debye_hueckel = entry.debye_hueckel->value;
    if (entry.formation) NITER_OK(set_formation(species, *entry.formation));
    insert_sorted(std::move(species));
    return {};
  }

  void insert_sorted(Species species) {
    auto& all = database_.species_;
    const auto position = std::find_if(all.begin(), all.end(),
                                       [&](const Species& s) { return s.name > species.name; });
    all.insert(position, std::move(species));
  }

  static Datum in_metres(Datum datum) {
    constexpr double nanometre = 1e-9;
    datum.value *= nanometre;
    datum.sigma *= nanometre;
    if (datum.low) *datum.low *= nanometre;
    if (datum.high) *datum.high *= nanometre;
    return datum;
  }

  // sum nu_i G_i = -kT ln10 log K, solved for the new species
  Status set_formation(Species& species, const FormationEntry& entry) const {
    NITER_TRY(Reaction reaction, parse_reaction(entry.reaction));
    NITER_OK(check_balance(reaction));
    double energy = -decade_eV * entry.log_k.value;
    double made = 0;
    for (const auto& [name, number] : reaction.net()) {
      if (name == species.name) {
        made = number;
        continue;
      }
      NITER_TRY(const Species* other, database_.species_named(name));
      energy -= number * other->free_energy_eV;
    }
    if (!(made > 0)) {
      return fail(Code::Inconsistent,
                  fmt::format("'{}' does not make '{}'", entry.reaction, species.name),
                  "write the species on the right side");
    }
    species.formation = std::move(reaction);
    species.log_k = entry.log_k;
    species.free_energy_eV = energy / made;
    return {};
  }

  Database database_;
};

Result<Database> load_database() {
  NITER_TRY(const std::filesystem::path path, share_file("species.toml"));
  return load_database(path.parent_path());
}

Result<Database> load_database(const std::filesystem::path& folder) {
  NITER_TRY(SpeciesFile species, read_file_as<SpeciesFile>(folder / "species.toml"));
  NITER_TRY(const EquilibriaFile equilibria,
            read_file_as<EquilibriaFile>(folder / "equilibria.toml"));
  NITER_TRY(ElectrodesFile electrodes, read_file_as<ElectrodesFile>(folder / "electrodes.toml"));
  DatabaseBuilder builder;
  for (auto& entry : species.species) NITER_OK(builder.add(std::move(entry)));
  for (const auto& entry : equilibria.equilibria) NITER_OK(builder.add(entry));
  for (auto& entry : electrodes.electrodes) builder.add(std::move(entry.electrode));
  return builder.take();
}

}  // namespace niter::chem
