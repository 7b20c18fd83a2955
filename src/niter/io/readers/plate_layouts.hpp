// Layouts of plate files: what is common to lists of wells, tables of samples and grids.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/io/delimited.hpp"
#include "niter/io/recording.hpp"
#include "niter/io/text_lines.hpp"

namespace niter::io::plate {

/// A file cut into lines and the way its fields are separated.
struct Sheet {
  std::span<const TextLine> lines;
  Dialect dialect;
  std::string file;
  std::map<std::string, std::string> units = {};  // of ReadOptions
  data::Provenance provenance = {};
};

/// Row and column of a well, both from 1.
struct Well {
  int row = 0, column = 0;
};
/// "A1", "h12", "AF48". Nothing else.
std::optional<Well> parse_well(std::string_view text);

/// A reading: its value, or why there is none.
struct Reading {
  double value = 0;  // NaN if missing
  bool overflow = false;
};
/// A number, an empty field, NA, or a word like OVRFLW, OVER, >4.0; nothing for anything else.
std::optional<Reading> parse_reading(std::string_view text, const Dialect& dialect);

/// The line is the header of a list of wells or of a table of samples.
bool is_list_header(std::span<const Field> fields);
/// The line numbers the columns of a grid: from 1 upwards, six at least.
bool is_grid_header(std::span<const Field> fields);

/// @error InvalidInput with line and column
Status read_list(const Sheet& sheet, std::size_t header_line, Recording& recording);
Status read_grids(const Sheet& sheet, Recording& recording);

}  // namespace niter::io::plate
