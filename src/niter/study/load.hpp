// Loading: from one table of a study file to one struct. Private to the loader; study.hpp is what
// others use.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "niter/config/value.hpp"
#include "niter/study/study.hpp"

namespace niter::study {

/// A row of share/niter/measures.toml: what a fact can be about.
struct Measure {
  bool is_text = false;            // the value is words
  Unit unit;                       // fixes the dimension, if it is not
  std::vector<std::string> needs;  // conditions a fact of it must carry
};
using Measures = std::map<std::string, Measure>;
Result<Measures> load_measures();
/// @error InvalidInput with the nearest word
Result<const Measure*> find_measure(const Measures& measures, const std::string& name,
                                    const Where& where);

/// The ids of one kind met so far, with the places that define them.
class Ids {
 public:
  explicit Ids(std::string kind) : kind_(std::move(kind)) {}
  /// @error InvalidInput for a second use, naming both places, and for an id with blanks
  Status add(const std::string& id, const config::Value& table, std::string_view key = "id");

 private:
  std::string kind_;
  std::map<std::string, Where> places_;
};

Error no_such_id(std::string_view kind, std::vector<std::string> known, const std::string& id,
                 const Where& where);

/// A reference to a thing of the study by its id. @error NotFound at its place, with the nearest id
template <class T>
Status require(std::string_view kind, const std::vector<T>& items, const std::string& id,
               const Where& where) {
  std::vector<std::string> known;
  for (const auto& item : items) {
    if (item.id == id) return {};
    known.push_back(item.id);
  }
  return fail(no_such_id(kind, std::move(known), id, where));
}

/// Where a member of a table stands, or the table if it has no such member.
Where place_of(const config::Value& table, std::string_view key);

/// A unit or a quantity with the scale it is measured on: "V vs RHE", "-1.0 V vs RHE".
struct ScaledText {
  std::string text;   // before "vs"
  std::string scale;  // "RHE", "SHE", "Zn", ...; empty if none is written
};
/// @error InvalidInput for a scale niter does not know
Result<ScaledText> split_scale(const config::Value& value);
/// A potential as a text with unit and scale. `usual` is the scale to suggest if none is written.
struct ScaledPotential {
  double volts = 0;
  std::string scale;
};
Result<ScaledPotential> read_potential(const config::Value& value, std::string_view key,
                                       const std::string& usual);
/// The canonical name of a scale: "Zn/Zn2+" is "Zn". @error InvalidInput with the nearest
Result<std::string> scale_name(const std::string& written, const Where& where);

/// The `potential` of a fact, and one scale for all that is in it, its experiment and its study.
/// @param fact  its scale may be set by its unit already
Status set_potential(Fact& fact, const config::Value& table, const Experiment* experiment,
                     const std::string& study_scale);

Result<BatteryPlan> read_battery(const config::Value& table);
Result<Catalyst> read_catalyst(const config::Value& table);
/// @param study_scale  potential_scale of the study, or empty
Result<Experiment> read_experiment(const config::Value& table, const std::string& study_scale);
Result<Recipe> read_recipe(const config::Value& table);
Result<Preparation> read_preparation(const config::Value& table);
Result<Assumption> read_assumption(const config::Value& table);
/// One fact with its references to catalysts, experiments and scales checked against `study`.
Result<Fact> read_fact(const config::Value& table, const Measures& measures, const Study& study,
                       const std::string& study_scale);
/// [simulate] with its cells and [[calibrate]], checked against the rest of the study.
Result<Simulation> read_simulation(const config::Value& table,
                                   const std::vector<config::Value>& targets, const Study& study);

/// @error NotFound for a mechanism that neither niter nor the study's folder has
Status require_mechanism(const Study& study, const std::string& mechanism, const Where& where);
/// The assumption that gives the film of a cell. @error NotFound, or Unit if it is no thickness
Status require_film(const Study& study, const std::string& id, const Where& where);
/// One [[variant]] of a study whose [simulate] has been read.
Result<Variant> read_variant(const config::Value& table, const Study& study);
/// One [[cell]]. @error InvalidInput for numbers that do not go together
Result<CellPlan> read_cell(const config::Value& table);

/// One [[run]]: a protocol and how its record is drawn. @error pointing at the word of the protocol
Result<RunPlan> read_run(const config::Value& table, const Study& study);

/// One [[measurement]], its files found. @error NotFound for a file, technique, catalyst or
/// experiment that is not there, with the nearest
Result<Measurement> read_measurement(const config::Value& table, const Study& study);
/// Every `resistance_from` names a spectrum. @error NotFound, InvalidInput
Status check_resistances(const std::vector<Measurement>& measurements);

}  // namespace niter::study
