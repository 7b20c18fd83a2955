// Study: one folder of TOML files that ties reported facts, assumptions, recipes and simulations together.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/config/value.hpp"
#include "niter/units/quantity.hpp"

namespace niter::study {

enum class FactKind { Number, Ordering, Shape, Setup };

/// One reported statement. Values are as printed; signs of currents as printed too (`sign` says how to read them).
struct Fact {
  std::string id;            // "no3.FE.max", unique
  std::string measure;       // controlled word: "faradaic_efficiency", "nh3_yield_rate", ... (docs/methods/study-files.md)
  std::string label;         // human sentence
  std::variant<std::string, std::vector<double>> value;  // a text, or one or more numbers in `unit`
  Unit unit;
  std::optional<double> sigma;          // in `unit`; absent: the paper gives none
  std::string catalyst;                 // id of a catalyst, or "all"
  std::string experiment;               // id of an experiment, or empty
  std::optional<double> potential;      // V
  std::string scale;                    // of the potential: "RHE", "SHE", "Zn"
  std::optional<Quantity> current_density;
  std::map<std::string, std::string> conditions;
  std::string place;                    // in the paper: "Fig. 2c text"
  FactKind kind = FactKind::Number;
  std::vector<std::string> audit;       // keys of audit rules that speak of it
  std::string note;
  Where where;

  bool is_number() const { return std::holds_alternative<std::vector<double>>(value); }
  double number(std::size_t i = 0) const { return std::get<std::vector<double>>(value).at(i); }  // in `unit`
  double si(std::size_t i = 0) const { return unit.to_si(number(i)); }
};

/// An electrolysis, cell or characterisation to which facts belong.
struct Experiment {
  std::string id;            // "no3", "bat2", "xps"
  std::string technique;     // "h-cell", "zn-battery", "xps", "xrd", "exafs", "ftir", "nmr", "dft", "tem"
  std::string reactant;      // "NO3-", "NO2-", or empty
  std::map<std::string, Quantity> electrolyte;  // salts: {"KNO3" = "0.1 mol/L"}
  std::string title;
  Where where;
};

struct Catalyst {
  std::string id;            // "Fe2Co1/NC"
  std::map<std::string, double> ratio;   // {"Fe": 2, "Co": 1}
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

/// What is believed of an assumed number before the study's data: normal (mean, sd) or log-normal (mean, factor).
struct Prior {
  Quantity mean;
  std::optional<Quantity> sd;
  std::optional<double> factor;   // one standard deviation of ln(value) is ln(factor)
};

/// A number the model needs and the paper does not give: declared, with its range and the reason for it.
struct Assumption {
  std::string id;            // "ph_bulk"
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
  std::string experiment;               // "no3"
  std::string film_parameter;           // "film_NO3"
};
struct CalibrationTarget {
  std::string fact;                     // id; the fact's measure says which output is compared
  double sigma = 0;                     // in the fact's unit, or relative if relative_sigma
  bool relative_sigma = false;
};
struct Simulation {
  std::string mechanism = "c2";
  std::string reference_catalyst;       // the one that is calibrated
  std::vector<SimulatedCell> cells;
  Quantity potential_first{0.0, "V"}, potential_last{-1.2, "V"}, potential_step{0.02, "V"};
  double dft_compression = 0.05;        // s of docs/methods/dft-map.md
  std::map<std::string, double> dft_step_energy;   // catalyst -> eV of the potential-determining step
  std::string dft_step;                 // "R5"
  std::map<std::string, double> relative_sites;    // catalyst -> C_dl ratio is computed from facts of this measure
  std::vector<CalibrationTarget> targets;
};

struct Study {
  std::string id, title, doi, citation;
  std::filesystem::path folder;
  std::vector<std::string> missing;     // data the model needs and the paper does not give
  std::vector<Catalyst> catalysts;
  std::vector<Experiment> experiments;
  std::vector<Fact> facts;
  std::vector<Recipe> recipes;
  std::vector<Assumption> assumptions;
  std::optional<Simulation> simulation;
  std::map<std::string, std::string> file_hashes;   // every file read: name -> sha256

  const Fact* fact(std::string_view id) const;
  /// Facts of a measure, optionally of one experiment and catalyst, in file order.
  std::vector<const Fact*> facts_of(std::string_view measure, std::string_view experiment = "",
                                    std::string_view catalyst = "") const;
  const Experiment* experiment(std::string_view id) const;
  const Assumption* assumption(std::string_view id) const;
};

/// Load the folder's study.toml (or a study.toml given directly) and the files it names.
/// @error InvalidInput, Unit, NotFound, Inconsistent with file, line, column and what to write instead: unknown key,
///        unknown measure, wrong unit for the measure, missing file, contradictory scale, duplicate id, dangling id
Result<Study> load_study(const std::filesystem::path& path);

/// Copy share/niter's template study to a new folder. @error Io if the folder exists
Status init_study(const std::filesystem::path& folder);

}  // namespace niter::study
