// Spreadsheets: sheets of numbers, texts and formulas that are seen and can be followed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::io {

/// A formula and the value it has: programs that do not reckon show the value.
struct Formula {
  std::string text;  // "=B4*D4"
  double value = 0;
};

/// How a cell looks: inputs are blue, results stand out, notes are small and grey.
enum class CellStyle { Plain, Title, Heading, Input, Result, Note };

struct Cell {
  std::variant<std::monostate, double, std::string, Formula> content = {};
  CellStyle style = CellStyle::Plain;
};

struct Sheet {
  std::string name;  // as sheet_names_of() gives it
  std::vector<std::vector<Cell>> rows = {};
  std::vector<double> widths = {};  // of the columns, in letters; 12 where not given
};

/// "B4" of row 3 and column 1, both counted from 0.
std::string cell_name(std::size_t row, std::size_t column);
/// "'run 1'!B4"
std::string cell_name(const Sheet& sheet, std::size_t row, std::size_t column);
/// Names of sheets from titles: at most 31 characters, without []:*?/\ and ', no two alike.
std::vector<std::string> sheet_names_of(const std::vector<std::string>& titles);

/// Written to a temporary neighbour and renamed. Numbers have 16 digits, as the format's programs
/// write them; a number that is not finite leaves its cell empty. Equal sheets give equal files.
/// A text stays a text, also if it begins with "=".
/// @error InvalidInput for more than 1 048 576 rows, more than 16 384 columns, or names that are no
/// names of sheets; Io
Status write_xlsx(const std::filesystem::path& path, const std::vector<Sheet>& sheets);

}  // namespace niter::io
