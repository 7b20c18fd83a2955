// The [[variant]] tables of a study: the models that are compared on its numbers.
#include <fmt/format.h>

#include "niter/config/read.hpp"
#include "niter/study/load.hpp"
#include "niter/study/model.hpp"
#include "niter/twin/mechanism/mechanism.hpp"

namespace niter::study {
namespace {

struct VariantText {
  std::string id, title;
  std::optional<std::string> mechanism;
  std::string film;
  std::map<std::string, config::Value> fixed;
  template <class V>
  void visit(V& v) {
    v.required("id", id, "one word that names the variant");
    v.required("title", title, "what it assumes");
    v.optional("mechanism", mechanism, "one that niter ships, or a file of the study");
    v.optional("film", film, "id of the assumption that is the film of every cell");
    v.optional("fixed", fixed, "parameters the calibration does not move");
  }
};

// What is assumed of the cells: a quantity in the dimension of the assumption.
Result<double> cell_value(const config::Value& written, const std::string& name,
                          const Assumption& assumption) {
  const Unit& unit = assumption.value.unit();
  Quantity value;
  NITER_OK(config::read_value(written, value, name, unit.text()));
  if (assumption.prior && assumption.prior->factor && !(value.si() > 0))
    return fail({Code::InvalidInput,
                 fmt::format("'{}' = {} must be more than zero", name, value.text()), written.where,
                 "its prior is log-normal"});
  return value.in(unit);
}

// A number of the mechanism, in the unit of its file.
Result<double> mechanism_value(const config::Value& written, const twin::Parameter& parameter) {
  if (const auto number = written.number()) return *number;
  return fail({Code::InvalidInput, fmt::format("'{}' must be a number", parameter.name),
               written.where,
               fmt::format("in the unit of the mechanism's file, {}", parameter.unit)});
}

Result<double> read_fixed(const std::string& name, const config::Value& written,
                          const twin::Mechanism& mechanism,
                          const std::vector<const Assumption*>& of_cells) {
  std::vector<std::string> known;
  for (const Assumption* assumption : of_cells) {
    if (assumption->id == name) return cell_value(written, name, *assumption);
    known.push_back(assumption->id);
  }
  for (const twin::Parameter& parameter : mechanism.parameters) {
    if (parameter.name == name) return mechanism_value(written, parameter);
    known.push_back(parameter.name);
  }
  return fail(no_such_id("parameter", std::move(known), name, written.where));
}

}  // namespace

Result<Variant> read_variant(const config::Value& table, const Study& study) {
  VariantText text;
  NITER_OK(config::read_value(table, text, "variant", ""));
  const Simulation& simulation = *study.simulation;
  Variant out{text.id,   text.title, text.mechanism.value_or(simulation.mechanism),
              text.film, {},         table.where};
  NITER_OK(require_mechanism(study, out.mechanism, place_of(table, "mechanism")));
  if (!out.film.empty()) NITER_OK(require_film(study, out.film, place_of(table, "film")));

  if (text.fixed.empty()) return out;  // to read a mechanism takes longer than the study

  NITER_TRY(const auto mechanism, mechanism_named(study, out.mechanism));
  std::vector<const Assumption*> of_cells;
  const auto add = [&](const std::string& id) {
    if (const Assumption* found = study.assumption(id)) of_cells.push_back(found);
  };
  add("series_resistance");
  const Simulation own = *study.with(out).simulation;
  for (const SimulatedCell& cell : own.cells) add(cell.film_parameter);
  for (const auto& [name, written] : text.fixed) {
    NITER_TRY(out.fixed[name], read_fixed(name, written, mechanism, of_cells));
  }
  return out;
}

}  // namespace niter::study
