#include "niter/analysis/echem/faradaic.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "niter/analysis/echem/electrolysis_model.hpp"
#include "niter/analysis/echem/findings.hpp"
#include "niter/analysis/echem/replicates.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {

namespace {

FaradaicResult result_of(const Derived& derived, const ElectrolysisInput& input,
                         const ElectrolysisRun& run) {
  const MeasureRow& row = row_of(derived.measure);
  FaradaicResult result;
  result.id = row.id;
  result.title = row.title;
  if (derived.measure == Measure::FaradaicEfficiency) {
    result.title += fmt::format(", {}", input.product);
  }
  if (derived.other >= 0) {
    const auto& product = run.others[static_cast<std::size_t>(derived.other)].product;
    result.id += " " + product;
    result.title += ", " + product;
  }
  result.value = derived.value;
  for (const auto& unit : row.units) {
    result.units.push_back({Unit::of(unit.unit), std::string(unit.label)});
  }
  result.formula = row.formula;
  result.source = row.source;
  return result;
}

// the same model, driven by draws
Status cross_check(const ElectrolysisModel& model, Inputs inputs, const MonteCarloOptions& options,
                   RunReport& report) {
  if (options.draws == 0 || report.inputs.empty()) return {};
  const TrialModel trial = [&](std::span<const double> x, std::span<double> y) {
    inputs.replay(x);
    const auto numbers = model.evaluate(inputs);
    for (std::size_t k = 0; k < numbers.size(); ++k) y[k] = numbers[k].value.value();
  };
  NITER_TRY(const auto sampled, monte_carlo(report.inputs, report.results.size(), trial, options));
  for (std::size_t k = 0; k < sampled.size(); ++k) {
    auto& result = report.results[k];
    result.sampled = sampled[k];
    result.agrees = agree(result.value, sampled[k]);
  }
  return {};
}

Result<RunReport> evaluate_run(const ElectrolysisInput& input, const Stoichiometry& chemistry,
                               std::size_t i, const data::Table* record) {
  const ElectrolysisRun& run = input.runs[i];
  RunReport report;
  report.label = run.label.empty() ? fmt::format("run {}", i + 1) : run.label;
  const std::string scope = input.runs.size() == 1 ? "" : report.label;
  NITER_TRY(const auto model, ElectrolysisModel::prepare(input, chemistry, i, scope, record));

  Inputs inputs(input.distributions);
  for (const auto& derived : model.evaluate(inputs)) {
    report.results.push_back(result_of(derived, input, run));
  }
  report.inputs = inputs.noted();
  NITER_OK(cross_check(model, inputs, input.monte_carlo, report));
  report.findings = run_findings(input, run, model, report, chemistry);
  return report;
}

Status check_labels(const ElectrolysisInput& input) {
  std::set<std::string> seen;
  for (const auto& run : input.runs) {
    if (!run.label.empty() && !seen.insert(run.label).second) {
      return fail({Code::InvalidInput, fmt::format("two runs are called '{}'", run.label),
                   run.where, "give each run a label of its own"});
    }
  }
  return {};
}

// a shape stated for an input that does not exist is a slip of the pen
Status check_distributions(const ElectrolysisInput& input, std::span<const RunReport> runs) {
  std::vector<std::string> known;
  for (const auto& run : runs) {
    for (const auto& noted : run.inputs) known.push_back(noted.name);
  }
  for (const auto& [name, shape] : input.distributions) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto near = nearest(name, known);
    return fail({Code::NotFound, fmt::format("'distributions' names an unknown input '{}'", name),
                 input.where,
                 near ? fmt::format("did you mean '{}'?", *near)
                      : fmt::format("inputs here: {}", join(known, ", "))});
  }
  return {};
}

std::vector<ReplicateResult> compare_runs(std::span<const RunReport> runs) {
  std::vector<ReplicateResult> replicates;
  if (runs.size() < 2) return replicates;
  for (const auto& result : runs.front().results) {
    std::vector<Uncertain> values;
    for (const auto& run : runs) {
      if (const auto* same = run.find(result.id)) values.push_back(same->value);
    }
    if (values.size() != runs.size()) continue;
    auto replicate = replicate_statistics(values);
    replicate.id = result.id;
    replicate.title = result.title;
    replicate.units = result.units;
    replicates.push_back(std::move(replicate));
  }
  return replicates;
}

}  // namespace

const FaradaicResult* RunReport::find(std::string_view id) const {
  const auto found = std::find_if(results.begin(), results.end(),
                                  [&](const auto& result) { return result.id == id; });
  return found == results.end() ? nullptr : &*found;
}

Result<FaradaicReport> faradaic(const ElectrolysisInput& input,
                                std::span<const data::Table> records) {
  if (input.runs.empty()) {
    return fail({Code::InvalidInput, "there is no run to evaluate", input.where,
                 "add [[run]] with a charge and a product"});
  }
  NITER_OK(check_labels(input));
  const auto wanted = std::count_if(input.runs.begin(), input.runs.end(),
                                    [](const auto& run) { return !run.charge.record.empty(); });
  if (static_cast<std::size_t>(wanted) != records.size()) {
    return fail(Code::InvalidInput, fmt::format("{} runs name a record, but {} tables were given",
                                                wanted, records.size()));
  }
  NITER_TRY(const auto chemistry, stoichiometry(input));

  FaradaicReport report;
  report.title = input.title;
  report.reactant = input.reactant;
  report.product = input.product;
  report.electrons = chemistry.electrons;
  std::size_t next_record = 0;
  for (std::size_t i = 0; i < input.runs.size(); ++i) {
    const data::Table* record =
        input.runs[i].charge.record.empty() ? nullptr : &records[next_record++];
    if (record != nullptr) report.records.push_back(record->provenance);
    NITER_TRY(auto run, evaluate_run(input, chemistry, i, record));
    report.runs.push_back(std::move(run));
  }
  NITER_OK(check_distributions(input, report.runs));
  report.replicates = compare_runs(report.runs);
  report.findings = replicate_findings(report.replicates);
  return report;
}

ElectrolysisInput simulated_electrolysis(std::string reactant, const Quantity& area,
                                         const Quantity& volume, const Quantity& concentration) {
  const Reading nothing{.concentration = Quantity(0, "mol m-3")};
  ElectrolysisInput input;
  input.title = "simulated electrolysis";
  input.reactant = std::move(reactant);
  input.area = area;
  input.blank = nothing;
  input.ocp = nothing;
  input.monte_carlo.draws = 0;
  ElectrolysisRun run;
  run.label = "simulated";
  run.charge.record = "simulated";
  run.volume = volume;
  run.end = Reading{.concentration = concentration};
  input.runs.push_back(std::move(run));
  return input;
}

}  // namespace niter::analysis
