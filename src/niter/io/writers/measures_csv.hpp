// The numbers of a reduction as one CSV: a row each, with uncertainty, unit and rule.
#pragma once

#include <string>

#include "niter/data/reduction.hpp"

namespace niter::io {

/// Columns id, title, value, u, unit, formula, source, note. Value and standard uncertainty are in
/// the unit of their row, as the shortest text that reads back as the same SI number.
std::string measures_csv(const data::Reduction& reduction,
                         data::CsvHeader header = data::CsvHeader::Full);

}  // namespace niter::io
