// catholyte: which nitrate concentration, current and film of a battery give most ammonia per area
// and per energy.
#pragma once

#include <string>
#include <vector>

#include "niter/study/design/questions.hpp"

namespace niter::study {

struct CatholyteOptions {
  std::string battery;  // id of a [[battery]]; the first if empty
  std::vector<Quantity> concentrations{Quantity(20, "mmol/L"), Quantity(50, "mmol/L"),
                                       Quantity(100, "mmol/L"), Quantity(300, "mmol/L")};
  std::vector<Quantity> currents{Quantity(1, "mA/cm2"), Quantity(2, "mA/cm2"),
                                 Quantity(4, "mA/cm2"), Quantity(7, "mA/cm2"),
                                 Quantity(10, "mA/cm2")};
  std::vector<double> films{0.5, 1, 2};  // times the calibrated thickness

  template <class V>
  void visit(V& v) {
    v.optional("battery", battery, "id of a [[battery]]; default the first");
    v.optional("concentrations", concentrations, "of nitrate, in the study's supporting salts",
               "mol/L");
    v.optional("currents", currents, "of the discharge, without sign", "A m-2");
    v.optional("films", films, "thickness over that of the calibration: stirring makes it thin");
  }
};

/// Measures: the best yield with its current and concentration, and the best energy given beside
/// the ammonia. Table: every combination. Figure: yield, energy per mass of ammonia and efficiency.
/// @error NotFound without a battery or a simulated nitrate experiment; as the runs
Result<data::Reduction> catholyte(const DesignInput& input, const CatholyteOptions& options);

}  // namespace niter::study
