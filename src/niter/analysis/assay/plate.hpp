// Standards and samples as records hold them: a table of flasks, or a plate of wells.
#pragma once

#include <span>
#include <vector>

#include "niter/analysis/assay/calibration_curve.hpp"
#include "niter/data/reduction.hpp"

namespace niter::analysis {

/// The rows of a table as wells.
///
/// Columns: a concentration, "c" (amount) or "mass_concentration"; a signal, "absorbance" or
/// "area"; and, on plates, "well_kind" (0 blank, 1 standard, 2 control, 3 sample), "well" (100
/// times the row and the column: H9 is 809), "sample" (a number; its name is the setting "sample
/// <number>" of the table's provenance). Without "well_kind" a row with a concentration is a
/// standard and one without (NaN) a sample. Samples without a number are one each. A NaN signal is
/// an empty well. The sigma of the signal column is that of each reading.
///
/// @error NotFound naming the column; InvalidInput: a kind that is none, a standard without
///        concentration
Result<std::vector<Well>> wells_of(const data::Table& table);

/// Techniques "calibration" and "plate": each table is one calibration with its own samples.
///
/// @error as wells_of and calibration_curve
Result<data::Reduction> reduce_calibration(std::span<const data::Table> tables,
                                           const CurveOptions& options);

}  // namespace niter::analysis
