// Tokens: a protocol's text as words, numbers and signs, each with its place. Used only inside this
// folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"

namespace niter::twin::protocol {

/// Blanks separate tokens and are dropped; so is a comment, from "#" to the end of its line.
enum class TokenKind {
  Word,     // "hold", "mA/cm2", "NO3-", "vs."
  Number,   // "-1.0", "1e3"; a minus sign may be the typographic one
  Sign,     // one of , ; : | < > <= >= ...
  LineEnd,  //
  End,      // of the text
};

struct Token {
  TokenKind kind = TokenKind::End;
  std::string_view text;  // a view into the author's text
  double value = 0;       // of a Number
  int line = 0;
  int column = 0;      // in characters
  bool glued = false;  // no blank stands before it
};

/// @return the tokens; the last one, and only that, is End
/// @error InvalidInput for a number that is not one of this computer (1e999)
Result<std::vector<Token>> tokens(std::string_view text, std::string_view file_name,
                                  int first_line);

/// The token in quotes for a message: cut if long, unprintable bytes as "?".
std::string quoted(std::string_view text);

}  // namespace niter::twin::protocol
