// Labelled records of a JCAMP-DX file: "##LABEL= value" and the lines below it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "niter/io/text_lines.hpp"

namespace niter::io::jcamp {

struct Record {
  std::string label;       // in capitals, without blanks, '-', '/' and '_': "DATATYPE"
  std::string_view value;  // behind the '=', trimmed, without its comment
  int line = 0;
  std::span<const TextLine> below = {};  // lines up to the next record
};

/// What follows "$$" is left out of values; a comment ("##=") is a record without label.
/// @source mcdonald1988, "Labeled-data-records"
std::vector<Record> read_records(std::span<const TextLine> lines);

std::string normal_label(std::string_view label);

/// Parts of "a, b, , d", trimmed.
std::vector<std::string> list_of(std::string_view value);

}  // namespace niter::io::jcamp
