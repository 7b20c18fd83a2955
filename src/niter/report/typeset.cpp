#include "niter/report/typeset.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include <fmt/format.h>

namespace niter::report {
namespace {

using Place = Run::Place;

constexpr std::string_view minus = "\u2212";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_word(char c) {
  return is_digit(c) || is_upper(c) || is_lower(c);
}
bool is_sign(char c) {
  return c == '+' || c == '-';
}

// Character at a place, 0 beyond either end.
char at(std::string_view text, std::size_t i) {
  return i < text.size() ? text[i] : '\0';
}

std::size_t digits_at(std::string_view text, std::size_t i) {
  std::size_t n = 0;
  while (is_digit(at(text, i + n))) ++n;
  return n;
}

constexpr std::string_view elements =
    " H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se "
    "Br Kr Rb Sr Y Zr Nb"
    " Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta "
    "W Re Os Ir Pt Au Hg"
    " Tl Pb Bi U ";
constexpr std::string_view molecules_of_one_element = " H2 N2 O2 O3 F2 Cl2 Br2 I2 ";
constexpr std::string_view units_with_powers = " m dm cm mm nm s min h g mg kg mol L ";

bool listed(std::string_view list, std::string_view word) {
  return list.find(fmt::format(" {} ", word)) != std::string_view::npos;
}

// Length of the element symbol that begins here; two letters are preferred.
std::size_t element_at(std::string_view text, std::size_t i) {
  if (!is_upper(at(text, i))) return 0;
  if (is_lower(at(text, i + 1)) && listed(elements, text.substr(i, 2))) return 2;
  return listed(elements, text.substr(i, 1)) && !is_lower(at(text, i + 1)) ? 1 : 0;
}

void append(std::vector<Run>& runs, std::string_view text, Place place = Place::Base) {
  if (text.empty()) return;
  if (!runs.empty() && runs.back().place == place && !runs.back().italic)
    runs.back().text += text;
  else
    runs.push_back({std::string(text), place});
}

std::string charge_text(std::string_view number, char sign) {
  return std::string(number) + (sign == '+' ? "+" : std::string(minus));
}

// What was read, and how many characters of the text it took.
struct Piece {
  std::vector<Run> runs;
  std::size_t length = 0;
};

// The body of a formula: elements, counts, brackets. `atoms` counts element symbols, `counts` the
// numbers.
struct Body {
  Piece piece;
  int atoms = 0;
  int counts = 0;
};

Body formula_body(std::string_view text, std::size_t begin) {
  Body body;
  std::size_t i = begin;
  int depth = 0;
  if (at(text, i) == '*') append(body.piece.runs, text.substr(i++, 1));
  while (i < text.size()) {
    if (const auto n = element_at(text, i)) {
      append(body.piece.runs, text.substr(i, n));
      ++body.atoms;
      i += n;
    } else if (text[i] == '(' && body.atoms > 0 && element_at(text, i + 1)) {
      append(body.piece.runs, text.substr(i++, 1));
      ++depth;
    } else if (text[i] == ')' && depth > 0) {
      append(body.piece.runs, text.substr(i++, 1));
      --depth;
    } else if (is_digit(text[i]) && body.atoms > 0 && !is_digit(text[i - 1])) {
      const auto digits = digits_at(text, i);
      append(body.piece.runs, text.substr(i, digits), Place::Sub);
      ++body.counts;
      i += digits;
    } else {
      break;
    }
  }
  if (depth != 0) return {};
  body.piece.length = i - begin;
  return body;
}

// The charge behind a formula: "-", "2-" (the last of several digits belongs to it, as in SO42-),
// " 2-", or the "-2" of species names in data files.
bool take_charge(std::string_view text, std::size_t begin, Body& body) {
  auto& [runs, length] = body.piece;
  std::size_t i = begin + length;
  std::string_view number;
  if (at(text, i) == ' ' && is_digit(at(text, i + 1)) && is_sign(at(text, i + 2))) {
    number = text.substr(i + 1, 1);
    i += 2;
  } else if (!is_sign(at(text, i))) {
    return false;
  }
  const bool number_behind = number.empty() && body.atoms > 1 && body.counts > 0 &&
                             (at(text, i + 1) == '2' || at(text, i + 1) == '3') &&
                             !is_word(at(text, i + 2));
  if (number_behind) {
    append(runs, charge_text(text.substr(i + 1, 1), text[i]), Place::Super);
    length = i + 2 - begin;
    return true;
  }
  if (is_word(at(text, i + 1)) || is_sign(at(text, i + 1))) return false;
  if (number.empty() && runs.back().place == Place::Sub) {
    auto& count = runs.back().text;
    if (count.size() > 1 || body.atoms == 1) {
      number = text.substr(i - 1, 1);
      count.pop_back();
      if (count.empty()) runs.pop_back();
    }
  }
  append(runs, charge_text(number, text[i]), Place::Super);
  length = i + 1 - begin;
  return true;
}

std::optional<Piece> formula_at(std::string_view text, std::size_t i) {
  auto body = formula_body(text, i);
  if (body.atoms == 0) return std::nullopt;
  const bool charged = take_charge(text, i, body);
  const auto word = text.substr(i, body.piece.length);
  if (is_word(at(text, i + body.piece.length))) return std::nullopt;
  const bool molecule = body.counts > 0 && (body.atoms > 1 || word.front() == '*' ||
                                            listed(molecules_of_one_element, word));
  if (!charged && !molecule) return std::nullopt;
  return body.piece;
}

std::optional<Piece> electron_at(std::string_view text, std::size_t i) {
  if (at(text, i) != 'e' || at(text, i + 1) != '-' || is_word(at(text, i + 2))) return std::nullopt;
  return Piece{{{"e"}, {std::string(minus), Place::Super}}, 2};
}

// cm-2, h-1, cm2
std::optional<Piece> unit_power_at(std::string_view text, std::size_t i) {
  std::size_t n = 0;
  while (is_lower(at(text, i + n)) || is_upper(at(text, i + n))) ++n;
  if (n == 0 || !listed(units_with_powers, text.substr(i, n))) return std::nullopt;
  const bool negative = at(text, i + n) == '-';
  const auto begin = i + n + (negative ? 1 : 0);
  const auto digits = digits_at(text, begin);
  if (digits != 1 || is_word(at(text, begin + digits))) return std::nullopt;
  Piece piece{{{std::string(text.substr(i, n))}}, begin + digits - i};
  piece.runs.push_back(
      {(negative ? std::string(minus) : "") + std::string(text.substr(begin, digits)),
       Place::Super});
  return piece;
}

// ^-3 behind a number
std::optional<Piece> power_at(std::string_view text, std::size_t i) {
  if (at(text, i) != '^' || i == 0 || !is_word(text[i - 1])) return std::nullopt;
  const auto begin = i + 1 + (is_sign(at(text, i + 1)) ? 1 : 0);
  const auto digits = digits_at(text, begin);
  if (digits == 0) return std::nullopt;
  const std::string sign = at(text, i + 1) == '-' ? std::string(minus) : "";
  return Piece{{{sign + std::string(text.substr(begin, digits)), Place::Super}},
               begin + digits - i};
}

std::optional<Piece> unicode_script_at(std::string_view text, std::size_t i) {
  const auto rest = text.substr(i);
  for (const auto& form : small_forms()) {
    if (rest.starts_with(form.super))
      return Piece{{{std::string(form.base), Place::Super}}, form.super.size()};
    if (rest.starts_with(form.sub))
      return Piece{{{std::string(form.base), Place::Sub}}, form.sub.size()};
  }
  return std::nullopt;
}

}  // namespace

std::vector<Run> typeset(std::string_view text) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < text.size();) {
    const bool begins_word = i == 0 || !is_word(text[i - 1]);
    std::optional<Piece> piece = unicode_script_at(text, i);
    if (!piece) piece = power_at(text, i);
    if (!piece && (begins_word || is_digit(text[i - 1]))) piece = electron_at(text, i);
    if (!piece && begins_word) piece = unit_power_at(text, i);
    if (!piece && begins_word) piece = formula_at(text, i);
    if (piece) {
      for (const auto& run : piece->runs) append(runs, run.text, run.place);
      i += piece->length;
    } else if (text[i] == '-' && begins_word && (i == 0 || text[i - 1] != ')') &&
               is_digit(at(text, i + 1))) {
      append(runs, minus);
      ++i;
    } else {
      append(runs, text.substr(i, 1));
      ++i;
    }
  }
  return runs;
}

