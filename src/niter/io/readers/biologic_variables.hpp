// The vendor's numbered list of variables, with the width each has in a record.
#pragma once

#include <span>
#include <string_view>

#include "niter/io/readers/biologic_columns.hpp"

namespace niter::io {

struct BiologicVariable {
  int id;
  std::string_view header;  // in the spelling of .mpt files
  BiologicType type = BiologicType::Single;
  bool proven = false;  // the width follows from records of real files
};

/// In the order of their numbers; without the flags and the numbered families, which
/// biologic_column() knows.
/// @source biologic_olecom, list of variables; galvani and yadg, widths
std::span<const BiologicVariable> biologic_variables();

}  // namespace niter::io
