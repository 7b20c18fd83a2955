// Model: the twin of a study. From its experiments, assumptions and mechanism to half-cells of
// every catalyst.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/study/study.hpp"
#include "niter/twin/cell/cell_model.hpp"
#include "niter/twin/cell/half_cell.hpp"
#include "niter/twin/mechanism/mechanism.hpp"

namespace niter::study {

/// Values by parameter name, in the unit of the parameter.
using ParameterValues = std::map<std::string, double>;

class Model {
 public:
  /// @error NotFound (mechanism, an assumption the cells need), Inconsistent (a salt niter cannot
  /// take apart)
  static Result<Model> make(const Study& study);

  /// Every number a calibration may move: those of the mechanism, then those of the cells.
  const std::vector<twin::Parameter>& parameters() const { return parameters_; }
  /// Their values before any calibration.
  ParameterValues nominal() const;
  const twin::Mechanism& mechanism() const { return mechanism_; }
  const std::vector<std::string>& experiments() const { return experiments_; }

  /// The mechanism of a catalyst: site density scaled by its double-layer capacitance, the
  /// determining step moved by the compressed DFT difference  s (dG_DFT(c) - dG_DFT(reference));
  /// hydrogen evolution stays with the support. docs/methods/dft-map.md
  Result<twin::Mechanism> mechanism_of(const std::string& catalyst, const ParameterValues& values,
                                       double dft_compression) const;
  /// The cell of an experiment with the film and series resistance of `values`.
  Result<twin::HalfCellOptions> cell_options(const std::string& experiment,
                                             const ParameterValues& values) const;
  Result<twin::HalfCell> cell(const std::string& experiment, const std::string& catalyst,
                              const ParameterValues& values, double dft_compression) const;
  /// How the cell of an experiment with the reference catalyst moves with each of `parameters`, per
  /// unit of the coordinate in which its prior is normal: the value, or its logarithm.
  std::vector<twin::ModelSlope> slopes(const std::string& experiment, const ParameterValues& values,
                                       const std::vector<twin::Parameter>& parameters) const;
  double default_compression() const { return simulation_.dft_compression; }
  const Simulation& simulation() const { return simulation_; }

 private:
  twin::Mechanism mechanism_;
  Simulation simulation_;
  std::vector<twin::Parameter> parameters_;
  std::vector<std::string> experiments_;
  std::map<std::string, twin::HalfCellOptions> cells_;  // by experiment, nominal
  std::map<std::string, std::string> film_parameter_;   // by experiment
  std::map<std::string, Unit> units_;                   // of the cell parameters
  std::map<std::string, twin::ModelSlope> slopes_;      // of the mechanism's, per their own unit
};

/// A shipped mechanism, or a file of the study's folder where the name ends in .toml.
/// @error what twin::load_mechanism() and twin::shipped_mechanism() say
Result<twin::Mechanism> mechanism_named(const Study& study, const std::string& name);

/// Ions of dissolved salts [mol m-3]: {"KNO3": 0.1 mol/L} -> {"K+": 100, "NO3-": 100}.
/// @error InvalidInput for a salt that is not (alkali, ammonium or hydrogen cation)(anion)
Result<std::map<std::string, double>> ions_of(const std::map<std::string, Quantity>& salts);

}  // namespace niter::study