std::vector<Run> typeset_symbol(std::string_view symbol) {
  constexpr std::string_view delta = "\u0394";
  std::vector<Run> runs;
  std::string_view rest = symbol;
  if (rest.starts_with(delta)) {
    append(runs, delta);
    rest.remove_prefix(delta.size());
  }
  // one letter, Latin or Greek, alone or before an index or a bracket
  std::size_t letter = 0;
  if (!rest.empty()) letter = static_cast<unsigned char>(rest[0]) >= 0xC0 ? 2 : 1;
  const char next = at(rest, letter);
  const bool single = letter > 0 &&
                      (letter == 2 || std::isalpha(static_cast<unsigned char>(rest[0]))) &&
                      (next == '\0' || next == '_' || next == '(' || next == ' ');
  if (single) {
    runs.push_back({std::string(rest.substr(0, letter)), Place::Base, true});
    rest.remove_prefix(letter);
  }
  const auto index = rest.find('_');
  for (const auto& run : typeset(rest.substr(0, index))) append(runs, run.text, run.place);
  if (index == std::string_view::npos) return runs;
  rest.remove_prefix(index + 1);
  const auto end = std::min(rest.find_first_of(" ("), rest.size());
  append(runs, rest.substr(0, end), Place::Sub);
  for (const auto& run : typeset(rest.substr(end))) append(runs, run.text, run.place);
  return runs;
}

}  // namespace niter::report
