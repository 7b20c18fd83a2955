// The measurement model of one run: from inputs to results, written once for GUM and Monte Carlo.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "niter/analysis/assay/reading.hpp"
#include "niter/analysis/echem/electrolysis.hpp"
#include "niter/analysis/echem/measures.hpp"
#include "niter/analysis/inputs.hpp"
#include "niter/base/result.hpp"
#include "niter/data/table.hpp"

namespace niter::analysis {

/// A number of the run; `other` tells other products apart.
struct Derived {
  Measure measure;
  int other;
  Uncertain value;
};

/// What chemistry fixes: the same for all runs.
struct Stoichiometry {
  double electrons = 0;       // per particle of product
  double molar_mass = 0;      // of the product [kg mol-1]
  double nitrogen_ratio = 0;  // nitrogen atoms of product over reactant; 0 if either has none
  std::optional<double> oxygen_potential;      // H2O/O2 [V vs RHE]; only if a voltage is given
  std::optional<Quantity> reaction_potential;  // reactant/product [V vs RHE]
};
/// @error InvalidInput or Inconsistent for formulas that do not read or do not react into each
/// other
Result<Stoichiometry> stoichiometry(const ElectrolysisInput& input);

/// A run that has been checked and is ready to be evaluated.
class ElectrolysisModel {
 public:
  /// @param scope   prefix of the run's own inputs; empty for a single run
  /// @param record  the I-t record, if the charge names one; else null
  /// @error located: what is missing or contradictory in the run
  static Result<ElectrolysisModel> prepare(const ElectrolysisInput& input,
                                           const Stoichiometry& stoichiometry, std::size_t run,
                                           std::string scope, const data::Table* record);

  /// Every number the inputs allow, always the same ones in the same order.
  std::vector<Derived> evaluate(Inputs& inputs) const;

  const std::optional<RecordIntegral>& record() const { return record_; }
  /// Absorbances measured, with their names, for the check against the range of the calibration.
  std::vector<std::pair<std::string, const Assay*>> assays() const;

 private:
  struct Sample {
    Quantity volume;
    Assay product;
    std::optional<Assay> reactant;
    std::string scope, reactant_scope;
  };
  struct Other {
    double electrons = 0;
    std::optional<Quantity> amount;
    std::optional<Assay> end;
    std::string scope;
  };
  using Numbers = std::vector<Derived>;

  Status prepare_product(const ElectrolysisInput& input,
                         const std::optional<CalibrationLine>& line);
  Status prepare_reactant(const ElectrolysisInput& input);
  Status prepare_others(const ElectrolysisInput& input);
  std::string scoped(std::string_view what) const;

  std::optional<Uncertain> duration(Inputs& inputs) const;
  Uncertain product_amount(Inputs& inputs, Numbers& numbers) const;
  Uncertain volume_left(Inputs& inputs) const;
  void add_rates(Inputs& inputs, Numbers& numbers, const Uncertain& amount,
                 const Uncertain& time) const;
  void add_reactant(Inputs& inputs, Numbers& numbers, const Uncertain& amount) const;
  void add_energy(Inputs& inputs, Numbers& numbers, const Uncertain& amount,
                  const Uncertain& charge) const;
  void add_others(Inputs& inputs, Numbers& numbers, const Uncertain& efficiency,
                  const Uncertain& charge) const;

  ElectrolysisInput setup_;  // without its runs
  ElectrolysisRun run_;
  Stoichiometry chemistry_;
  std::string scope_, end_scope_, before_scope_, after_scope_;  // kept: a trial makes no text
  std::optional<RecordIntegral> record_;
  std::optional<Assay> blank_, ocp_, end_, before_, after_;
  std::vector<Sample> samples_;
  std::vector<Other> others_;
  bool makes_product_ = true;  // amounts above zero: what is divided by them makes sense
  bool consumes_reactant_ = true;
};

}  // namespace niter::analysis
