// The header of a BioLogic .mpt file: what it says of the technique, the cell and the loops.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/io/text_lines.hpp"

namespace niter::io {

struct BiologicHeader {
  std::string title;                                         // "Cyclic Voltammetry"
  std::vector<std::pair<std::string, std::string>> entries;  // as they stand there
  /// The entries, several of one key joined by "; ", decimal commas turned into points. A key that
  /// stands behind its quantity carries its name: "Ei (V) vs.", "dE/dt unit".
  std::map<std::string, std::string> settings;
  std::vector<std::size_t> loops;  // row at which each loop but the first begins
  std::size_t rows = 0;            // that the loops promise; 0: no loops
};

/// @param lines  those before the names of the columns
BiologicHeader read_biologic_header(std::span<const TextLine> lines);

}  // namespace niter::io
