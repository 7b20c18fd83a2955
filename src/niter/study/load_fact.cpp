#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/config/read.hpp"
#include "niter/study/load.hpp"

namespace niter::study {
namespace {

constexpr std::array<std::pair<std::string_view, FactKind>, 4> kind_names{{
    {"number", FactKind::Number},
    {"ordering", FactKind::Ordering},
    {"shape", FactKind::Shape},
    {"setup", FactKind::Setup},
}};

/// Conditions any fact may carry, beside those its measure needs (docs/methods/study-files.md says
/// what each means).
constexpr std::array<std::string_view, 13> free_conditions{
    "of",      "radiation", "technique", "range",     "protocol",        "species", "trend",
    "outcome", "along",     "extremum",  "frequency", "phase_corrected", "pH"};

struct FactText {
  std::string id, measure, label, unit, catalyst, experiment, place, note;
  config::Value value;
  std::optional<double> sigma;
  std::optional<config::Value> potential;
  std::optional<Quantity> current_density;
  std::map<std::string, std::string> conditions;
  FactKind kind = FactKind::Number;
  std::vector<std::string> audit;
  template <class V>
  void visit(V& v) {
    v.required("id", id, "a short name, like \"no3.FE.max\"");
    v.required("measure", measure, "a word of share/niter/measures.toml");
    v.required("label", label, "a sentence for the report");
    v.required("value", value, "the number, or numbers, or words");
    v.optional("unit", unit, "unit of the numbers");
    v.optional("sigma", sigma, "standard uncertainty, in the unit of the value");
    v.optional("catalyst", catalyst, "id of a catalyst, or \"all\"");
    v.optional("experiment", experiment, "id of an experiment");
    v.optional("potential", potential, "like \"-1.0 V vs RHE\"");
    v.optional("current_density", current_density, "that was set", "mA cm-2");
    v.optional("conditions", conditions, "further words");
    v.required("place", place, "where the paper says so");
    v.optional("kind", kind, "number, ordering, shape or setup");
    v.optional("audit", audit, "keys of audit rules that speak of it");
    v.optional("note", note, "anything a reader should know");
  }
};

using Numbers = std::vector<double>;

Error fact_error(Code code, std::string what, const Where& where, std::string hint) {
  return {code, std::move(what), where, std::move(hint)};
}

Result<Numbers> read_numbers(const config::Value& value) {
  const config::Value::Array single{value};
  const auto& elements = value.array() == nullptr ? single : *value.array();
  Numbers out;
  for (const auto& element : elements) {
    NITER_OK(config::read_value(element, out.emplace_back(), "value", ""));
  }
  if (out.empty()) {
    return fail(fact_error(Code::InvalidInput, "'value' is an empty array", value.where,
                           "write the number that is reported"));
  }
  return out;
}

/// Value, unit and scale of a fact that is a number.
Status set_numbers(Fact& fact, const FactText& text, const Measure& measure,
                   const config::Value& table) {
  const std::string unit_wanted(measure.unit.text());
  if (text.value.string() != nullptr) {
    return fail(fact_error(
        Code::InvalidInput,
        fmt::format("'value' of a '{}' must be a number, not a text", text.measure),
        text.value.where,
        fmt::format("write value = 1.0 and unit = \"{}\", or another measure", unit_wanted)));
  }
  const auto* written = table.find("unit");
  if (written == nullptr) {
    return fail(
        fact_error(Code::InvalidInput, "'unit' is missing", text.value.where,
                   fmt::format("a '{}' has a unit like \"{}\"", text.measure, unit_wanted)));
  }
  NITER_TRY(const auto parts, split_scale(*written));
  auto unit = Unit::parse(parts.text);
  if (!unit) return fail(config::inside_text(std::move(unit).error(), *written));
  if (!unit->same_dimension(measure.unit)) {
    return fail(fact_error(Code::Unit,
                           fmt::format("a '{}' cannot be in '{}'", text.measure, unit->text()),
                           written->where, fmt::format("write a unit like \"{}\"", unit_wanted)));
  }
  if (!parts.scale.empty() && !unit->same_dimension(Unit::of("V"))) {
    return fail(fact_error(Code::Inconsistent,
                           fmt::format("'{}' has no reference scale", unit->text()), written->where,
                           "only potentials are measured against something"));
  }
  if (parts.scale.empty() && text.measure == "potential") {
    return fail(fact_error(Code::InvalidInput, "the unit of a potential must say against what",
                           written->where, fmt::format("write \"{} vs RHE\"", unit->text())));
  }
  NITER_TRY(fact.value, read_numbers(text.value));
  fact.unit = *std::move(unit);
  fact.scale = parts.scale;
  return {};
}

Status set_value(Fact& fact, const FactText& text, const Measure& measure,
                 const config::Value& table) {
  const bool says_words = text.kind == FactKind::Ordering || text.kind == FactKind::Shape;
  const bool wrong_kind = measure.is_text ? text.kind == FactKind::Number : says_words;
  if (wrong_kind) {
    return fail(fact_error(
        Code::Inconsistent,
        fmt::format("the measure '{}' is {}, but the fact is of kind '{}'", text.measure,
                    measure.is_text ? "told in words" : "a number",
                    kind_names[static_cast<std::size_t>(text.kind)].first),
        place_of(table, table.find("kind") == nullptr ? "measure" : "kind"),
        measure.is_text
            ? "write kind = \"ordering\", \"shape\" or \"setup\""
            : "write kind = \"number\" or \"setup\", or use the measure 'order' or 'trend'"));
  }
  if (!measure.is_text) return set_numbers(fact, text, measure, table);
  if (text.value.string() == nullptr) {
    return fail(fact_error(Code::InvalidInput,
                           fmt::format("'value' of the measure '{}' must be words, not {}",
                                       text.measure, text.value.kind()),
                           text.value.where, "write it as a text, or use a measure with a unit"));
  }
  if (const auto* unit = table.find("unit")) {
    return fail(
        fact_error(Code::Inconsistent,
                   fmt::format("the measure '{}' is told in words and has no unit", text.measure),
                   unit->where, "remove 'unit'"));
  }
  fact.value = *text.value.string();
  return {};
}

Status check_conditions(const FactText& text, const Measures& measures, const Measure& measure,
                        const config::Value& table) {
  std::set<std::string> known(free_conditions.begin(), free_conditions.end());
  for (const auto& [name, other] : measures) known.insert(other.needs.begin(), other.needs.end());
  for (const auto& [name, words] : text.conditions) {
    if (known.contains(name)) continue;
    return fail(config::unknown_key(*table.find("conditions")->find(name), name,
                                    {known.begin(), known.end()}));
  }
  for (const auto& needed : measure.needs) {
    if (text.conditions.contains(needed)) continue;
    return fail(fact_error(
        Code::InvalidInput, fmt::format("a '{}' needs the condition '{}'", text.measure, needed),
        table.where, fmt::format("add conditions = {{ {} = \"...\" }}", needed)));
  }
  return {};
}

Status check_sigma(const FactText& text, const Fact& fact, const config::Value& table) {
  if (!text.sigma) return {};
  const Where where = place_of(table, "sigma");
  if (!fact.is_number()) {
    return fail(fact_error(Code::Inconsistent, "words have no 'sigma'", where, "remove it"));
  }
  if (*text.sigma > 0) return {};
  return fail(fact_error(Code::InvalidInput,
                         fmt::format("'sigma' = {} must be more than zero", *text.sigma), where,
                         "leave it out if the paper gives none"));
}

Status check_references(const FactText& text, const Study& study, const config::Value& table) {
  if (!text.catalyst.empty() && text.catalyst != "all") {
    NITER_OK(require("catalyst", study.catalysts, text.catalyst, place_of(table, "catalyst")));
  }
  if (!text.experiment.empty()) {
    NITER_OK(
        require("experiment", study.experiments, text.experiment, place_of(table, "experiment")));
  }
  if (text.measure != "order" || text.value.string() == nullptr) return {};
  for (const auto& level : split(*text.value.string(), '>')) {
    for (const auto& name : split(level, ',')) {
      NITER_OK(require("catalyst", study.catalysts, std::string(trim(name)), text.value.where));
    }
  }
  return {};
}

}  // namespace

std::span<const std::pair<std::string_view, FactKind>> enum_names(FactKind) {
  return kind_names;
}

Result<Fact> read_fact(const config::Value& table, const Measures& measures, const Study& study,
                       const std::string& study_scale) {
  FactText text;
  NITER_OK(config::read_value(table, text, "fact", ""));
  NITER_TRY(const auto* measure, find_measure(measures, text.measure, place_of(table, "measure")));
  Fact fact;
  NITER_OK(set_value(fact, text, *measure, table));
  NITER_OK(check_sigma(text, fact, table));
  NITER_OK(check_conditions(text, measures, *measure, table));
  NITER_OK(check_references(text, study, table));
  NITER_OK(set_potential(fact, table, study.experiment(text.experiment), study_scale));
  fact.id = text.id;
  fact.measure = text.measure;
  fact.label = text.label;
  fact.sigma = text.sigma;
  fact.catalyst = text.catalyst;
  fact.experiment = text.experiment;
  fact.current_density = text.current_density;
  fact.conditions = text.conditions;
  fact.place = text.place;
  fact.kind = text.kind;
  fact.audit = text.audit;
  fact.note = text.note;
  fact.where = table.where;
  return fact;
}

}  // namespace niter::study
