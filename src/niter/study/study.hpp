// Study: one folder of TOML files that ties reported facts, assumptions, recipes and simulations
// together.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/config/value.hpp"
#include "niter/study/bench/literature.hpp"
#include "niter/study/bench/measurement.hpp"
#include "niter/study/runs/plan.hpp"
#include "niter/units/quantity.hpp"

namespace niter::study {

enum class FactKind { Number, Ordering, Shape, Setup };
/// "number", "ordering", "shape", "setup": as files and reports spell them.
std::span<const std::pair<std::string_view, FactKind>> enum_names(FactKind);

/// One reported statement. Values are as printed; signs of currents as printed too (`sign` says how
/// to read them).
struct Fact {
  std::string id;       // "no3.FE.max", unique
  std::string measure;  // controlled word: "faradaic_efficiency", "nh3_yield_rate", ...
                        // (docs/methods/study-files.md)
  std::string label;    // human sentence
  std::variant<std::string, std::vector<double>> value;  // a text, or one or more numbers in `unit`
  Unit unit;
  std::optional<double> sigma;      // in `unit`; absent: the paper gives none
  std::string catalyst;             // id of a catalyst, or "all"
  std::string experiment;           // id of an experiment, or empty
  std::optional<double> potential;  // V
  std::string scale;  // of every potential in it: "RHE", "SHE", "Zn"; empty: none in it
  std::optional<Quantity> current_density;
  std::map<std::string, std::string> conditions;
  std::string place;  // in the paper: "Fig. 2c text"
  FactKind kind = FactKind::Number;
  std::vector<std::string> audit;  // keys of audit rules that speak of it
  std::string note;
  Where where;

