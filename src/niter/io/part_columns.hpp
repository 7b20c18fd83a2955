// What every reader does with the numbers it found: columns in SI, and where they came from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/data/table.hpp"
#include "niter/io/reader.hpp"

namespace niter::io {

/// Values as they stand in the file, turned into SI.
data::Column column_in_si(std::string name, const Unit& unit, std::vector<double> values,
                          std::string comment = {});

/// File, its hash and "<reader>, niter 1.0". Hashing reads the whole file: once per recording.
data::Provenance provenance_of(const Source& source, std::string_view reader);

/// Every part as the options want it: only their columns, under their words.
/// @error NotFound for a column that a part does not have
Result<Recording> with_options(Recording recording, const ReadOptions& options,
                               const std::string& file);

/// Keep the first caveats and count the rest: a file of a thousand scans says one thing a thousand
/// times.
void shorten_caveats(Recording& recording);

}  // namespace niter::io
