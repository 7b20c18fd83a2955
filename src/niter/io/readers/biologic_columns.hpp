// The columns of BioLogic files: one table of their numbers, names and widths, and what a name
// means in niter's words.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "niter/units/unit.hpp"

namespace niter::io {

/// How a value stands in a record of a .mpr file. Flags share one byte of the record.
enum class BiologicType { Flag, Byte, Word, Long, Single, Double };
std::size_t width_of(BiologicType type);

struct BiologicColumn {
  int id = 0;
  std::string header;  // as EC-Lab prints it in a .mpt file: "Ewe/V"
  BiologicType type = BiologicType::Single;
  unsigned mask = 0;   // of a flag: its bits in the common byte
  bool proven = true;  // the width was seen in a file; else it is what columns of its kind have
};

/// The column of a number, or nothing for a number that nobody has named.
///
/// The numbers are those of the variables of the vendor's OLE COM interface (1 to 543), and five
/// above that newer files hold. They stand in .mpr files as two bytes, little end first, or in old
/// files as one.
/// @source biologic_olecom, list of variables; galvani and yadg, tables of columns (widths)
std::optional<BiologicColumn> biologic_column(int id);

/// A header of a .mpt file in niter's words.
struct BiologicMeaning {
  std::string word = {};  // of the vocabulary; empty if there is none
  int rank = 0;           // of several columns with one word the lowest gets it
  std::string name;       // in the file, without its unit
  Unit unit = {};
  double sign = 1;         // -1: EC-Lab writes -Im(Z)
  bool unit_known = true;  // false: no unit could be read, the numbers are as they stand
};
BiologicMeaning biologic_meaning(std::string_view header);

/// The header with the spelling of the table where signs outside ASCII were spoiled on the way:
/// "Temperature/?C".
std::string mended_header(std::string_view header);

/// Full scale of a current range by its code, in A; nothing for "Auto" and the like.
/// @source yadg, table of current ranges
std::optional<double> biologic_range(int code);

}  // namespace niter::io