  bool is_number() const { return std::holds_alternative<std::vector<double>>(value); }
  double number(std::size_t i = 0) const {
    return std::get<std::vector<double>>(value).at(i);
  }  // in `unit`
  double si(std::size_t i = 0) const { return unit.to_si(number(i)); }
};

/// An electrolysis, cell or characterisation to which facts belong.
struct Experiment {
  std::string id;                               // "no3", "bat2", "xps"
  std::string technique;                        // a word of techniques()
  std::string reactant;                         // "NO3-", "NO2-", or empty
  std::map<std::string, Quantity> electrolyte;  // salts: {"KNO3" = "0.1 mol/L"}
  std::string title;
  std::string scale;  // of its potentials: its own, else the study's; empty if neither says
  Where where;
};

/// "h-cell", "zn-battery", "cv", "eis", "xps", ...: what an experiment can be.
std::span<const std::string_view> techniques();

struct Catalyst {
  std::string id;                       // "Fe2Co1/NC"
  std::map<std::string, double> ratio;  // {"Fe": 2, "Co": 1}
  int colour = 0;
  Where where;
};

/// Salts weighed in for one catalyst.
struct Recipe {
  std::string catalyst;
  std::map<std::string, Quantity> salts;  // {"Fe(NO3)3(H2O)9": "0.33 g"}
  std::string place;
  Where where;
};

/// How every catalyst was made, beside the salts of its recipe.
struct Preparation {
  struct Reagent {
    std::string name, formula;  // the formula is empty where a name must do
    Quantity amount;
  };
  struct Stage {
    std::string what;                          // "pyrolysis in Ar"
    std::map<std::string, Quantity> settings;  // {"temperature": "900 degC"}
  };
  std::string rule;  // how the amounts of the salts were chosen
  std::string place;
  std::vector<Reagent> reagents;
  std::vector<Stage> stages;  // in order
  Where where;
};

/// What is believed of an assumed number before the study's data: normal (mean, sd) or log-normal
/// (mean, factor).
struct Prior {
  Quantity mean;
  std::optional<Quantity> sd;
  std::optional<double> factor;  // one standard deviation of ln(value) is ln(factor)
};

/// A number the model needs and the paper does not give: declared, with its range and the reason
/// for it.
struct Assumption {
  std::string id;  // "ph_bulk"
  Quantity value;
  std::optional<Quantity> low, high;
  std::optional<Prior> prior;  // present: a calibration may move it
  std::string meaning;
  std::string reason;
  std::string source;
  Where where;
};

/// What to simulate and what to calibrate: [simulate] and [calibrate] of study.toml.
struct SimulatedCell {
  std::string experiment;            // "no3"
  std::string film_parameter;        // id of the assumption that gives its film thickness
  std::vector<std::string> figures;  // the paper's numbers: catalysts compared, the reference alone
};
struct CalibrationTarget {
  std::string fact;  // id; the fact's measure says which output is compared
  double sigma = 0;  // in the fact's unit, or relative if relative_sigma
  bool relative_sigma = false;
  double peak_window = 0;  // V: the reported value is the largest within it; 0: nothing is said
  double peak_sigma =
      0;  // in the fact's unit: how far a neighbour at that distance may stand above it
};
struct Simulation {
  std::string mechanism = "c2";    // shipped; or a file of the study's folder: "own.toml"
  std::string reference_catalyst;  // the one that is calibrated
  std::vector<SimulatedCell> cells;
  Quantity potential_first{0.0, "V"}, potential_last{-1.2, "V"}, potential_step{0.02, "V"};
  double dft_compression =
      0.05;              // s of docs/methods/dft-map.md: the assumption of that id, if there is one
  std::string dft_step;  // "R5"
  // both filled from facts, so that no number is written twice:
  std::map<std::string, double>
      dft_step_energy;  // catalyst -> eV, facts of reaction_free_energy with step = dft_step
  std::map<std::string, double>
      relative_sites;  // catalyst -> double_layer_capacitance over the reference's
  std::map<std::string, double> double_layer_capacitance;  // catalyst -> F m-2
  std::vector<CalibrationTarget> targets;
  // parameters that keep this value whatever their prior, in their unit: of a Variant
  std::map<std::string, double> fixed;
};

/// A model to compare with others on the same targets: [[variant]].
struct Variant {
  std::string id;                       // "V0"
  std::string title;                    // what it assumes, in words
  std::string mechanism;                // a file of share/niter/mechanisms
  std::string film;                     // id of the assumption that is the film of every cell;
                                        // empty: each has its own
  std::map<std::string, double> fixed;  // parameters no calibration moves, in their unit
  Where where;
};

struct Study {
  std::string id, title, doi, citation;
  std::filesystem::path folder;
  std::vector<std::string> missing;  // data the model needs and the paper does not give
  std::vector<Catalyst> catalysts;
  std::vector<Experiment> experiments;
  std::vector<Fact> facts;
  std::vector<Recipe> recipes;
  std::optional<Preparation> preparation;
  std::vector<Assumption> assumptions;
  std::optional<Simulation> simulation;
  std::vector<Variant> variants;
  std::vector<CellPlan> cells;
  std::vector<BatteryPlan> batteries;
  std::vector<RunPlan> runs;
  config::Value conditions;  // of all measurements: keys of the common door
  std::vector<Measurement> measurements;
  std::vector<LiteratureRow> literature;
  std::map<std::string, std::string> file_hashes;  // every file read: name -> sha256

  const Fact* fact(std::string_view id) const;
  /// Facts of a measure, optionally of one experiment and catalyst, in file order.
  std::vector<const Fact*> facts_of(std::string_view measure, std::string_view experiment = "",
                                    std::string_view catalyst = "") const;
  const Catalyst* catalyst(std::string_view id) const;
  const Experiment* experiment(std::string_view id) const;
  const Assumption* assumption(std::string_view id) const;

  /// The same study with the model of a variant in the place of its own.
  Study with(const Variant& variant) const;
};

/// Load the folder's study.toml (or a study.toml given directly) and the files it names.
/// @error InvalidInput, Unit, NotFound, Inconsistent with file, line, column and what to write
/// instead: unknown key,
///        unknown measure, wrong unit for the measure, missing file, contradictory scale, duplicate
///        id, dangling id, a value outside its declared range. docs/methods/study-files.md
///        documents every key.
Result<Study> load_study(const std::filesystem::path& path);

/// "film", "batch" or a [[cell]] of the study. @error NotFound at `where`, with the nearest id
Result<CellPlan> find_cell(const Study& study, const std::string& id, const Where& where);

/// Copy share/niter's template study to a new folder. @error Io if the folder exists
Status init_study(const std::filesystem::path& folder);

}  // namespace niter::study
