// The technique "standard-addition": a sample that is its own matrix.
#pragma once

#include <span>

#include "niter/analysis/assay/calibration_use.hpp"
#include "niter/data/reduction.hpp"

namespace niter::analysis {

struct AdditionOptions {
  double confidence = 0.95;
  std::vector<std::string> dilutions = {};  // of the sample in the flasks: "5 mL to 50 mL"

  template <class V>
  void visit(V& v) {
    v.optional("confidence", confidence, "of the interval");
    v.optional("dilutions", dilutions, "steps from the sample to the flasks: [\"5 mL to 50 mL\"]");
  }
};

/// Each table is one sample: columns "c" or "mass_concentration" of what was added (in the flask),
/// and "absorbance" or "area". The line is extended to where the signal would be zero.
///
/// @error NotFound naming the column; as standard_addition and Dilution::parse; InvalidInput: the
///        signal does not rise with what is added
Result<data::Reduction> reduce_addition(std::span<const data::Table> tables,
                                        const AdditionOptions& options);

}  // namespace niter::analysis
