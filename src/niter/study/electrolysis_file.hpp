// electrolysis.toml: one file, and the records it names, to the report of a Faradaic efficiency.
#pragma once

#include <filesystem>

#include "niter/analysis/echem/faradaic.hpp"
#include "niter/base/result.hpp"

namespace niter::study {

/// Read the file (format: docs/methods/faradaic-efficiency.md), load the I-t records it names
/// (paths are relative to the file) and evaluate.
///
/// @error what the files' mistakes are, with file, line and column, and what analysis::faradaic
/// says
Result<analysis::FaradaicReport> faradaic_file(const std::filesystem::path& path);

}  // namespace niter::study
