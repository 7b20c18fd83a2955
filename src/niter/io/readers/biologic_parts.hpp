// Where one technique of a BioLogic file falls into parts: loops, cycles, steps, spectra.
#pragma once

#include <vector>

#include "niter/data/table.hpp"
#include "niter/io/readers/biologic_table.hpp"

namespace niter::io {

/// The rule stands at add_biologic_parts.
std::vector<Part> biologic_parts(data::Table table, const BiologicRun& run, Recording& recording);

}  // namespace niter::io
