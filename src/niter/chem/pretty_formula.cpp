#include <array>
#include <cctype>
#include <cstdlib>

#include "niter/chem/formula.hpp"

namespace niter::chem {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr std::array<std::string_view, 10> subscripts{"₀", "₁", "₂", "₃", "₄",
                                                      "₅", "₆", "₇", "₈", "₉"};
constexpr std::array<std::string_view, 10> superscripts{"⁰", "¹", "²", "³", "⁴",
                                                        "⁵", "⁶", "⁷", "⁸", "⁹"};

std::string digits(int number, const std::array<std::string_view, 10>& style) {
  std::string out;
  for (const char c : std::to_string(number)) out += style[static_cast<std::size_t>(c - '0')];
  return out;
}

}  // namespace

std::string pretty_formula(std::string_view name) {
  const auto parsed = parse_formula(name);
  if (!parsed) return std::string(name);
  std::string out;
  bool after_atom = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool charge_starts =
        (c == '+' || c == '-' || c == '^' || c == ' ') && parsed->charge != 0;
    if (charge_starts) {
      const int size = std::abs(parsed->charge);
      if (size > 1) out += digits(size, superscripts);
      out += parsed->charge > 0 ? "⁺" : "⁻";
      const auto rest = name.find_first_not_of("+-^ 0123456789", i);
      return rest == std::string_view::npos ? out : out + std::string(name.substr(rest));
    }
    if (is_digit(c) && after_atom) {
      out += subscripts[static_cast<std::size_t>(c - '0')];
    } else {
      out += c;
      after_atom = std::isalpha(static_cast<unsigned char>(c)) || c == ')' || c == ']';
    }
  }
  return out;
}

}  // namespace niter::chem
