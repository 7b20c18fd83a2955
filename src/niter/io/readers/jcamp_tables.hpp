// Tables of a JCAMP-DX block: the axes that its records describe, and the checks they allow.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "niter/data/table.hpp"
#include "niter/io/readers/jcamp_records.hpp"

namespace niter::io::jcamp {

/// What the records say of one variable; of an NTUPLES block one column of its lists.
struct Variable {
  std::string name = {};   // "SPECTRUM/IMAG", empty outside of NTUPLES
  std::string units = {};  // "1/CM"
  double factor = 1;
  std::optional<double> first = {}, last = {}, least = {}, most = {};
  double last_place = 0;  // of FIRSTY, MAXY and MINY as printed: they need not agree better
};

/// What the records say of a table.
struct Description {
  Variable x, y;
  std::optional<double> points = {};  // NPOINTS
  std::optional<double> step = {};    // DELTAX
};

using Labels = std::map<std::string, std::string>;

Description describe_block(const Labels& labels);
/// By the symbols of its variables, "X" and "R". @error NotFound for a symbol that is not there
Result<Description> describe_tuple(const Labels& labels, std::string_view x, std::string_view y);

/// Abscissa and ordinate in SI; what does not agree is added to `caveats`.
///
/// @param form  "(X++(Y..Y))" without blanks: ordinates of equal distance; else pairs
/// @param most  ordinates that can honestly be in the file
/// @error InvalidInput with line and column
Result<std::vector<data::Column>> read_table(const Record& record, bool equal_distances,
                                             const Description& description, std::size_t most,
                                             const std::string& file,
                                             std::vector<std::string>& caveats);

}  // namespace niter::io::jcamp
