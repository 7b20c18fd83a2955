#include "niter/study/load.hpp"

#include <set>

#include <fmt/format.h>

#include "niter/base/file.hpp"
#include "niter/base/text.hpp"
#include "niter/config/read.hpp"

namespace niter::study {
namespace fs = std::filesystem;

namespace {

using Tables = std::vector<config::Value>;

/// What every file of a study may hold.
struct PartText {
  Tables facts, recipes, assumptions, cells, batteries, runs, measurements, literature;
  std::optional<config::Value> preparation;
  template <class V>
  void visit(V& v) {
    v.optional("fact", facts, "reported statements");
    v.optional("recipe", recipes, "salts weighed in");
    v.optional("preparation", preparation, "the rest of the synthesis");
    v.optional("assumption", assumptions, "numbers the paper does not give");
    v.optional("cell", cells, "how cells are built");
    v.optional("battery", batteries, "zinc anodes in their anolyte");
    v.optional("run", runs, "protocols the twin goes through");
    v.optional("measurement", measurements, "raw files and what is made of them");
    v.optional("literature", literature, "what others report");
  }
};

/// study.toml: the same, and what ties it together.
struct StudyText : PartText {
  int schema = 0;
  std::string id, title, doi, citation;
  std::optional<config::Value> scale;
  config::Value conditions;
  std::vector<config::Value> files;
  std::vector<std::string> missing;
  Tables catalysts, experiments, targets, variants;
  std::optional<config::Value> simulation;
  template <class V>
  void visit(V& v) {
    v.required("schema", schema, "version of this format, 1");
    v.required("id", id, "one word that names the study");
    v.required("title", title, "of the study");
    v.optional("doi", doi, "of the paper");
    v.optional("citation", citation, "of the paper");
    v.optional("potential_scale", scale, "what potentials are measured against");
    v.optional("files", files, "further files of this folder");
    v.optional("missing", missing, "what the paper does not give");
    v.optional("catalyst", catalysts, "catalysts");
    v.optional("experiment", experiments, "experiments");
    v.optional("simulate", simulation, "what to simulate");
    v.optional("calibrate", targets, "facts to calibrate against");
    v.optional("variant", variants, "models to compare");
    v.optional("conditions", conditions, "common to all measurements: reference, pH, iR, area");
    PartText::visit(v);
  }
};

Result<config::Value> load_file(const fs::path& path, const std::string& name, Study& study) {
  NITER_TRY(const auto bytes, read_file(path));
  study.file_hashes[name] = sha256(bytes);
  return config::parse_toml(bytes, path.string());
}

template <class T>
void append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

Error no_such_file(const std::string& name, const Where& where, const fs::path& folder) {
  std::vector<std::string> there;
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(folder, ec)) {
    const auto file = entry.path().filename().string();
    if (entry.path().extension() == ".toml" && file != "study.toml") there.push_back(file);
  }
  const auto near = nearest(name, there);
  return {Code::NotFound, fmt::format("there is no file '{}' in the study's folder", name), where,
          near ? fmt::format("did you mean '{}'?", *near) : "add the file or remove its name"};
}

/// Add what the files of the list hold to what study.toml holds.
Status read_files(StudyText& text, Study& study) {
  std::set<std::string> names;
  for (const auto& listed : text.files) {
    std::string name;
    NITER_OK(config::read_value(listed, name, "files", ""));
    const fs::path relative = fs::path(name).lexically_normal();
    if (relative.is_absolute() || name.empty() || *relative.begin() == "..") {
      return fail({Code::InvalidInput,
                   fmt::format("'{}' is not a file of the study's folder", name), listed.where,
                   "write a name like \"facts.toml\""});
    }
    if (!names.insert(relative.string()).second) {
      return fail({Code::InvalidInput, fmt::format("the file '{}' is listed twice", name),
                   listed.where, "keep one of the two"});
    }
    std::error_code ec;
    if (!fs::exists(study.folder / relative, ec)) {
      return fail(no_such_file(name, listed.where, study.folder));
    }
    NITER_TRY(const auto document, load_file(study.folder / relative, name, study));
    NITER_TRY(auto part, config::read<PartText>(document));
    append(text.facts, std::move(part.facts));
    append(text.recipes, std::move(part.recipes));
    append(text.assumptions, std::move(part.assumptions));
    append(text.cells, std::move(part.cells));
    append(text.batteries, std::move(part.batteries));
    append(text.runs, std::move(part.runs));
    append(text.measurements, std::move(part.measurements));
    append(text.literature, std::move(part.literature));
    if (!part.preparation) continue;
    if (text.preparation) {
      const Where& first = text.preparation->where;
      return fail(
          {Code::InvalidInput,
           fmt::format("[preparation] is written twice, first at {}:{}", first.file, first.line),
           part.preparation->where, "keep one of the two"});
    }
    text.preparation = std::move(part.preparation);
  }
  return {};
}

/// Read each table of a list, and let no id occur twice.
template <class T, class ReadOne>
Status read_each(std::string kind, const Tables& tables, std::vector<T>& out, ReadOne&& read_one,
                 std::string T::*id, std::string_view key = "id") {
  Ids ids(std::move(kind));
  for (const auto& table : tables) {
    NITER_TRY(auto item, read_one(table));
    NITER_OK(ids.add(item.*id, table, key));
    out.push_back(std::move(item));
  }
  return {};
}

Status read_recipes(const StudyText& text, Study& study) {
  const auto read_one = [&](const config::Value& table) -> Result<Recipe> {
    NITER_TRY(auto recipe, read_recipe(table));
    NITER_OK(require("catalyst", study.catalysts, recipe.catalyst, place_of(table, "catalyst")));
    return recipe;
  };
  NITER_OK(
      read_each("recipe of", text.recipes, study.recipes, read_one, &Recipe::catalyst, "catalyst"));
  if (text.preparation) {
    NITER_TRY(study.preparation, read_preparation(*text.preparation));
  }
  return {};
}

Status read_parts(const StudyText& text, Study& study) {
  std::string scale;
  if (text.scale) {
    std::string written;
    NITER_OK(config::read_value(*text.scale, written, "potential_scale", ""));
    NITER_TRY(scale, scale_name(written, text.scale->where));
  }
  const auto read_one_experiment = [&](const config::Value& table) {
    return read_experiment(table, scale);
  };
  NITER_TRY(const auto measures, load_measures());
  const auto read_one_fact = [&](const config::Value& table) {
    return read_fact(table, measures, study, scale);
  };
  NITER_OK(read_each("catalyst", text.catalysts, study.catalysts, read_catalyst, &Catalyst::id));
  NITER_OK(read_each("experiment", text.experiments, study.experiments, read_one_experiment,
                     &Experiment::id));
  NITER_OK(read_recipes(text, study));
  NITER_OK(read_each("assumption", text.assumptions, study.assumptions, read_assumption,
                     &Assumption::id));
  NITER_OK(read_each("fact", text.facts, study.facts, read_one_fact, &Fact::id));
  if (text.simulation) {
    NITER_TRY(study.simulation, read_simulation(*text.simulation, text.targets, study));
  } else if (!text.targets.empty()) {
    return fail({Code::Inconsistent, "[[calibrate]] without [simulate]", text.targets.front().where,
                 "add [simulate]: a calibration needs a model to move"});
  }
  if (!text.variants.empty() && text.targets.empty())
    return fail({Code::Inconsistent, "[[variant]] without [[calibrate]]",
                 text.variants.front().where,
                 "add [[calibrate]]: variants are compared by the numbers they are fitted to"});
  const auto read_one_variant = [&](const config::Value& table) {
    return read_variant(table, study);
  };
  NITER_OK(read_each("variant", text.variants, study.variants, read_one_variant, &Variant::id));
  if (!text.runs.empty() && !study.simulation)
    return fail({Code::Inconsistent, "[[run]] without [simulate]", text.runs.front().where,
                 "add [simulate]: a protocol needs a model to run on"});
  NITER_OK(read_each("cell", text.cells, study.cells, read_cell, &CellPlan::id));
  NITER_OK(read_each("battery", text.batteries, study.batteries, read_battery, &BatteryPlan::id));
  const auto read_one_run = [&](const config::Value& table) { return read_run(table, study); };
  NITER_OK(read_each("run", text.runs, study.runs, read_one_run, &RunPlan::id));
  study.conditions = text.conditions;
  const auto read_one_measurement = [&](const config::Value& table) {
    return read_measurement(table, study);
  };
  NITER_OK(read_each("measurement", text.measurements, study.measurements, read_one_measurement,
                     &Measurement::id));
  NITER_OK(check_resistances(study.measurements));
  NITER_OK(check_roles(study.measurements));
  for (const auto& table : text.literature) {
    NITER_TRY(study.literature.emplace_back(), read_literature(table));
  }
  return {};
}

}  // namespace

Result<Study> load_study(const fs::path& path) {
  std::error_code ec;
  const fs::path file = fs::is_directory(path, ec) ? path / "study.toml" : path;
  if (!fs::exists(file, ec)) {
    return fail({Code::NotFound,
                 "there is no study here",
                 {file.string()},
                 "a study is a folder with a study.toml; 'niter init NAME' makes one"});
  }
  Study study;
  study.folder = file.parent_path();
  NITER_TRY(const auto document, load_file(file, file.filename().string(), study));
  NITER_TRY(auto text, config::read<StudyText>(document));
  if (text.schema != 1) {
    return fail({Code::InvalidInput, fmt::format("'schema' = {} is not known", text.schema),
                 place_of(document, "schema"), "this niter reads schema = 1"});
  }
  NITER_OK(Ids("study").add(text.id, document));
  study.id = text.id;
  study.title = text.title;
  study.doi = text.doi;
  study.citation = text.citation;
  study.missing = text.missing;
  NITER_OK(read_files(text, study));
  NITER_OK(read_parts(text, study));
  return study;
}

}  // namespace niter::study
