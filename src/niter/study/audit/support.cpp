#include "niter/study/audit/support.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/chem/formula.hpp"
#include "niter/chem/reaction.hpp"
#include "niter/physics/faraday.hpp"

namespace niter::study::rules {

std::optional<double> scalar(const Fact& fact) {
  if (!fact.is_number()) return std::nullopt;
  if (std::get<std::vector<double>>(fact.value).size() != 1) return std::nullopt;
  return fact.si();
}

std::string condition(const Fact& fact, const std::string& key) {
  const auto found = fact.conditions.find(key);
  return found == fact.conditions.end() ? std::string{} : found->second;
}

double rounding(const Fact& fact) {
  const std::string printed = shortest(fact.number());
  const auto point = printed.find('.');
  const auto decimals =
      point == std::string::npos ? 0 : static_cast<int>(printed.size() - point - 1);
  return 0.5 * std::pow(10.0, -decimals) * fact.unit.scale();
}

std::vector<std::string> ids(const std::vector<const Fact*>& facts) {
  std::vector<std::string> names;
  for (const Fact* fact : facts) names.push_back(fact->id);
  return names;
}

std::string num(double value, int digits) {
  return fmt::format("{:.{}g}", value, digits);
}
std::string as_mA_cm2(double current_density) {
  return num(current_density / 10) + " mA cm-2";
}
std::string as_umol_h_cm2(double rate) {
  return num(rate * 3.6e5) + " umol h-1 cm-2";
}
std::string as_mW_cm2(double power_density) {
  return num(power_density / 10, 3) + " mW cm-2";
}
std::string as_ohm_cm2(double resistance) {
  return num(resistance * 1e4, 3) + " ohm cm2";
}
std::string as_percent(double fraction) {
  return num(fraction * 100, 3) + " %";
}
std::string as_volt(double voltage) {
  return fmt::format("{:.3f} V", voltage);
}

std::string OperatingPoint::text() const {
  std::string place = experiment->id + ", " + catalyst;
  if (potential) place += fmt::format(", {} V vs {}", shortest(*potential), scale);
  if (set_current) place += ", " + as_mA_cm2(*set_current);
  return place;
}

namespace {

constexpr double same_potential = 1e-6;  // V
constexpr double same_current = 1e-6;    // relative

bool same(const OperatingPoint& point, const Fact& fact) {
  if (point.experiment->id != fact.experiment || point.catalyst != fact.catalyst) return false;
  if (fact.potential) {
    return point.potential && std::abs(*point.potential - *fact.potential) < same_potential &&
           point.scale == fact.scale;
  }
  const double current = std::abs(fact.current_density->si());
  return point.set_current && std::abs(*point.set_current - current) <= same_current * current;
}

std::vector<const Fact*>* list_of(OperatingPoint& point, const Fact& fact) {
  if (fact.measure == "faradaic_efficiency") return &point.efficiency;
  if (fact.measure == "nh3_yield_rate") return &point.yield;
  if (fact.measure == "nh3_yield_rate_no_area") return &point.yield_no_area;
  if (fact.measure == "current_density" && fact.potential) return &point.current;
  return nullptr;
}

}  // namespace

std::vector<OperatingPoint> operating_points(const Study& study) {
  std::vector<OperatingPoint> points;
  for (const Fact& fact : study.facts) {
    const Experiment* experiment = study.experiment(fact.experiment);
    if (experiment == nullptr || !scalar(fact)) continue;
    if (!fact.potential && !fact.current_density) continue;
    OperatingPoint fresh;
    if (list_of(fresh, fact) == nullptr) continue;
    auto found = std::find_if(points.begin(), points.end(),
                              [&](const OperatingPoint& point) { return same(point, fact); });
    if (found == points.end()) {
      fresh.experiment = experiment;
      fresh.catalyst = fact.catalyst;
      fresh.potential = fact.potential;
      fresh.scale = fact.scale;
      if (!fact.potential) fresh.set_current = std::abs(fact.current_density->si());
      found = points.insert(points.end(), std::move(fresh));
    }
    list_of(*found, fact)->push_back(&fact);
  }
  return points;
}

Result<std::optional<TotalCurrent>> total_current(const OperatingPoint& point) {
  if (!point.efficiency.empty() && !point.yield.empty()) {
    NITER_TRY(const Reduction reduction, reduction_to_ammonia(point.experiment->reactant));
    const Fact& efficiency = *point.efficiency.front();
    const Fact& yield = *point.yield.front();
    const double current =
        physics::total_current_density(reduction.electrons, yield.si(), efficiency.si());
    return TotalCurrent{current, true, {&yield, &efficiency}};
  }
  if (!point.current.empty()) {
    const Fact& fact = *point.current.front();
    return TotalCurrent{std::abs(fact.si()), false, {&fact}};
  }
  return std::optional<TotalCurrent>{};
}

Result<Reduction> reduction_to_ammonia(const std::string& reactant) {
  NITER_TRY(const chem::Reaction reaction, chem::half_reaction("NH3", reactant));
  // each proton of the half-reaction is taken from water and leaves one hydroxide ion
  const auto protons = reaction.reactants.find("H+");
  return Reduction{reaction.electrons(),
                   protons == reaction.reactants.end() ? 0.0 : protons->second};
}

std::optional<double> reactant_concentration(const Experiment& experiment) {
  const auto reactant = chem::parse_formula(experiment.reactant);
  if (!reactant || reactant->count("N") == 0) return std::nullopt;
  for (const auto& [name, concentration] : experiment.electrolyte) {
    const auto salt = chem::parse_formula(name);
    if (!salt || salt->count("N") == 0) continue;
    // the salt holds the anion if its nitrogen and oxygen stand in the anion's ratio
    if (salt->count("O") * reactant->count("N") != reactant->count("O") * salt->count("N")) {
      continue;
    }
    return concentration.si() * salt->count("N") / reactant->count("N");
  }
  return std::nullopt;
}

bool is_battery(const Experiment& experiment) {
  return experiment.technique.find("battery") != std::string::npos;
}

Result<Assumed> assumed(const Study& study, std::string_view id, const Quantity& fallback,
                        const Quantity& low, const Quantity& high) {
  const Assumption* assumption = study.assumption(id);
  if (assumption == nullptr) {
    return Assumed{fallback.si(), low.si(), high.si(), "range of this rule"};
  }
  const Quantity& value = assumption->value;
  if (!value.unit().same_dimension(fallback.unit())) {
    return fail(Error{Code::Unit,
                      fmt::format("assumption '{}' is in '{}', the audit needs it in '{}' or alike",
                                  id, value.unit().text(), fallback.unit().text()),
                      assumption->where, "write the value with a unit of that dimension"});
  }
  return Assumed{value.si(), assumption->low.value_or(value).si(),
                 assumption->high.value_or(value).si(), fmt::format("assumption {}", id)};
}

std::vector<std::vector<std::string>> ranking(const std::string& text) {
  std::vector<std::vector<std::string>> levels;
  for (const std::string& level : split(text, '>')) {
    auto& names = levels.emplace_back();
    for (const std::string& name : split(level, ',')) names.emplace_back(trim(name));
  }
  return levels;
}

}  // namespace niter::study::rules
