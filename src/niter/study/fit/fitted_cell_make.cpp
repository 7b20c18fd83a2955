// How a FittedCell is made from the text of a fit file: names, equations, and what each step needs.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/study/fit/fitted_cell.hpp"

namespace niter::study {
namespace {

Error at_step(const StepText& text, std::string what, std::string hint) {
  return {Code::InvalidInput, fmt::format("step '{}': {}", text.id, what), text.where,
          std::move(hint)};
}

std::optional<int> index_of(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<int>(found - names.begin());
}

// "2 A*" is twice A*.
std::pair<int, std::string_view> counted(std::string_view term) {
  const auto blank = term.find(' ');
  if (blank != std::string_view::npos)
    if (const auto count = parse_number(term.substr(0, blank)))
      return {static_cast<int>(*count), trim(term.substr(blank))};
  return {1, term};
}

}  // namespace

std::size_t FittedCell::add(std::string name, const Quantity& value, bool positive) {
  numbers_.push_back({std::move(name), value.si(), positive, value.unit().text()});
  return numbers_.size() - 1;
}

Status FittedCell::read_side(std::string_view side, bool left, const StepText& text,
                             Step& step) const {
  std::string rest(side);
  for (std::size_t at = 0; at != std::string::npos;) {
    const auto next = rest.find(" + ", at);
    const std::string term(trim(rest.substr(at, next == std::string::npos ? next : next - at)));
    at = next == std::string::npos ? next : next + 3;
    const auto [count, name] = counted(term);
    if (name.empty() || count < 1)
      return fail(at_step(text, fmt::format("'{}' is no term of an equation", term),
                          "write it like \"O + e- <-> R\", with blanks around each +"));
    if (name == "e-") {
      step.electrons += left ? count : -count;
      continue;
    }
    if (const auto k = index_of(adsorbates_, name)) {
      (left ? step.adsorbed : step.adsorbed_after).push_back({*k, count});
      step.on_sites = true;
    } else if (const auto s = index_of(species_, name)) {
      (left ? step.dissolved : step.dissolved_after).push_back({*s, count});
    } else {
      std::vector<std::string> known = species_;
      known.insert(known.end(), adsorbates_.begin(), adsorbates_.end());
      return fail(at_step(text, fmt::format("'{}' is not declared", name),
                          known.empty() ? "declare it with [[cell.species]] or [[cell.adsorbate]]"
                                        : "declared are " + join(known, ", ")));
    }
  }
  return {};
}

Status FittedCell::add_step(const StepText& text) {
  Step step;
  step.id = text.id;
  const std::string_view equation = text.equation;
  const auto both = equation.find("<->"), one = equation.find("->");
  step.reversible = both != std::string_view::npos;
  const auto arrow = step.reversible ? both : one;
  if (arrow == std::string_view::npos)
    return fail(at_step(text, fmt::format("'{}' has no arrow", equation),
                        "write <-> between the sides, or -> if there is no way back"));
  NITER_OK(read_side(trim(equation.substr(0, arrow)), true, text, step));
  NITER_OK(read_side(trim(equation.substr(arrow + (step.reversible ? 3 : 2))), false, text, step));
  const auto sum = [](const std::vector<StepTerm>& terms) {
    int out = 0;
    for (const StepTerm& t : terms) out += t.order;
    return out;
  };
  if (step.on_sites && sum(step.adsorbed) != sum(step.adsorbed_after))
    return fail(at_step(text, "the number of sites differs between its sides",
                        "free sites are a partner of the reaction: \"A + * <-> A*\""));
  if (step.on_sites && sites_ == none)
    return fail(at_step(text, "it needs sites", "add 'site_density' to [cell]"));
  if (step.electrons == 0) {
    if (!text.rate_constant || text.transfer_constant || text.formal_potential)
      return fail(at_step(text, "a step without electrons has 'k' (and 'K'), not E0 and k0",
                          "write k = \"1 s-1\""));
    if (step.reversible != text.equilibrium.has_value())
      return fail(at_step(text,
                          step.reversible ? "a step that goes both ways needs 'K'"
                                          : "a step that goes one way has no 'K'",
                          "K with <->, none with ->"));
    step.rate_constant = add(text.id + ".k", *text.rate_constant, true);
    if (text.equilibrium)
      step.equilibrium = add(text.id + ".K", Quantity(*text.equilibrium, Unit()), true);
  } else {
    const std::string_view unit = step.on_sites ? "s-1" : "m/s";
    if (!text.transfer_constant || !text.formal_potential || text.rate_constant)
      return fail(at_step(text, "a step with electrons has 'E0', 'k0' and 'alpha'",
                          fmt::format("write E0 = \"0.2 V\", k0 = \"1e-3 {}\"", unit)));
    if (!text.transfer_constant->unit().same_dimension(Unit::of(unit)))
      return fail(
          at_step(text, fmt::format("'k0' is in '{}'", text.transfer_constant->unit().text()),
                  fmt::format("with{} adsorbates it is in {}", step.on_sites ? "" : "out", unit)));
    step.formal_potential = add(text.id + ".E0", *text.formal_potential, false);
    step.transfer_constant = add(text.id + ".k0", *text.transfer_constant, true);
    step.alpha = add(text.id + ".alpha", Quantity(text.alpha, Unit()), false);
  }
  for (const std::size_t n : {step.rate_constant, step.equilibrium, step.transfer_constant})
    if (n != none && !(numbers_[n].value > 0))
      return fail(at_step(text, fmt::format("'{}' must be positive", numbers_[n].name), ""));
  steps_.push_back(std::move(step));
  return {};
}

Result<FittedCell> FittedCell::make(const FittedCellText& text) {
  const auto wrong = [&](std::string what, std::string hint) {
    return fail(Error{Code::InvalidInput, std::move(what), text.where, std::move(hint)});
  };
  FittedCell out;
  out.temperature_ = text.temperature.si();
  out.cells_ = text.cells;
  if (text.cells < 5 || text.cells > 2000)
    return wrong("'cells' is 5 to 2000", "30 is a good value");
  out.add("area", text.area, true);
  out.add("offset", text.offset, false);
  if (text.resistance) out.resistance_ = out.add("resistance", *text.resistance, true);
  if (text.capacitance) out.capacitance_ = out.add("capacitance", *text.capacitance, true);
  if (text.site_density) out.sites_ = out.add("site_density", *text.site_density, true);
  for (const std::size_t n : {area_number, out.resistance_, out.capacitance_, out.sites_})
    if (n != none && !(out.numbers_[n].value > 0))
      return wrong(fmt::format("'{}' must be positive", out.numbers_[n].name),
                   "leave it out where there is none");
  for (const DissolvedText& s : text.species) {
    out.species_.push_back(s.name);
    out.diffusivity_.push_back(out.add(s.name + ".D", s.diffusivity, true));
    // what is absent at the start cannot move in its logarithm
    out.concentration_.push_back(out.add(s.name + ".c", s.concentration, s.concentration.si() > 0));
    if (!(s.diffusivity.si() > 0) || s.concentration.si() < 0)
      return wrong(fmt::format("'{}' has no positive diffusivity, or less than nothing", s.name),
                   "");
  }
  double covered = 0;
  for (const AdsorbedText& a : text.adsorbates) {
    if (a.name.empty() || a.name.back() != '*')
      return wrong(fmt::format("adsorbate '{}' has no star at its end", a.name),
                   fmt::format("call it '{}*'", a.name));
    out.adsorbates_.push_back(a.name);
    out.coverage_.push_back(a.coverage);
    out.interaction_.push_back(
        out.add(a.name + ".interaction", Quantity(a.interaction, Unit()), false));
    covered += a.coverage;
  }
  if (!text.adsorbates.empty() && std::abs(covered - 1) > 1e-9)
    return wrong(fmt::format("the coverages at the start add up to {:g}, not 1", covered),
                 "free sites are an adsorbate too: name = \"*\"");
  for (const StepText& s : text.steps) NITER_OK(out.add_step(s));
  out.solution_ = !out.species_.empty();
  return out;
}

}  // namespace niter::study
