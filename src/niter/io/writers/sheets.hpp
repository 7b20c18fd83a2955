// The sheets of a reduction: its numbers, a sheet for each table, and what it was made from.
#pragma once

#include <vector>

#include "niter/data/reduction.hpp"
#include "niter/io/writers/xlsx.hpp"

namespace niter::io {

/// "measures": value, u and unit of each number, and u over value as a formula. Then a sheet for
/// each table (names, units, comments, values in the unit of display), and "about": findings,
/// caveats, settings, records.
std::vector<Sheet> sheets_of(const data::Reduction& reduction);

}  // namespace niter::io
