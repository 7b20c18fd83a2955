// From records of impedance to resistances and capacitances: the technique "eis".
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/analysis/impedance/circuit_fit.hpp"
#include "niter/analysis/impedance/spectrum.hpp"
#include "niter/base/result.hpp"
#include "niter/data/reduction.hpp"
#include "niter/data/table.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

struct EisOptions {
  std::string circuit = {};  // empty: a ladder of usual circuits
  Weight weight = Weight::Modulus;
  int starts = 100;
  int seed = 1;
  std::map<std::string, double> fix = {};                  // SI, by parameter
  std::map<std::string, std::vector<double>> bounds = {};  // two numbers, SI
  std::optional<Quantity> area = {};                       // geometric
  SpectrumOptions spectrum = {};

  template <class V>
  void visit(V& v) {
    v.optional("circuit", circuit, "R0-p(R1,CPE1), R(RQ) or R1+Q2/R2; none: a ladder of circuits");
    v.optional("weight", weight, "modulus, unit or proportional");
    v.optional("starts", starts, "random starts of each circuit");
    v.optional("seed", seed, "of the random starts");
    v.optional("fix", fix, "parameters held at a value, SI: { CPE1_n = 1 }");
    v.optional("bounds", bounds, "lowest and highest value, SI: { R1 = [10, 100] }");
    v.optional("area", area, "geometric area of the electrode", "cm2");
    spectrum.visit(v);
  }
};

/// Each table is one spectrum: f, Z_re, Z_im. Measures: series_resistance, for each arc its
/// resistance and capacitance, charge_transfer_resistance and double_layer_capacitance where the
/// circuit leaves no choice, polarisation_resistance, and every parameter by its name; with an area
/// the named ones per area. Measures of one spectrum are correlated as the fit says. With several
/// tables the title of the table stands behind the id.
///
/// Findings: kramers-kronig and z-hit (of the data), eis-fit (residuals), eis-minimum (starts and
/// other minima), eis-determined (what the data do not fix), eis-ladder (choice of the circuit).
///
/// @error as spectrum_of, parse_circuit and fit_circuit; InvalidInput for a fixed or bounded
///        parameter without a circuit, for bounds that are not two numbers, for no table
Result<data::Reduction> reduce_eis(std::span<const data::Table> tables,
                                   const EisOptions& options = {});

}  // namespace niter::analysis
