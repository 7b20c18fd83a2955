// Delimited text: which character separates, which marks decimals, and where the numbers begin.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/io/text_lines.hpp"

namespace niter::io {

/// How a text separates its fields. A blank stands for any run of blanks.
struct Dialect {
  char delimiter = ',';
  char decimal = '.';
};

/// A field and the column (in characters of the line's bytes, from 1) where it begins.
struct Field {
  std::string text;
  int column = 1;
};

/// Fields of one line, trimmed, quotation marks removed (a doubled one inside stands for itself).
/// One empty field after a closing delimiter is dropped.
/// @source rfc4180, sec. 2
std::vector<Field> split_fields(std::string_view line, const Dialect& dialect);
/// The same in place of what `fields` held: line after line it asks for no memory.
void split_fields(std::string_view line, const Dialect& dialect, std::vector<Field>& fields);

/// A number with the dialect's decimal mark; nothing if anything is left over.
std::optional<double> field_number(std::string_view text, const Dialect& dialect);

/// All fields are numbers or empty, and at least one is a number.
bool is_numeric(std::span<const Field> fields, const Dialect& dialect);

/// The dialect that makes the most lines numeric with two or more fields: tab, semicolon, comma,
/// blank; decimal point before decimal comma. Text without such lines is read as one column.
Dialect find_dialect(std::span<const TextLine> lines);

}  // namespace niter::io
