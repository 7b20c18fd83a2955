// Layout of a .par file of VersaStudio: its blocks, the steps that record, and where the rows
// stand.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "niter/io/recording.hpp"
#include "niter/io/text_lines.hpp"

namespace niter::io {

using VersastatKeys = std::map<std::string, std::string>;
std::optional<double> versastat_number(const VersastatKeys& keys, const std::string& key);

/// The rows are views into the text.
struct VersastatLayout {
  VersastatKeys common;              // Action0
  std::vector<VersastatKeys> steps;  // of the actions that record, one for each segment number
  std::vector<std::string> names;    // of the columns
  std::vector<std::span<const TextLine>> rows;  // of each segment block
  std::string started;
  bool closed = true;
};

/// Keys of the blocks that concern the run go to the header of the recording.
VersastatLayout read_versastat_layout(std::span<const TextLine> lines, Recording& recording);

}  // namespace niter::io
