#include "niter/twin/protocol/tokens.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::twin::protocol {
namespace {

constexpr std::string_view minus = "\u2212";
constexpr std::string_view blanks[] = {" ",      "\t",     "\r",     "\f",    "\v",
                                       "\u00A0", "\u2009", "\u202F", "\uFEFF"};
constexpr std::string_view signs[] = {"...", "\u2026", "<=", ">=", "<", ">",
                                      "|",   ",",      ";",  ":",  "="};
constexpr std::size_t longest_quote = 40;  // bytes

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool continues_character(char c) {
  return (c & 0xC0) == 0x80;  // UTF-8
}

// The length of the text with which `at` begins, or 0. Most bytes differ at once.
std::size_t length_of_one(std::span<const std::string_view> texts, std::string_view at) {
  for (const auto text : texts) {
    if (at.front() == text.front() && at.starts_with(text)) return text.size();
  }
  return 0;
}

// [+-] digits [. digits] [e [+-] digits], or 0. The dots of "60...100" belong to no number.
std::size_t number_length(std::string_view text) {
  std::size_t at = text.starts_with(minus) ? minus.size() : 0;
  const auto peek = [&](std::size_t ahead = 0) {
    return at + ahead < text.size() ? text[at + ahead] : '\0';
  };
  const auto digits = [&] {
    const auto start = at;
    while (is_digit(peek())) ++at;
    return at - start;
  };
  if (at == 0 && (peek() == '+' || peek() == '-')) ++at;
  const auto whole = digits();
  if (peek() == '.' && peek(1) != '.' && (whole > 0 || is_digit(peek(1)))) {
    ++at;
    digits();
  } else if (whole == 0) {
    return 0;
  }
  if (peek() == 'e' || peek() == 'E') {
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if (is_digit(peek(1 + sign))) {
      at += 1 + sign;
      digits();
    }
  }
  return at;
}

std::optional<double> number_value(std::string_view text) {
  const auto value = text.starts_with(minus)
                         ? parse_number("-" + std::string(text.substr(minus.size())))
                         : parse_number(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

class Lexer {
 public:
  Lexer(std::string_view text, std::string_view file_name, int first_line)
      : rest_(text), file_name_(file_name), line_(first_line) {}

  Result<std::vector<Token>> run() {
    while (!rest_.empty()) {
      if (const auto blank = length_of_one(blanks, rest_)) {
        skip(blank);
        glued_ = false;
      } else if (rest_.front() == '#') {
        skip(std::min(rest_.find('\n'), rest_.size()));
      } else {
        NITER_OK(token());
      }
    }
    put(TokenKind::End, 0);
    return std::move(out_);
  }

 private:
  Status token() {
    if (rest_.front() == '\n') {
      put(TokenKind::LineEnd, 1);
      ++line_;
      column_ = 1;
      glued_ = false;
    } else if (const auto sign = length_of_one(signs, rest_)) {
      put(TokenKind::Sign, sign);
    } else if (const auto number = number_length(rest_)) {
      const auto value = number_value(rest_.substr(0, number));
      if (!value) {
        return fail(Error{Code::InvalidInput,
                          quoted(rest_.substr(0, number)) + " is not a number of this computer",
                          {std::string(file_name_), line_, column_},
                          {}});
      }
      put(TokenKind::Number, number);
      out_.back().value = *value;
    } else {
      put(TokenKind::Word, word_length());
    }
    return {};
  }

  std::size_t word_length() const {
    std::size_t at = 1;
    for (; at < rest_.size(); ++at) {
      const auto here = rest_.substr(at);
      if (here.front() == '\n' || here.front() == '#') break;
      if (length_of_one(blanks, here) > 0 || length_of_one(signs, here) > 0) break;
    }
    return at;
  }

  void put(TokenKind kind, std::size_t bytes) {
    out_.push_back({kind, rest_.substr(0, bytes), 0, line_, column_, glued_});
    skip(bytes);
    glued_ = true;
  }

  void skip(std::size_t bytes) {
    const auto passed = rest_.substr(0, bytes);
    column_ += static_cast<int>(std::count_if(passed.begin(), passed.end(),
                                              [](char c) { return !continues_character(c); }));
    rest_.remove_prefix(bytes);
  }

  std::string_view rest_;
  std::string_view file_name_;
  int line_ = 1;
  int column_ = 1;
  bool glued_ = false;
  std::vector<Token> out_;
};

}  // namespace

Result<std::vector<Token>> tokens(std::string_view text, std::string_view file_name,
                                  int first_line) {
  return Lexer(text, file_name, first_line).run();
}

std::string quoted(std::string_view text) {
  const bool cut = text.size() > longest_quote;
  if (cut) {
    std::size_t end = longest_quote;
    while (end > 0 && continues_character(text[end])) --end;
    text = text.substr(0, end);
  }
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }, '?');
  return "'" + out + (cut ? "...'" : "'");
}

}  // namespace niter::twin::protocol
