// Lines of a JCAMP-DX table: an abscissa and many ordinates, in any of its number forms.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/io/text_lines.hpp"

namespace niter::io::jcamp {

/// What a line says of its place in the table.
struct LineStart {
  int line = 0;
  double x = 0;           // as written, without XFACTOR
  std::size_t index = 0;  // of its first ordinate in the table
};

struct Ordinates {
  std::vector<double> y = {};  // as written, without YFACTOR; '?' is NaN
  std::vector<LineStart> starts = {};
  int failed_checks = 0;  // lines of differences whose first ordinate is not the last of the former
  int first_failed = 0;   // line
};

/// Lines of the form (X++(Y..Y)). The first number is the abscissa. Ordinates follow as
///
///     AFFN, FIX  numbers with or without exponent, separated
///     PAC        "+1-2": the sign separates
///     SQZ        @ABCDEFGHI are 0 to 9, abcdefghi are -1 to -9 as first digit
///     DIF        %JKLMNOPQR are 0 to 9, jklmnopqr are -1 to -9: difference to the ordinate before
///     DUP        STUVWXYZs are 1 to 9: how often the ordinate or difference before stands here
///
/// After a line that ends in a difference the next begins with that ordinate again, as a check. If
/// it is another, the table goes on from there. An E before a sign is an exponent, else an
/// ordinate.
///
/// @param most  ordinates that can honestly be in the file
/// @error InvalidInput with line and column: a character that is none of these, more than `most`
/// @source mcdonald1988, Table VIII and "Squeezed", "Difference", "Duplicate suppression form"
Result<Ordinates> read_ordinates(std::span<const TextLine> lines, std::size_t most,
                                 const std::string& file);

/// All numbers of lines of the form (XY..XY): separated by blanks, commas, semicolons or brackets.
/// @error InvalidInput with line and column
Result<std::vector<double>> read_points(std::span<const TextLine> lines, const std::string& file);

}  // namespace niter::io::jcamp
