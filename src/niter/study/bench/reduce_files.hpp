// reduce_files: instrument files through one technique of the bench.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/config/value.hpp"
#include "niter/data/reduction.hpp"
#include "niter/io/reader.hpp"

namespace niter::study {

struct ReduceRequest {
  std::string technique;
  std::vector<std::filesystem::path> files;
  config::Value options = {};     // keys of the technique
  config::Value conditions = {};  // keys of the common door
  io::ReadOptions reading = {};   // what the files do not say
  std::vector<int> parts = {};    // of each file, from 1; empty: all that fit the technique
};

/// Reads every file, takes the parts that hold the columns the technique needs and are of its kind,
/// and reduces them together.
///
/// @return the reduction; caveats of the files stand in it, each under the name of its file
/// @error as the reader and the technique; InvalidInput if a file holds no part that fits, saying
///        what it holds, or a part asked for that is not there or does not fit
Result<data::Reduction> reduce_files(const ReduceRequest& request, const Monitor& monitor);

}  // namespace niter::study
