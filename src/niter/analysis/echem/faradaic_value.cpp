// The report of an electrolysis as a tree of values, for machines.
#include <cmath>

#include "niter/analysis/echem/faradaic.hpp"

namespace niter::analysis {

namespace {

using config::Value;

Value table(std::initializer_list<std::pair<std::string, Value>> members) {
  return Value::Table(members);
}

template <class Range, class Make>
Value array(const Range& range, Make make) {
  Value::Array values;
  for (const auto& element : range) values.push_back(make(element));
  return values;
}

Value finding_value(const data::Finding& finding) {
  return table({{"key", finding.key},
                {"title", finding.title},
                {"verdict", std::string(data::to_string(finding.verdict))},
                {"formula", finding.formula},
                {"numbers", finding.numbers},
                {"tolerance", finding.tolerance},
                {"text", finding.text},
                {"missing", finding.missing},
                {"source", finding.source}});
}

Value input_value(const RandomInput& input) {
  std::string shape;
  for (const auto& [name, distribution] : enum_names(input.distribution)) {
    if (distribution == input.distribution) shape = name;
  }
  return table({{"name", input.name},
                {"value_si", input.value},
                {"sigma_si", input.sigma},
                {"distribution", shape}});
}

Value result_value(const FaradaicResult& result) {
  const DisplayUnit& display = result.units.front();
  const double scale = display.unit.scale();
  Value value = table({{"id", result.id},
                       {"title", result.title},
                       {"value", display.unit.from_si(result.value.value())},
                       {"sigma", result.value.sigma() / scale},
                       {"unit", display.label},
                       {"formula", result.formula},
                       {"source", result.source}});
  value.set("other_units", array(std::span(result.units).subspan(1), [&](const DisplayUnit& other) {
              return table({{"value", other.unit.from_si(result.value.value())},
                            {"sigma", result.value.sigma() / other.unit.scale()},
                            {"unit", other.label}});
            }));
  value.set("budget", array(result.value.budget(), [&](const BudgetRow& row) {
              return table({{"input", row.input},
                            {"contribution", row.contribution / scale},
                            {"share", row.share}});
            }));
  if (result.sampled) {
    value.set("monte_carlo", table({{"mean", result.sampled->mean / scale},
                                    {"sd", result.sampled->sd / scale},
                                    {"low", result.sampled->low / scale},
                                    {"high", result.sampled->high / scale},
                                    {"agrees", result.agrees}}));
  }
  return value;
}

Value replicate_value(const ReplicateResult& replicate) {
  const DisplayUnit& display = replicate.units.front();
  const double scale = display.unit.scale();
  return table({{"id", replicate.id},
                {"title", replicate.title},
                {"unit", display.label},
                {"values", array(replicate.values, [&](double x) { return Value(x / scale); })},
                {"mean", replicate.mean / scale},
                {"sd", replicate.sd / scale},
                {"half_width", replicate.half_width / scale},
                {"shared_sigma", replicate.shared_sigma / scale},
                {"expanded", replicate.expanded / scale},
                {"chi2", replicate.chi2},
                {"probability", replicate.probability}});
}

}  // namespace

Value to_value(const FaradaicReport& report) {
  Value value = table({{"schema", 1},
                       {"title", report.title},
                       {"reactant", report.reactant},
                       {"product", report.product},
                       {"electrons", report.electrons}});
  value.set("runs", array(report.runs, [](const RunReport& run) {
              return table({{"label", run.label},
                            {"results", array(run.results, result_value)},
                            {"inputs", array(run.inputs, input_value)},
                            {"findings", array(run.findings, finding_value)}});
            }));
  value.set("replicates", array(report.replicates, replicate_value));
  value.set("findings", array(report.findings, finding_value));
  value.set(
      "records", array(report.records, [](const data::Provenance& record) {
        return table(
            {{"origin", record.origin}, {"sha256", record.sha256}, {"made_by", record.made_by}});
      }));
  return value;
}

}  // namespace niter::analysis
