// The records of a .mpr file: which bytes of a record are which column, and reading them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/io/readers/biologic_columns.hpp"
#include "niter/io/readers/biologic_modules.hpp"
#include "niter/io/readers/biologic_table.hpp"

namespace niter::io {

/// A column and the byte of the record where it begins.
struct BiologicPlace {
  BiologicColumn column;
  std::size_t at = 0;
};

/// Where the columns of a record stand.
struct BiologicLayout {
  std::size_t record = 0;  // bytes of a record
  std::vector<BiologicPlace> places;
  std::vector<std::string> caveats;
};

/// Finds the places from the numbers of the columns and the length of a record.
///
/// If the known widths do not add up to the record, the widths of unknown columns and of those
/// never seen are tried (4, 8, 2, 1 bytes) until they do, changing as few as possible. A column
/// whose width, or whose place, is not settled by that is left out, and so are all behind it; those
/// before it stand.
/// @param record  0 if the file does not say: then the widths are taken as they are
BiologicLayout biologic_layout(std::span<const int> ids, std::size_t record);

/// All rows that are whole.
/// @error InvalidInput for a module without columns, a version that is not known, no rows
Result<std::vector<BiologicValues>> biologic_records(const BiologicModule& data,
                                                     const std::string& file, Recording& recording);

}  // namespace niter::io
