#include "niter/chem/reaction.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "niter/base/text.hpp"

namespace niter::chem {
namespace {

constexpr double negligible = 1e-9;  // of a stoichiometric number: they are small rationals

tl::unexpected<Error> reaction_error(std::string_view reaction, std::size_t at, std::string what) {
  return fail(Error{Code::InvalidInput,
                    fmt::format("reaction '{}', column {}: {}", reaction, at + 1, what),
                    {"", 0, static_cast<int>(at) + 1},
                    "write it as in 'NO3- + 2 H+ + 2 e- = NO2- + H2O'"});
}

// "2", "0.5" or "1/2"
std::optional<double> coefficient(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return parse_number(text);
  const auto above = parse_number(text.substr(0, slash));
  const auto below = parse_number(text.substr(slash + 1));
  if (!above || !below || *below == 0) return std::nullopt;
  return *above / *below;
}

struct Term {
  double coefficient = 1;
  std::string species;
};

Result<Term> read_term(std::string_view reaction, std::size_t at, std::string_view text) {
  const auto blank = text.find_first_not_of(" \t");
  if (blank == std::string_view::npos) {
    return reaction_error(reaction, at, "a species is missing");
  }
  at += blank;
  text = trim(text);
  const auto digits = text.find_first_not_of("0123456789./");
  if (digits == std::string_view::npos)
    return reaction_error(reaction, at, "a number without a species");
  Term term;
  if (digits > 0) {
    const auto number = coefficient(text.substr(0, digits));
    if (!number || !(*number > 0)) {
      return reaction_error(reaction, at,
                            fmt::format("'{}' is not a coefficient", text.substr(0, digits)));
    }
    term.coefficient = *number;
  }
  term.species = trim(text.substr(digits));
  if (const auto formula = parse_formula(term.species); !formula) {
    return reaction_error(reaction, at + digits, formula.error().what);
  }
  return term;
}

Result<std::map<std::string, double>> read_side(std::string_view reaction, std::size_t start,
                                                std::size_t end) {
  std::map<std::string, double> side;
  for (;;) {
    const auto plus = reaction.find(" + ", start);
    const auto stop = plus == std::string_view::npos || plus >= end ? end : plus;
    NITER_TRY(const Term term, read_term(reaction, start, reaction.substr(start, stop - start)));
    side[term.species] += term.coefficient;
    if (stop == end) return side;
    start = stop + 3;
  }
}

std::string side_text(const std::map<std::string, double>& side) {
  std::vector<std::string> terms;
  for (const auto& [species, number] : side) {
    terms.push_back(number == 1 ? species : fmt::format("{:g} {}", number, species));
  }
  return terms.empty() ? "0" : fmt::format("{}", fmt::join(terms, " + "));
}

// what a side holds: atoms by element, "charge" and "sites"
Result<std::map<std::string, double>> content(const std::map<std::string, double>& side) {
  std::map<std::string, double> sums;
  for (const auto& [species, number] : side) {
    NITER_TRY(const Formula formula, parse_formula(species));
    for (const auto& [symbol, atoms] : formula.elements) sums[symbol] += number * atoms;
    sums["charge"] += number * formula.charge;
    sums["sites"] += number * formula.sites;
  }
  return sums;
}

// product = a reactant + b H2O + c H+ + n e-, all per one product
struct Conversion {
  double reactant = 0, water = 0, protons = 0, electrons = 0;
};

Result<Conversion> convert(std::string_view product_name, std::string_view reactant_name) {
  NITER_TRY(const Formula product, parse_formula(product_name));
  NITER_TRY(const Formula reactant, parse_formula(reactant_name));
  const auto refuse = [&] {
    return fail(Code::Inconsistent,
                fmt::format("'{}' cannot be made from '{}' with water, protons and electrons only",
                            product_name, reactant_name),
                "product and reactant must share every element other than H and O");
  };
  // the elements other than H and O say how much reactant a product needs
  Conversion conversion;
  bool known = false;
  for (const auto& [symbol, atoms] : product.elements) {
    if (symbol == "H" || symbol == "O") continue;
    const int available = reactant.count(symbol);
    if (available == 0) return refuse();
    const double needed = static_cast<double>(atoms) / available;
    if (known && std::abs(needed - conversion.reactant) > negligible) return refuse();
    conversion.reactant = needed;
    known = true;
  }
  for (const auto& [symbol, atoms] : reactant.elements) {
    if (known && symbol != "H" && symbol != "O" && product.count(symbol) == 0) return refuse();
  }
  if (product.sites != 0 || reactant.sites != 0) return refuse();
  conversion.water = product.count("O") - conversion.reactant * reactant.count("O");
  conversion.protons =
      product.count("H") - conversion.reactant * reactant.count("H") - 2 * conversion.water;
  conversion.electrons =
      conversion.reactant * reactant.charge + conversion.protons - product.charge;
  return conversion;
}

void add_to(Reaction& reaction, const std::string& species, double number) {
  if (number > negligible) reaction.reactants[species] += number;
  if (number < -negligible) reaction.products[species] -= number;
}

}  // namespace

std::map<std::string, double> Reaction::net() const {
  std::map<std::string, double> sum = products;
  for (const auto& [species, number] : reactants) sum[species] -= number;
  std::erase_if(sum, [](const auto& entry) { return std::abs(entry.second) < negligible; });
  return sum;
}

double Reaction::electrons() const {
  const auto sum = net();
  const auto found = sum.find("e-");
  return found == sum.end() ? 0.0 : -found->second;
}

std::string Reaction::text() const {
  return side_text(reactants) + " = " + side_text(products);
}

Result<Reaction> parse_reaction(std::string_view text) {
  // the longest arrow first, so that "<->" is not read as "->"
  for (const std::string_view arrow : {"<=>", "<->", "-->", "->", "="}) {
    const auto at = text.find(arrow);
    if (at == std::string_view::npos) continue;
    const auto next = at + arrow.size();
    if (text.find(arrow, next) != std::string_view::npos) {
      return reaction_error(text, text.find(arrow, next), "a second arrow");
    }
    Reaction reaction;
    NITER_TRY(reaction.reactants, read_side(text, 0, at));
    NITER_TRY(reaction.products, read_side(text, next, text.size()));
    return reaction;
  }
  return reaction_error(text, 0, "no '=' or '->' between the sides");
}

Status check_balance(const Reaction& reaction) {
  NITER_TRY(auto difference, content(reaction.products));
  NITER_TRY(const auto left, content(reaction.reactants));
  for (const auto& [what, number] : left) difference[what] -= number;
  std::vector<std::string> wrong;
  for (const auto& [what, number] : difference) {
    if (std::abs(number) > negligible) wrong.push_back(fmt::format("{} {:+g}", what, number));
  }
  if (wrong.empty()) return {};
  return fail(Code::Inconsistent,
              fmt::format("'{}' does not balance: products minus reactants is {}", reaction.text(),
                          fmt::join(wrong, ", ")),
              "both sides must hold the same atoms, charge and sites");
}

Result<double> electrons_per(std::string_view product, std::string_view reactant) {
  NITER_TRY(const Conversion conversion, convert(product, reactant));
  return conversion.electrons;
}

Result<Reaction> half_reaction(std::string_view product, std::string_view reactant) {
  NITER_TRY(const Conversion conversion, convert(product, reactant));
  Reaction reaction;
  reaction.products[std::string(product)] = 1;
  add_to(reaction, std::string(reactant), conversion.reactant);
  add_to(reaction, "H2O", conversion.water);
  add_to(reaction, "H+", conversion.protons);
  add_to(reaction, "e-", conversion.electrons);
  return reaction;
}

}  // namespace niter::chem
