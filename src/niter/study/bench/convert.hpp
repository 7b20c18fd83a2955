// convert: the parts of a file as csv, one file each.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/io/recording.hpp"

namespace niter::study {

struct ConvertOptions {
  std::filesystem::path folder = {};  // empty: the current one
  int part = 0;                       // from 1; 0: all
};

/// Names are that of the file, with the number of the part if there are several: "x.csv",
/// "x-2.csv". The comments say what a column is and where it came from.
/// @return the files written
/// @error InvalidInput for a part that is not there; Io
Result<std::vector<std::filesystem::path>> convert(const io::Recording& recording,
                                                   const std::filesystem::path& file,
                                                   const ConvertOptions& options);

}  // namespace niter::study
