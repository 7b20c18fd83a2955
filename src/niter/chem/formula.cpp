#include "niter/chem/formula.hpp"

#include <array>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "niter/base/contract.hpp"
#include "niter/chem/elements.hpp"

namespace niter::chem {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

constexpr int largest_count = 100000;  // no formula needs more

constexpr std::string_view middle_dot = "\xC2\xB7";  // U+00B7, as in "FeSO4·7H2O"

/// Reads one formula from left to right.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), end_(text.size()) {}

  Result<Formula> run() {
    drop_state_label();
    if (end_ == 0) return error(0, "a chemical formula is empty");
    if (text_.substr(0, end_) == "e-") return Formula{{}, -1, 0};
    while (at_ < end_ && text_[at_] == '*') take_site();  // "*NO", or the free site "*"
    if (at_ < end_) NITER_OK(hydrate());
    while (at_ < end_ && text_[at_] == '*') take_site();  // "NO*"
    if (at_ < end_) NITER_OK(charge());
    while (at_ < end_ && text_[at_] == '*') take_site();  // "NO2-*"
    if (at_ < end_) return error(at_, fmt::format("'{}' does not belong here", text_.substr(at_)));
    return formula_;
  }

 private:
  void drop_state_label() {
    for (const std::string_view label : {"(aq)", "(g)", "(l)", "(s)"}) {
      if (text_.size() > label.size() && text_.ends_with(label)) end_ -= label.size();
    }
  }
  void take_site() {
    ++formula_.sites;
    ++at_;
  }

  using Atoms = std::map<std::string, int>;

  // groups joined by dots, each with a leading count: "Fe(NO3)3.9H2O"
  Status hydrate() {
    for (;;) {
      const std::size_t start = at_;
      NITER_TRY(const int times, count());
      NITER_TRY(const Atoms atoms, group(0));
      NITER_OK(add(formula_.elements, atoms, times, start));
      if (at_ < end_ && text_[at_] == '.') {
        ++at_;
      } else if (text_.substr(at_, middle_dot.size()) == middle_dot) {
        at_ += middle_dot.size();
      } else {
        return {};
      }
    }
  }

  // atoms and brackets, up to what is neither
  Result<Atoms> group(int depth) {
    Atoms atoms;
    const std::size_t start = at_;
    while (at_ < end_) {
      const std::size_t here = at_;
      Atoms part;
      if (text_[at_] == '(' || text_[at_] == '[') {
        NITER_TRY(part, bracket(depth));
      } else if (is_upper(text_[at_])) {
        NITER_TRY(const std::string symbol, element());
        part[symbol] = 1;
      } else {
        break;
      }
      NITER_TRY(const int times, count());
      NITER_OK(add(atoms, part, times, here));
    }
    if (at_ == start) return error(at_, unexpected(at_));
    return atoms;
  }

  Result<Atoms> bracket(int depth) {
    const std::size_t open = at_;
    if (depth > 8) return error(open, "brackets are nested too deeply");
    const char closing = text_[at_++] == '(' ? ')' : ']';
    NITER_TRY(Atoms atoms, group(depth + 1));
    if (at_ >= end_ || text_[at_] != closing) return error(open, "this bracket is not closed");
    ++at_;
    return atoms;
  }

  Status add(Atoms& sum, const Atoms& part, int times, std::size_t at) const {
    for (const auto& [symbol, number] : part) {
      const long long total = sum[symbol] + static_cast<long long>(number) * times;
      if (total > largest_count) return error(at, "this counts more atoms than a formula can hold");
      sum[symbol] = static_cast<int>(total);
    }
    return {};
  }

  Result<std::string> element() {
    const std::size_t start = at_++;
    if (at_ < end_ && is_lower(text_[at_])) ++at_;
    const std::string_view symbol = text_.substr(start, at_ - start);
    if (find_element(symbol) == nullptr) {
      return error(start, fmt::format("'{}' is not an element that niter knows", symbol));
    }
    return std::string(symbol);
  }

  // a whole number, 1 if none stands here
  Result<int> count() {
    const std::size_t start = at_;
    int value = 0;
    while (at_ < end_ && is_digit(text_[at_])) {
      value = 10 * value + (text_[at_++] - '0');
      if (value > largest_count) return error(start, "this number is too large for a formula");
    }
    if (at_ == start) return 1;
    if (value == 0) return error(start, "a count in a formula is at least one");
    return value;
  }

  // "-", "--", "-2", "2-" after a blank or "^"
  Status charge() {
    const std::size_t start = at_;
    bool set_off = false;
    while (at_ < end_ && (text_[at_] == ' ' || text_[at_] == '^')) {
      set_off = true;
      ++at_;
    }
    const std::size_t number = at_;
    NITER_TRY(int size, count());
    const bool number_first = at_ > number;
    if (at_ >= end_ || (text_[at_] != '+' && text_[at_] != '-') || (number_first && !set_off)) {
      return error(start, unexpected(start));
    }
    const char sign = text_[at_];
    if (sign == '+' && !set_off && ambiguous_cation()) return error(start, ambiguity());
    int signs = 0;
    while (at_ < end_ && text_[at_] == sign) {
      ++signs;
      ++at_;
    }
    if (signs == 1 && !number_first) {
      NITER_TRY(size, count());
    } else if (signs > 1) {
      if (number_first) return error(start, "a charge has either a number or repeated signs");
      size = signs;
    }
    formula_.charge = sign == '+' ? size : -size;
    return {};
  }

  // "Fe3+": three atoms with one charge, or one atom with three?
  bool ambiguous_cation() const {
    return formula_.elements.size() == 1 && at_ > 0 && is_digit(text_[at_ - 1]) && at_ + 1 == end_;
  }
  std::string ambiguity() const {
    const std::string symbol = formula_.elements.begin()->first;
    const int digit = formula_.elements.begin()->second;
    return fmt::format("'{}' is not clear: write '{}+{}' or '{} {}+' for the ion", text_, symbol,
                       digit, symbol, digit);
  }

  std::string unexpected(std::size_t at) const {
    if (at >= end_) return "an element is missing at the end";
    return fmt::format("'{}' is not part of a chemical formula", text_.substr(at, end_ - at));
  }
  tl::unexpected<Error> error(std::size_t at, std::string what) const {
    return fail(Error{Code::InvalidInput,
                      fmt::format("formula '{}', column {}: {}", text_, at + 1, what),
                      {"", 0, static_cast<int>(at) + 1},
                      "write it as in 'NO3-', 'SO4-2' or 'Fe(NO3)3(H2O)9'"});
  }

  std::string_view text_;
  std::size_t end_;
  std::size_t at_ = 0;
  Formula formula_;
};

}  // namespace

int Formula::count(std::string_view symbol) const {
  const auto found = elements.find(std::string(symbol));
  return found == elements.end() ? 0 : found->second;
}

Result<Formula> parse_formula(std::string_view text) {
  return Parser(text).run();
}

double molar_mass(const Formula& formula) {
  double grams = 0;
  for (const auto& [symbol, atoms] : formula.elements) {
    const Element* element = find_element(symbol);
    NITER_EXPECT(element != nullptr, "a Formula holds known elements only");
    grams += atoms * element->atomic_weight;
  }
  return 1e-3 * grams;
}

}  // namespace niter::chem
