#include "niter/units/expression.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

namespace niter::units {
namespace {

constexpr std::size_t longest_text = 200;  // bytes: longer texts are not units
constexpr int largest_power = 99;

// Other ways to type the same thing. What is left after this is ASCII.
constexpr std::pair<std::string_view, std::string_view> spellings[] = {
    {"\u00B5", "u"},        {"\u03BC", "u"},        {"\u03A9", "Ohm"}, {"\u2126", "Ohm"},
    {"\u00C5", "angstrom"}, {"\u212B", "angstrom"}, {"\u00B0", "deg"}, {"\u00B7", "*"},
    {"\u22C5", "*"},        {"\u00D7", "*"},        {"\u2212", "-"},   {"\u207B", "-"},
    {"\u2070", "0"},        {"\u00B9", "1"},        {"\u00B2", "2"},   {"\u00B3", "3"},
    {"\u2074", "4"},        {"\u2075", "5"},        {"\u2076", "6"},   {"\u2077", "7"},
    {"\u2078", "8"},        {"\u2079", "9"},        {"\u00A0", " "},   {"\u2009", " "},
    {"\u202F", " "},
};

struct Ascii {
  std::string text;
  std::vector<int> columns;  // of each of its characters in the author's text, and of the end
};

Error unit_error(std::string what, int column, std::string hint = {}) {
  return {Code::Unit, std::move(what), {"", 0, column}, std::move(hint)};
}

bool is_printable(char c) {
  return c >= ' ' && c <= '~';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_symbol_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%' || c == '.';
}

Result<Ascii> to_ascii(std::string_view text) {
  if (text.size() > longest_text) {
    return fail(unit_error(fmt::format("a text of {} bytes is not a unit", text.size()), 1));
  }
  Ascii out;
  int column = 1;
  const auto put = [&](std::string_view characters) {
    out.text += characters;
    out.columns.insert(out.columns.end(), characters.size(), column);
  };
  while (!text.empty()) {
    const auto* const spelling =
        std::find_if(std::begin(spellings), std::end(spellings),
                     [&](const auto& s) { return text.starts_with(s.first); });
    if (spelling != std::end(spellings)) {
      put(spelling->second);
      text.remove_prefix(spelling->first.size());
    } else if (is_printable(text.front()) || text.front() == '\t') {
      put(text.front() == '\t' ? " " : text.substr(0, 1));
      text.remove_prefix(1);
    } else {
      return fail(unit_error(fmt::format("a unit cannot contain the byte 0x{:02X}",
                                         static_cast<unsigned char>(text.front())),
                             column));
    }
    ++column;
  }
  out.columns.push_back(column);
  return out;
}

class Parser {
 public:
  explicit Parser(const Ascii& input) : text_(input.text), columns_(input.columns) {}

