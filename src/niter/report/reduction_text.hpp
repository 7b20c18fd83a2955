// A reduction for a terminal of 80 columns.
#pragma once

#include <string>

#include "niter/data/reduction.hpp"

namespace niter::report {

/// Numbers with uncertainty, rule and the largest shares of their budgets; findings, caveats,
/// settings, records; what tables and figures there are. No line is longer than 80 characters
/// unless a single word is.
std::string reduction_text(const data::Reduction& reduction);

}  // namespace niter::report
