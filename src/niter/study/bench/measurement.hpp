// Measurement: raw files of a study and the technique they go through: [[measurement]] of
// study.toml.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/config/value.hpp"
#include "niter/io/reader.hpp"
#include "niter/study/bench/role.hpp"

namespace niter::study {

struct Measurement {
  std::string id;                    // "lsv-fe2co1", unique
  std::string title;                 // as the report calls it
  std::string technique;             // a row of analysis/techniques, or "electrolysis"
  std::string catalyst, experiment;  // ids of the study, or empty
  std::optional<double> potential;   // at which it was made, on the scale of the experiment [V]
  std::vector<std::filesystem::path> files;  // that match, sorted within each pattern
  config::Value options;                     // keys of the technique
  io::ReadOptions reading;
  std::string resistance_from;  // id of the spectrum whose series resistance it is freed of
  std::vector<int> parts;       // of each file, from 1; empty: all that fit
  Role role = {};               // beside others; none: it stands for itself
  Where where;
};

/// The files of a folder that match a pattern with *, ? and [...], sorted.
/// @error NotFound naming the nearest file there is
Result<std::vector<std::filesystem::path>> matching_files(const std::filesystem::path& folder,
                                                          const std::string& pattern,
                                                          const Where& where);

}  // namespace niter::study
