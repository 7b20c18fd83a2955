// fit_file: from a fit file, and the records it names, to a problem that can be fitted.
#pragma once

#include <filesystem>

#include "niter/base/result.hpp"
#include "niter/study/fit/fit.hpp"

namespace niter::study {

/// @error every mistake of the files, with file, line and what to do
Result<FitProblem> load_fit(const std::filesystem::path& file);
/// The same from a text whose records are already there, in their order.
Result<FitProblem> fit_problem(const FitText& text, std::vector<SweepRecord> records);

}  // namespace niter::study
