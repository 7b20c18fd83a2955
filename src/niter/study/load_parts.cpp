// Catalysts, experiments, recipes and preparation: parts of a study that stand on their own.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/chem/formula.hpp"
#include "niter/config/read.hpp"
#include "niter/study/load.hpp"

namespace niter::study {
namespace {

constexpr std::array<std::string_view, 13> known_techniques{
    "h-cell", "zn-battery", "cv",    "eis", "tem", "xrd",  "xps",
    "exafs",  "ftir",       "raman", "nmr", "dft", "uvvis"};

struct CatalystText {
  std::string id;
  std::map<std::string, double> ratio;
  int colour = 0;
  template <class V>
  void visit(V& v) {
    v.required("id", id, "the name of the catalyst, like \"Fe2Co1/NC\"");
    v.optional("ratio", ratio, "parts of each metal");
    v.optional("colour", colour, "number of the colour in figures");
  }
};

struct ExperimentText {
  std::string id, title, technique, reactant, scale;
  std::map<std::string, Quantity> electrolyte;
  template <class V>
  void visit(V& v) {
    v.required("id", id, "a short name, like \"no3\"");
    v.required("title", title, "a sentence for the report");
    v.required("technique", technique, "how it was done, like \"h-cell\"");
    v.optional("reactant", reactant, "the ion that is reduced, like \"NO3-\"");
    v.optional("electrolyte", electrolyte, "salts and their concentrations", "mol/L");
    v.optional("potential_scale", scale, "what its potentials are measured against");
  }
};

struct RecipeText {
  std::string catalyst, place;
  std::map<std::string, Quantity> salts;
  template <class V>
  void visit(V& v) {
    v.required("catalyst", catalyst, "id of the catalyst it makes");
    v.required("salts", salts, "formula and mass of each metal salt", "g");
    v.required("place", place, "where the paper says so");
  }
};

struct ReagentText {
  std::string name, formula;
  Quantity amount;
  template <class V>
  void visit(V& v) {
    v.required("name", name, "of the reagent");
    v.optional("formula", formula, "chemical formula");
    v.required("amount", amount, "mass, volume or amount with its unit");
  }
};

struct StageText {
  std::string what;
  std::map<std::string, Quantity> settings;
  template <class V>
  void visit(V& v) {
    v.required("what", what, "is done");
    v.optional("settings", settings, "temperatures, times, concentrations");
  }
};

struct PreparationText {
  std::string rule, place;
  std::vector<ReagentText> reagents;
  std::vector<StageText> stages;
  template <class V>
  void visit(V& v) {
    v.optional("rule", rule, "how the amounts of the salts were chosen");
    v.required("place", place, "where the paper says so");
    v.optional("reagent", reagents, "what every catalyst is made from");
    v.optional("stage", stages, "what is done, in order");
  }
};

Status check_formula(const std::string& formula, const Where& where) {
  auto parsed = chem::parse_formula(formula);
  if (parsed) return {};
  Error error = std::move(parsed).error();
  error.where = where;
  if (error.hint.empty()) error.hint = "write it like \"Fe(NO3)3(H2O)9\"";
  return fail(std::move(error));
}

Status check_positive(const Quantity& quantity, std::string_view key, const Where& where) {
  if (quantity.si() > 0) return {};
  return fail({Code::InvalidInput,
               fmt::format("'{}' = {} must be more than zero", key, quantity.text()), where,
               "leave out what is not there"});
}

}  // namespace

std::span<const std::string_view> techniques() {
  return known_techniques;
}

Result<Catalyst> read_catalyst(const config::Value& table) {
  CatalystText text;
  NITER_OK(config::read_value(table, text, "catalyst", ""));
  if (text.id == "all") {
    return fail({Code::InvalidInput, "a catalyst cannot be called 'all'", place_of(table, "id"),
                 "facts use that word for every catalyst; choose another id"});
  }
  for (const auto& [metal, parts] : text.ratio) {
    const Where where = place_of(*table.find("ratio"), metal);
    NITER_OK(check_formula(metal, where));
    NITER_OK(check_positive(Quantity(parts, Unit()), metal, where));
  }
  return Catalyst{text.id, text.ratio, text.colour, table.where};
}

Result<Experiment> read_experiment(const config::Value& table, const std::string& study_scale) {
  ExperimentText text;
  NITER_OK(config::read_value(table, text, "experiment", ""));
  if (std::find(known_techniques.begin(), known_techniques.end(), text.technique) ==
      known_techniques.end()) {
    const std::vector<std::string> known(known_techniques.begin(), known_techniques.end());
    return fail(config::unknown_word(*table.find("technique"), "technique", text.technique, known));
  }
  if (!text.reactant.empty()) NITER_OK(check_formula(text.reactant, place_of(table, "reactant")));
  for (const auto& [salt, concentration] : text.electrolyte) {
    const Where where = place_of(*table.find("electrolyte"), salt);
    NITER_OK(check_formula(salt, where));
    NITER_OK(check_positive(concentration, salt, where));
  }
  std::string scale = study_scale;
  if (!text.scale.empty()) {
    NITER_TRY(scale, scale_name(text.scale, place_of(table, "potential_scale")));
  }
  return Experiment{text.id,    text.technique, text.reactant, text.electrolyte,
                    text.title, scale,          table.where};
}

Result<Recipe> read_recipe(const config::Value& table) {
  RecipeText text;
  NITER_OK(config::read_value(table, text, "recipe", ""));
  for (const auto& [salt, mass] : text.salts) {
    const Where where = place_of(*table.find("salts"), salt);
    NITER_OK(check_formula(salt, where));
    NITER_OK(check_positive(mass, salt, where));
  }
  return Recipe{text.catalyst, text.salts, text.place, table.where};
}

Result<Preparation> read_preparation(const config::Value& table) {
  PreparationText text;
  NITER_OK(config::read_value(table, text, "preparation", ""));
  Preparation out;
  out.rule = text.rule;
  out.place = text.place;
  out.where = table.where;
  for (std::size_t i = 0; i < text.reagents.size(); ++i) {
    const auto& reagent = text.reagents[i];
    const auto& written = table.find("reagent")->array()->at(i);
    if (!reagent.formula.empty()) {
      NITER_OK(check_formula(reagent.formula, place_of(written, "formula")));
    }
    out.reagents.push_back({reagent.name, reagent.formula, reagent.amount});
  }
  for (const auto& stage : text.stages) out.stages.push_back({stage.what, stage.settings});
  return out;
}

}  // namespace niter::study
