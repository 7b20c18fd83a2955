// Where the data files that come with niter are (species, mechanisms, references, the study
// template).
#pragma once

#include <filesystem>
#include <string_view>

#include "niter/base/result.hpp"

namespace niter {

/// Full path of share/niter/<name>: beside the installed program (../share/niter), else in the
/// source tree it was built from. @error NotFound
Result<std::filesystem::path> share_file(std::string_view name);

}  // namespace niter
