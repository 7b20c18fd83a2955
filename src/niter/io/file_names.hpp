// File names from titles: safe on every file system, and no two alike.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace niter::io {

/// Small letters, digits, '-', '_' and '.'; all else becomes one '-'. At most 60 characters; never
/// empty, never beginning with '.' or '-'. "x.DTA, R0-p(R1,CPE1)" -> "x.dta-r0-p-r1-cpe1".
std::string file_name_of(std::string_view title);

/// The names of several titles; one that came before gets "-2", "-3", ...
std::vector<std::string> file_names_of(std::span<const std::string> titles);

}  // namespace niter::io
