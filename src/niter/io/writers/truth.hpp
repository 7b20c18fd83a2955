// The truth of a simulated record: a side file beside it with settings, seed and true columns.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "niter/data/table.hpp"

namespace niter::io {

/// What the side file says of the record it belongs to.
struct TruthOf {
  std::string file;    // name without folder
  std::string sha256;  // of the bytes of the record
  std::string format;  // name of the row in the table of formats
};

/// "run.mpt" -> "run.mpt.truth.json".
std::filesystem::path truth_path(const std::filesystem::path& record);

/// JSON: the record by name and SHA-256, the provenance and settings of the truth, and its columns
/// in SI units with every digit.
std::string truth_json(const data::Table& truth, const TruthOf& record);

}  // namespace niter::io
