// Faradaic efficiency, yields, selectivity and energy of an electrolysis, with budgets.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/analysis/echem/electrolysis.hpp"
#include "niter/analysis/monte_carlo.hpp"
#include "niter/base/result.hpp"
#include "niter/config/value.hpp"
#include "niter/data/finding.hpp"
#include "niter/data/table.hpp"
#include "niter/units/uncertain.hpp"

namespace niter::analysis {

/// A unit of display and how the field writes it: "mg h-1 mg-1" is printed "mg h-1 mgcat-1".
struct DisplayUnit {
  Unit unit;
  std::string label;
};

/// One derived number of one run.
struct FaradaicResult {
  std::string id;     // "faradaic_efficiency", "yield_rate", "faradaic_efficiency NO2-"
  std::string title;  // "Faradaic efficiency"
  Uncertain value;    // SI; numbers of one report that share an input are correlated
  std::vector<DisplayUnit> units;  // the first is used in tables, the others stand beside it
  std::string formula;             // "FE = n F N / Q"
  std::string source;
  std::optional<Sampled> sampled;  // Monte Carlo, SI
  bool agrees = false;  // linear and sampled intervals, jcgm101 8.1; false if not sampled
};

struct RunReport {
  std::string label;
  std::vector<FaradaicResult> results;
  std::vector<RandomInput> inputs;  // every input the results rest on
  std::vector<data::Finding> findings;

  /// The result of that id, or null.
  const FaradaicResult* find(std::string_view id) const;
};

/// The same number over all runs.
struct ReplicateResult {
  std::string id, title;
  std::vector<DisplayUnit> units;
  std::vector<double> values;  // SI, one for each run
  double mean = 0;
  double sd = 0;            // between runs
  double half_width = 0;    // 95 % of the mean by Student's t, scatter between runs only
  double shared_sigma = 0;  // what all runs share (area, calibration) and the scatter cannot show
  double expanded = 0;      // 95 % of the mean, both together (replicates.hpp)
  double chi2 = 0;          // of the runs against the budgets of their own inputs
  double probability = 0;   // that chance scatters the runs more than this; NaN without budgets
};

struct FaradaicReport {
  std::string title, reactant, product;
  double electrons = 0;  // per particle of product
  std::vector<RunReport> runs;
  std::vector<ReplicateResult> replicates;  // empty for one run
  std::vector<data::Finding> findings;      // of the experiment as a whole
  std::vector<data::Provenance> records;    // in the order given
};

/// Evaluate an electrolysis.
///
///     FE   = n F N / Q                        Faradaic efficiency; n electrons per particle of
///     product N    = sum_i (c_i - c_0) V_i + (c_end - c_0) (V - sum_i V_i)    aliquots lower the
///     volume; c_0 control r    = N / (A t)                        yield rate; per catalyst mass
///     and per site likewise j    = -Q / (A t),  j_p = -n F r        IUPAC: cathodic negative X =
///     consumed / initial               conversion S    = N a_p / (consumed a_r) selectivity; a
///     nitrogen atoms per particle EE   = FE (E_O2 - E_r) / U              energy efficiency of a
///     cell that oxidises water at the anode w    = U Q / (N M)                      energy
///     consumption
///
/// @param records  one table with columns t and I (or j) for each run whose charge names a record,
/// in order
/// @error  InvalidInput, Unit, NotFound, located in the input where it came from a file:
/// contradictory or missing
///         inputs, unknown formula, record that does not fit. What is merely doubtful is a Finding.
/// @source bard2001, sec. 11.3 (bulk electrolysis); jcgm101; jcgm100.
/// docs/methods/faradaic-efficiency.md
Result<FaradaicReport> faradaic(const ElectrolysisInput& input,
                                std::span<const data::Table> records = {});

/// An electrolysis known without error, as a simulation gives it: pass the simulated I-t table as
/// the only record. No Monte Carlo; blank and OCP control are zero by construction.
ElectrolysisInput simulated_electrolysis(std::string reactant, const Quantity& area,
                                         const Quantity& volume, const Quantity& concentration);

/// For a terminal of 80 columns: results, budget of the main ones, cross-check, findings.
std::string report_text(const FaradaicReport& report);

/// For --json; the schema is in docs/methods/faradaic-efficiency.md. Values in the unit of display.
config::Value to_value(const FaradaicReport& report);

}  // namespace niter::analysis