  Result<std::vector<Factor>> run() {
    skip_spaces();
    if (peek() == '1') NITER_OK(one());
    while (at_ < text_.size()) {
      NITER_OK(element());
      skip_spaces();
    }
    if (in_bracket_) return fail(unit_error("a bracket is not closed", column()));
    if (factors_.empty()) return fail(unit_error("there is no unit symbol", column()));
    NITER_OK(check_loners());
    return std::move(factors_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  int column() const { return columns_[at_]; }
  void skip_spaces() {
    while (peek() == ' ') ++at_;
  }

  // The 1 of "1/s".
  Status one() {
    ++at_;
    skip_spaces();
    if (peek() == '/') return {};
    return fail(unit_error("only '/' can follow a 1 in a unit", column()));
  }

  // One factor with the operator in front of it, or the end of a bracket.
  Status element() {
    if (in_bracket_ && peek() == ')') {
      ++at_;
      in_bracket_ = false;
      return {};
    }
    bool divide = false;
    if (peek() == '/' && !in_bracket_) {
      divide = true;
      slash_ = true;
      ++at_;
      skip_spaces();
      if (peek() == '(') {
        in_bracket_ = true;
        ++at_;
        skip_spaces();
      }
    } else {
      if (peek() == '*' && !factors_.empty()) {
        ++at_;
        skip_spaces();
      }
      if (slash_ && !in_bracket_) {
        return fail(unit_error("a product after '/' can be read in two ways", column(),
                               "write negative exponents: 'umol h-1 cm-2'"));
      }
    }
    return factor(divide || in_bracket_ ? -1 : 1);
  }

  Status factor(int sign) {
    const int start_column = column();
    const auto start = at_;
    while (is_symbol_character(peek())) ++at_;
    const std::string_view word(text_.data() + start, at_ - start);
    if (word.empty()) {
      if (at_ == text_.size()) return fail(unit_error("the unit ends too early", column()));
      return fail(unit_error(fmt::format("'{}' does not belong here in a unit", peek()), column(),
                             "write units like 'mA cm-2' or 'mA/cm2'"));
    }
    const auto match = find_symbol(word);
    if (!match) {
      return fail(unit_error(fmt::format("'{}' is not a unit", word), start_column, advice(word)));
    }
    NITER_TRY(const int power, exponent());
    factors_.push_back({match->symbol, match->prefix, sign * power, start_column});
    return {};
  }

  Result<int> exponent() {
    const int start_column = column();
    const bool caret = peek() == '^';
    if (caret) ++at_;
    int sign = 1;
    if (peek() == '-' && (caret || is_digit(peek(1)))) {
      sign = -1;
      ++at_;
    }
    if (!is_digit(peek())) {
      if (caret) return fail(unit_error("an exponent is missing after '^'", column()));
      return 1;
    }
    int power = 0;
    for (; is_digit(peek()); ++at_) {
      power = power * 10 + (peek() - '0');
      if (power > largest_power) return fail(unit_error("the exponent is too large", start_column));
    }
    if (power == 0) return fail(unit_error("an exponent cannot be zero", start_column));
    return sign * power;
  }

  // Symbols that mean nothing in most products.
  Status check_loners() const {
    const Factor* kind = nullptr;
    const auto numerator = std::count_if(factors_.begin(), factors_.end(),
                                         [](const Factor& factor) { return factor.power > 0; });
    for (const auto& factor : factors_) {
      const auto name = factor.symbol->text;
      if (name == "degC" && (factors_.size() > 1 || factor.power != 1)) {
        return fail(unit_error("'degC' stands alone: it has its own zero", factor.column,
                               "for differences of temperature write 'K'"));
      }
      if (name == "%" && (factor.power != 1 || numerator > 1)) {
        return fail(unit_error("'%' stands alone above the line", factor.column,
                               "a relative uncertainty is written '50 mL +- 4 %'"));
      }
      if (factor.symbol->kind == Unit::Kind::Physical) continue;
      if (kind || factor.power != 1) {
        return fail(unit_error(fmt::format("'{}' may stand once, and not in the denominator", name),
                               factor.column));
      }
      kind = &factor;
    }
    return {};
  }

  const std::string& text_;
  const std::vector<int>& columns_;
  std::size_t at_ = 0;
  bool slash_ = false;  // one has been read
  bool in_bracket_ = false;
  std::vector<Factor> factors_;
};

}  // namespace

Result<std::vector<Factor>> parse_expression(std::string_view text) {
  NITER_TRY(const auto ascii, to_ascii(text));
  return Parser(ascii).run();
}

std::string pretty(const Factor& factor) {
  constexpr std::array<std::string_view, 10> digits = {"⁰", "¹", "²", "³", "⁴",
                                                       "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string out;
  if (factor.prefix) {
    out += factor.prefix->pretty.empty() ? factor.prefix->text : factor.prefix->pretty;
  }
  out += factor.symbol->pretty.empty() ? factor.symbol->text : factor.symbol->pretty;
  if (factor.power == 1) return out;
  if (factor.power < 0) out += "⁻";
  for (const char digit : std::to_string(std::abs(factor.power))) {
    out += digits[static_cast<std::size_t>(digit - '0')];
  }
  return out;
}

}  // namespace niter::units
