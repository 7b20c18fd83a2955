// Dilution chains as laboratories write them: "1 mL to 10 mL", then "0.5 mL to 25 mL".
#pragma once

#include <string_view>
#include <vector>

#include "niter/analysis/inputs.hpp"
#include "niter/base/result.hpp"
#include "niter/units/quantity.hpp"

namespace niter::analysis {

/// One step: a volume taken by pipette, made up to a volume in a flask.
struct Dilution {
  Quantity taken, made;

  /// "1 mL to 10 mL"; with uncertainties "1.000 +- 0.005 mL to 10.00 +- 0.02 mL".
  /// @error InvalidInput or Unit: not two volumes, one of them not positive, made less than taken
  static Result<Dilution> parse(std::string_view text);
};

/// Factor of the chain, volume after over volume before.
///
///     D = product of made_i / taken_i
///
/// Inputs "<scope> pipette 1", "<scope> flask 1", ...: each step has its own, so that two steps
/// with the same pipette count as two deliveries. What pipettes share (their calibration) is not
/// known here; state it in the uncertainty of the larger step.
Uncertain dilution_factor(const std::vector<Dilution>& chain, Inputs& inputs,
                          std::string_view scope);

}  // namespace niter::analysis
