// An electrolysis as a spreadsheet in which every step from absorbance to efficiency is a formula.
#pragma once

#include <vector>

#include "niter/analysis/echem/faradaic.hpp"
#include "niter/io/writers/xlsx.hpp"

namespace niter::study {

/// A sheet for each run: the inputs as they were written, then concentration, amount, charge,
/// efficiency and rates as formulas, each beside the number of niter and their relative difference.
/// With standards a sheet "calibration" with SLOPE, INTERCEPT and STEYX; with several runs a sheet
/// "all runs" with AVERAGE and STDEV.
///
/// Uncertainties are numbers of niter, not formulas: they follow correlations that cells cannot.
/// What rests on a record starts from its integral.
/// @error as the calibration of the input, which evaluated without one
Result<std::vector<io::Sheet>> electrolysis_sheets(const analysis::ElectrolysisInput& input,
                                                   const analysis::FaradaicReport& report);

}  // namespace niter::study
