// Reader: walks over the tokens of a protocol and words its errors: what stands there, what was
// wanted, what to write. Used only inside this folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/twin/protocol/tokens.hpp"

namespace niter::twin::protocol {

class Reader {
 public:
  Reader(std::vector<Token> tokens, std::string_view file_name)
      : tokens_(std::move(tokens)), file_name_(file_name) {}

  /// A token that has not been read yet; behind the last one stands End.
  const Token& peek(std::size_t ahead = 0) const;
  /// The last token that has been read; there must be one.
  const Token& last() const;
  const Token& next();
  /// Whether the instruction is over: ";", the end of the line or of the text.
  bool at_end() const;

  /// Read these words or signs if they come next, in any case: "open circuit", ",". A full stop
  /// behind a word is no part of it ("vs.").
  bool accept(std::string_view phrase);
  /// @error InvalidInput with the example of the instruction
  Status expect(std::string_view phrase);

  /// What the errors of the present instruction show as the way to write it.
  void set_example(std::string_view example) { example_ = example; }
  /// 'write it like "hold -1.0 V vs RHE for 1 h"'
  std::string advice() const;

  Where where(const Token& token) const;
  Error error(const Token& token, std::string what, std::string hint) const;
  /// The next token does not belong here.
  Error unexpected(std::string_view wanted) const;

 private:
  std::vector<Token> tokens_;
  std::string_view file_name_;
  std::string_view example_;
  std::size_t at_ = 0;
};

/// 'write it like "10 mV/s"'
std::string write_like(std::string_view example);

}  // namespace niter::twin::protocol
