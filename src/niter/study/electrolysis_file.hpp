// electrolysis.toml: one file, and the records it names, to the report of a Faradaic efficiency.
#pragma once

#include <filesystem>

#include "niter/analysis/echem/faradaic.hpp"
#include "niter/base/result.hpp"

namespace niter::study {

/// What stood in the file, and what it gives.
struct Electrolysis {
  analysis::ElectrolysisInput input;
  analysis::FaradaicReport report;
};

/// Read the file (format: docs/methods/faradaic-efficiency.md), load the I-t records it names
/// (paths are relative to the file) and evaluate.
///
/// @error what the files' mistakes are, with file, line and column, and what analysis::faradaic
/// says
Result<Electrolysis> electrolysis_file(const std::filesystem::path& path);
/// Its report alone.
Result<analysis::FaradaicReport> faradaic_file(const std::filesystem::path& path);

}  // namespace niter::study
