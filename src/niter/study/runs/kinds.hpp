// Run kinds: what is made of the records of a [[run]]. To add one: a file with its function, and a
// row in kinds.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/data/figure.hpp"
#include "niter/data/table.hpp"
#include "niter/study/model.hpp"
#include "niter/study/runs/plan.hpp"
#include "niter/study/study.hpp"

namespace niter::study {

/// A number that a run gives, beside what was reported if anything was.
struct RunNumber {
  std::string name;      // "C_dl of Fe2Co1/NC"
  Quantity simulated;    // with the spread of the posterior draws as uncertainty where there is one
  std::string reported;  // as printed, or empty
  std::string note;      // how to read it
};

struct RunOutcome {
  std::string id, title, protocol;  // as in the plan
  std::vector<data::Figure> figures;
  std::vector<RunNumber> numbers;
  std::vector<std::string> remarks;  // sentences for the report
  std::vector<data::Table> records;  // the simulated records, titled by file name
  std::size_t draws = 0;             // of the posterior, behind bands and ±
};

/// Everything a kind works with.
struct RunInput {
  const Study& study;
  const Model& model;
  const RunPlan& plan;
  const ParameterValues& values;
  std::span<const ParameterValues> draws;  // of the posterior, for bands of the reference catalyst
  int threads = 1;
  Monitor monitor;
};

struct RunKind {
  std::string_view name;
  std::string_view summary;
  Result<RunOutcome> (*make)(const RunInput& input);
};
std::span<const RunKind> run_kinds();

Result<RunOutcome> voltammogram(const RunInput& input);
Result<RunOutcome> capacitance(const RunInput& input);
Result<RunOutcome> spectrum(const RunInput& input);
Result<RunOutcome> cycles(const RunInput& input);
Result<RunOutcome> stability(const RunInput& input);
Result<RunOutcome> controls(const RunInput& input);
Result<RunOutcome> additive(const RunInput& input);
Result<RunOutcome> battery_power(const RunInput& input);
Result<RunOutcome> battery_open_circuit(const RunInput& input);
Result<RunOutcome> battery_ammonia(const RunInput& input);
Result<RunOutcome> battery_gap(const RunInput& input);
Result<RunOutcome> battery_hours(const RunInput& input);

/// Every [[run]] of the study, in file order, with at most twelve of the draws: enough for bands
/// of 90 %, and hours of electrolysis are dear.
Result<std::vector<RunOutcome>> make_runs(const Study& study, const Model& model,
                                          const ParameterValues& values,
                                          const std::vector<ParameterValues>& draws, int threads,
                                          const Monitor& monitor);

}  // namespace niter::study
