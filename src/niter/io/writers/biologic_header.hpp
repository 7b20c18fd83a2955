// The header of an EC-Lab text file, by technique.
#pragma once

#include <string>
#include <vector>

#include "niter/io/writers/run_info.hpp"

namespace niter::io {

/// All lines from the first to the blank one before the column names, in UTF-8; the count in the
/// second line includes the line of names that follows.
std::vector<std::string> biologic_header(const RunInfo& run);

}  // namespace niter::io
