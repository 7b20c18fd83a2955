// The [[measurement]] tables of a study: raw files, found and checked before anything is read.
#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <glob.h>

#include "niter/analysis/techniques.hpp"
#include "niter/base/text.hpp"
#include "niter/config/read.hpp"
#include "niter/study/load.hpp"

namespace niter::study {
namespace fs = std::filesystem;

namespace {

struct MeasurementText {
  std::string id, title, technique, catalyst, experiment, resistance_from;
  std::optional<config::Value> potential;
  std::vector<config::Value> files;
  config::Value options = config::Value(config::Value::Table{});
  std::map<std::string, std::string> columns, units;
  std::vector<int> parts;
  RoleText role;
  template <class V>
  void visit(V& v) {
    v.required("id", id, "one word that names the measurement");
    v.optional("title", title, "as the report calls it");
    v.required("technique", technique, "'niter list techniques' shows them; or electrolysis");
    v.optional("catalyst", catalyst, "id of a catalyst");
    v.optional("experiment", experiment, "id of an experiment");
    v.optional("potential", potential, "at which it was made");
    v.required("files", files, "raw files of the study's folder; * and ? match");
    v.optional("options", options, "of the technique");
    v.optional("columns", columns, "word of the vocabulary = header in the file");
    v.optional("units", units, "column = unit, where the file has none or a wrong one");
    v.optional("resistance_from", resistance_from, "id of an eis measurement: its R_s is the iR");
    v.optional("parts", parts, "of each file, from 1");
    role.visit(v);
  }
};

Error nothing_matches(const fs::path& folder, const std::string& pattern, const Where& where) {
  const fs::path wanted = folder / pattern;
  std::vector<std::string> there;
  std::error_code ec;
  for (const auto& entry : fs::directory_iterator(wanted.parent_path(), ec)) {
    there.push_back(entry.path().filename().string());
  }
  std::ranges::sort(there);
  const auto near = nearest(wanted.filename().string(), there);
  if (there.size() > 8) there.resize(8);
  return {Code::NotFound, fmt::format("no file matches '{}'", pattern), where,
          near ? fmt::format("did you mean '{}'?", *near)
          : there.empty()
              ? fmt::format("the folder {} is empty or not there", wanted.parent_path().string())
              : fmt::format("files there: {}", join(there, ", "))};
}

Status check_technique(const std::string& technique, const config::Value& table) {
  if (technique == "electrolysis") return {};
  const auto found = analysis::find_technique(technique);
  if (found) return {};
  Error error = found.error();
  error.where = place_of(table, "technique");
  return fail(std::move(error));
}

}  // namespace

Result<std::vector<fs::path>> matching_files(const fs::path& folder, const std::string& pattern,
                                             const Where& where) {
  glob_t found{};
  const int failed = ::glob((folder / pattern).c_str(), 0, nullptr, &found);
  std::vector<fs::path> files;
  for (std::size_t i = 0; failed == 0 && i < found.gl_pathc; ++i) {
    files.emplace_back(found.gl_pathv[i]);
  }
  ::globfree(&found);
  if (files.empty()) return fail(nothing_matches(folder, pattern, where));
  return files;
}

Result<Measurement> read_measurement(const config::Value& table, const Study& study) {
  MeasurementText text;
  NITER_OK(config::read_value(table, text, "measurement", ""));
  NITER_OK(check_technique(text.technique, table));
  Measurement out{.id = text.id,
                  .title = text.title.empty() ? text.id : text.title,
                  .technique = text.technique,
                  .catalyst = text.catalyst,
                  .experiment = text.experiment,
                  .potential = {},
                  .files = {},
                  .options = text.options,
                  .reading = {text.columns, text.units},
                  .resistance_from = text.resistance_from,
                  .parts = text.parts,
                  .role = {},
                  .where = table.where};
  NITER_TRY(out.role, read_role(text.role, table));
  if (!out.catalyst.empty()) {
    NITER_OK(require("catalyst", study.catalysts, out.catalyst, place_of(table, "catalyst")));
  }
  std::string scale;
  if (!out.experiment.empty()) {
    NITER_OK(
        require("experiment", study.experiments, out.experiment, place_of(table, "experiment")));
    scale = study.experiment(out.experiment)->scale;
  }
  if (text.potential) {
    NITER_TRY(const auto read, read_potential(*text.potential, "potential", scale));
    if (!scale.empty() && read.scale != scale) {
      return fail({Code::Inconsistent,
                   fmt::format("'potential' is vs {}, the experiment vs {}", read.scale, scale),
                   text.potential->where, "write both on one scale"});
    }
    out.potential = read.volts;
  }
  for (const auto& listed : text.files) {
    std::string pattern;
    NITER_OK(config::read_value(listed, pattern, "files", ""));
    NITER_TRY(const auto files, matching_files(study.folder, pattern, listed.where));
    out.files.insert(out.files.end(), files.begin(), files.end());
  }
  if (out.files.empty()) {
    return fail({Code::InvalidInput, "'files' names no file", place_of(table, "files"),
                 "write files = [\"raw/lsv.mpt\"]"});
  }
  return out;
}

Status check_resistances(const std::vector<Measurement>& measurements) {
  for (const auto& measurement : measurements) {
    const auto& id = measurement.resistance_from;
    if (id.empty()) continue;
    NITER_OK(require("measurement", measurements, id, measurement.where));
    const auto found = std::ranges::find(measurements, id, &Measurement::id);
    if (found->technique == "eis") continue;
    return fail({Code::InvalidInput,
                 fmt::format("'{}' is no spectrum: its technique is {}", id, found->technique),
                 measurement.where, "resistance_from names a measurement of the technique eis"});
  }
  return {};
}

}  // namespace niter::study
