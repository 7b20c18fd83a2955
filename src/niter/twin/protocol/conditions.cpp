#include "niter/twin/protocol/conditions.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/chem/formula.hpp"
#include "niter/twin/protocol/measures.hpp"
#include "niter/twin/protocol/setpoint.hpp"

namespace niter::twin::protocol {
namespace {

// Names for which the formula need not be written. Ammonia is counted as assays count it.
constexpr std::pair<std::string_view, std::string_view> species_names[] = {
    {"nitrate", "NO3-"}, {"nitrite", "NO2-"}, {"ammonia", "NHx"}, {"ammonium", "NH4+"}};

constexpr Measure ph{"a pH", "pH > 12", {}};

struct WatchedRow {
  Watched watched;
  std::string_view name;
};
constexpr WatchedRow watched_rows[] = {
    {Watched::Current, "j"},   {Watched::CurrentMagnitude, "|j|"},
    {Watched::Potential, "E"}, {Watched::Charge, "Q"},
    {Watched::Ph, "pH"},
};

const WatchedRow* find(std::string_view name) {
  const auto* const row = std::find_if(std::begin(watched_rows), std::end(watched_rows),
                                       [&](const auto& r) { return lower(r.name) == lower(name); });
  return row == std::end(watched_rows) ? nullptr : row;
}

// The formula of a name, or the formula itself; a typographic minus is a minus.
Result<std::string> species(const Reader& reader, const Token& token) {
  for (const auto& [name, formula] : species_names) {
    if (lower(token.text) == name) return std::string(formula);
  }
  std::string formula(token.text);
  constexpr std::string_view minus = "\u2212";
  for (auto at = formula.find(minus); at != std::string::npos; at = formula.find(minus)) {
    formula.replace(at, minus.size(), "-");
  }
  if (formula == "NHx" || chem::parse_formula(formula)) return formula;
  std::vector<std::string> known;
  for (const auto& [name, unused] : species_names) known.emplace_back(name);
  const auto near = nearest(token.text, known);
  return fail(
      reader.error(token, fmt::format("{} is neither a species nor a quantity", quoted(token.text)),
                   near ? fmt::format("did you mean '{}'?", *near)
                        : "write a formula like NO3-, or nitrate, nitrite, ammonia, ammonium, E, "
                          "j, |j|, Q, pH"));
}

// What stands before the comparison.
Status read_watched(Reader& reader, Until& until) {
  const bool bars = reader.accept("|");
  if (reader.peek().kind != TokenKind::Word) return fail(reader.unexpected("a condition"));
  const auto& token = reader.next();
  if (bars) {
    NITER_OK(reader.expect("|"));
    if (lower(token.text) != "j") {
      return fail(reader.error(token, "only a current density has a magnitude here",
                               "write \"|j| < 1 mA/cm2\""));
    }
    until.watched = Watched::CurrentMagnitude;
  } else if (const auto* const row = find(token.text)) {
    until.watched = row->watched;
  } else {
    NITER_TRY(until.species, species(reader, token));
  }
  return {};
}

Status read_comparison(Reader& reader, Until& until) {
  if (reader.accept("<") || reader.accept("<=") || reader.accept("below")) {
    until.comparison = Comparison::Below;
  } else if (reader.accept(">") || reader.accept(">=") || reader.accept("above")) {
    until.comparison = Comparison::Above;
  } else {
    return fail(reader.unexpected("'<' or '>'"));
  }
  return {};
}

// "10 mmol/L", or "10 %" of the fresh catholyte
Status read_amount(Reader& reader, Until& until) {
  NITER_TRY(const auto number, read_number(reader, measures::concentration));
  const bool is_fraction = fits(number, measures::percentage);
  if (is_fraction) until.watched = Watched::Fraction;
  const auto& measure = is_fraction ? measures::percentage : measures::concentration;
  NITER_TRY(until.threshold, si(reader, number, measure));
  return above_zero(reader, until.threshold, number, measure);
}

Status read_ph(Reader& reader, Until& until) {
  NITER_TRY(const auto number, read_number(reader, ph));
  until.threshold = number.value;
  if (!number.unit) return {};
  return fail(reader.error(*number.unit->token, "a pH has no unit", write_like(ph.example)));
}

Status read_potential(Reader& reader, Until& until, std::string_view scale) {
  NITER_TRY(const auto number, read_number(reader, measures::potential));
  NITER_TRY(until.threshold, si(reader, number, measures::potential));
  NITER_TRY(until.scale, read_scale(reader));
  if (!until.scale.empty() || scale.empty()) return {};
  return fail(
      reader.error(*number.token,
                   fmt::format("{} has no scale but the setpoint has", quoted(number.token->text)),
                   fmt::format("write \"vs {}\" behind it", scale)));
}

Status read_threshold(Reader& reader, Until& until, std::string_view scale) {
  switch (until.watched) {
    case Watched::Concentration:
    case Watched::Fraction:
      return read_amount(reader, until);
    case Watched::Potential:
      return read_potential(reader, until, scale);
    case Watched::Ph:
      return read_ph(reader, until);
    case Watched::Current: {
      NITER_TRY(const auto number, read_number(reader, measures::current));
      NITER_TRY(until.threshold, si(reader, number, measures::current));
      return {};
    }
    case Watched::CurrentMagnitude: {
      NITER_TRY(until.threshold, read_positive(reader, measures::current));
      return {};
    }
    case Watched::Charge: {
      NITER_TRY(until.threshold, read_positive(reader, measures::charge));
      return {};
    }
  }
  return {};
}

Result<Until> read_condition(Reader& reader, std::string_view scale) {
  Until until;
  NITER_OK(read_watched(reader, until));
  NITER_OK(read_comparison(reader, until));
  NITER_OK(read_threshold(reader, until, scale));
  return until;
}

}  // namespace

Result<std::vector<Until>> read_until(Reader& reader, std::string_view scale) {
  std::vector<Until> out;
  if (!reader.accept("until")) return out;
  reader.set_example("until nitrate < 10 % or E < -1.5 V vs RHE");
  do {
    NITER_TRY(auto until, read_condition(reader, scale));
    out.push_back(std::move(until));
  } while (reader.accept("or"));
  return out;
}

namespace {

std::string name_of(const Until& until) {
  for (const auto& row : watched_rows) {
    if (row.watched == until.watched) return std::string(row.name);
  }
  for (const auto& [name, formula] : species_names) {
    if (formula == until.species) return std::string(name);
  }
  return until.species;
}

std::string threshold_of(const Until& until) {
  switch (until.watched) {
    case Watched::Concentration:
      return write(until.threshold, measures::concentration);
    case Watched::Fraction:
      return write(until.threshold, measures::percentage);
    case Watched::Current:
    case Watched::CurrentMagnitude:
      return write(until.threshold, measures::current);
    case Watched::Potential:
      return write_potential(until.threshold, until.scale);
    case Watched::Charge:
      return write(until.threshold, measures::charge);
    case Watched::Ph:
      return shortest(until.threshold);
  }
  return {};
}

}  // namespace

std::string write(const std::vector<Until>& until) {
  std::string out;
  for (const auto& condition : until) {
    out +=
        fmt::format("{}{} {} {}", out.empty() ? " until " : " or ", name_of(condition),
                    condition.comparison == Comparison::Below ? '<' : '>', threshold_of(condition));
  }
  return out;
}

}  // namespace niter::twin::protocol
