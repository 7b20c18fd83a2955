#include "niter/twin/protocol/reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/base/text.hpp"

namespace niter::twin::protocol {
namespace {

bool is(const Token& token, std::string_view wanted) {
  if (token.kind == TokenKind::Sign) return token.text == wanted;
  if (token.kind != TokenKind::Word) return false;
  auto text = token.text;
  if (text.ends_with('.')) text.remove_suffix(1);
  return lower(text) == wanted;
}

}  // namespace

const Token& Reader::peek(std::size_t ahead) const {
  return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

const Token& Reader::last() const {
  NITER_EXPECT(at_ > 0, "a token has been read");
  return tokens_[at_ - 1];
}

const Token& Reader::next() {
  const auto& token = peek();
  if (at_ + 1 < tokens_.size()) ++at_;
  return token;
}

bool Reader::at_end() const {
  const auto& token = peek();
  return token.kind == TokenKind::LineEnd || token.kind == TokenKind::End || is(token, ";");
}

bool Reader::accept(std::string_view phrase) {
  std::size_t words = 0;
  while (!phrase.empty()) {
    const auto blank = std::min(phrase.find(' '), phrase.size());
    if (!is(peek(words), phrase.substr(0, blank))) return false;
    ++words;
    phrase.remove_prefix(std::min(blank + 1, phrase.size()));
  }
  at_ += words;
  return true;
}

Status Reader::expect(std::string_view phrase) {
  if (accept(phrase)) return {};
  return fail(unexpected(fmt::format("'{}'", phrase)));
}

std::string Reader::advice() const {
  return write_like(example_);
}

Where Reader::where(const Token& token) const {
  return {std::string(file_name_), token.line, token.column};
}

Error Reader::error(const Token& token, std::string what, std::string hint) const {
  return {Code::InvalidInput, std::move(what), where(token), std::move(hint)};
}

Error Reader::unexpected(std::string_view wanted) const {
  const auto& token = peek();
  const auto what =
      token.kind == TokenKind::LineEnd || token.kind == TokenKind::End
          ? fmt::format("the line ends where {} was expected", wanted)
          : fmt::format("{} stands where {} was expected", quoted(token.text), wanted);
  return error(token, what, advice());
}

std::string write_like(std::string_view example) {
  return fmt::format("write it like \"{}\"", example);
}

}  // namespace niter::twin::protocol
