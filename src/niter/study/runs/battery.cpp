#include "niter/study/runs/battery.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/study/runs/records.hpp"

namespace niter::study {
namespace {

using Anolyte = twin::BatteryOptions::Anolyte;

// An assumption at one end of its range. `higher` says which end raises the voltage.
enum class Raises { Low, High };
Result<double> assumed_at(const Study& study, std::string_view id, const Unit& unit, RangeEnd end,
                          Raises raises, double otherwise) {
  const Assumption* found = study.assumption(id);
  if (found == nullptr) return otherwise;
  if (!found->value.unit().same_dimension(unit))
    return fail({Code::Unit,
                 fmt::format("the assumption '{}' is in '{}', not in a unit like {}", id,
                             found->value.unit().text(), unit.text()),
                 found->where, fmt::format("write it in {}", unit.text())});
  const bool low = (end == RangeEnd::Higher) == (raises == Raises::Low);
  if (end == RangeEnd::Declared) return found->value.si();
  return (low ? found->low : found->high).value_or(found->value).si();
}

}  // namespace

Result<twin::BatteryOptions> battery_options(const Study& study, const BatteryPlan& plan,
                                             RangeEnd end) {
  const auto of = [&](std::string_view id, const char* unit, Raises raises, double otherwise) {
    return assumed_at(study, id, Unit::of(unit), end, raises, otherwise);
  };
  twin::BatteryOptions out;
  out.anolyte = plan.anolyte;
  if (plan.anolyte == Anolyte::Alkaline) {
    if (plan.alkali) out.hydroxide = plan.alkali->si();
    NITER_TRY(const double by_nernst, twin::zinc_potential(out));
    NITER_TRY(out.start_potential, of("zincate_potential", "V", Raises::Low, by_nernst));
    NITER_TRY(out.exchange_current,
              of("zinc_exchange_alkaline", "A m-2", Raises::High, out.exchange_current));
  } else {
    constexpr double molar = 1000;  // mol m-3: the activity stands for the concentration
    NITER_TRY(const double activity, of("zinc_activity", "1", Raises::Low, 1e-3));
    out.dissolved_zinc = molar * activity;
    // near-neutral sulfate: 1 to 200 A m-2, and one transfer coefficient for both branches
    constexpr double neutral_exchange = 10;
    NITER_TRY(out.exchange_current,
              of("zinc_exchange_neutral", "A m-2", Raises::High, neutral_exchange));
    out.anodic_transfer = 1;
  }
  NITER_TRY(out.resistance, of("cell_resistance", "ohm m2", Raises::Low, out.resistance));
  NITER_TRY(out.leak, of("battery_leak", "A m-2", Raises::Low, 0));
  twin::BatteryOptions::OxygenEvolution oxygen;
  NITER_TRY(oxygen.potential, of("oxygen_evolution_potential", "V", Raises::Low, oxygen.potential));
  out.oxygen_evolution = oxygen;
  if (plan.zinc) out.zinc = plan.zinc->si() / molar_mass("Zn");
  if (plan.passivation) out.passivation = plan.passivation->si();
  if (plan.corrosion) out.corrosion_current = plan.corrosion->si();
  out.area_ratio = plan.area_ratio;
  return out;
}

Result<BatteryRecords> battery_records(const RunInput& input) {
  const std::string& reference = input.model.simulation().reference_catalyst;
  const auto catalysts = catalysts_of(input);
  // a day of cycling is dear: it is shown without the draws and the ranges
  constexpr std::int64_t most_instructions = 20;
  const bool brief = input.plan.kind != "battery-hours" ||
                     twin::protocol::count(input.plan.protocol) <= most_instructions;
  std::vector<Wish> wishes;
  for (const std::string& catalyst : catalysts)
    wishes.push_back({{.catalyst = catalyst}, brief && catalyst == reference});
  for (const RangeEnd end : {RangeEnd::Higher, RangeEnd::Lower}) {
    if (!brief) break;
    NITER_TRY(const auto options, battery_options(input.study, *input.plan.battery, end));
    wishes.push_back({{.catalyst = catalysts.front(), .battery = options}, false});
  }
  for (const BatteryPlan& other : input.plan.beside) {
    NITER_TRY(const auto options, battery_options(input.study, other, RangeEnd::Declared));
    wishes.push_back({{.catalyst = catalysts.front(), .battery = options}, false});
  }
  NITER_TRY(auto ensembles, execute_all(input, wishes));
  BatteryRecords out;
  std::size_t next = 0;
  for (const std::string& catalyst : catalysts)
    out.catalysts.push_back(
        {catalyst, colour_of(input.study, catalyst), false, std::move(ensembles[next++])});
  if (brief) {
    out.higher = std::move(ensembles[next++]);
    out.lower = std::move(ensembles[next++]);
  }
  for (const BatteryPlan& other : input.plan.beside)
    out.others.push_back({other.title, colour_of(input.study, catalysts.front()), true,
                          std::move(ensembles[next++])});
  return out;
}

std::string missing_text(const Fact& fact, double lower, double higher, double tolerance) {
  const double reported = fact.si();
  const double above = reported - (higher + tolerance * std::abs(higher));
  const double below = (lower - tolerance * std::abs(lower)) - reported;
  if (above <= 0 && below <= 0) return {};
  const Unit& unit = fact.unit;
  return fmt::format(
      "The reported {} of {:g} {} ({}) is not reached: all that was left open allows {:.3g} to "
      "{:.3g} {}, so {:.3g} {} are {}. It is shown as a contradiction and never fitted.",
      fact.label, fact.number(), unit.text(), fact.place, unit.from_si(std::min(lower, higher)),
      unit.from_si(std::max(lower, higher)), unit.text(),
      unit.from_si(above > 0 ? reported - higher : lower - reported), unit.text(),
      above > 0 ? "missing" : "too many");
}

std::vector<const Fact*> battery_facts(const RunInput& input, std::string_view measure) {
  std::vector<const Fact*> out;
  for (const Fact* fact : input.study.facts_of(measure, input.plan.reported,
                                               input.model.simulation().reference_catalyst))
    if (fact->kind == FactKind::Number && fact->is_number()) out.push_back(fact);
  return out;
}

data::Series battery_line(const twin::protocol::RunRecord& record, Rows rows, std::string_view x,
                          std::string_view y, double sign) {
  data::Series line;
  line.x = cut(column(record, x), rows);
  line.y = cut(column(record, y), rows);
  if (sign < 0)
    for (double& value : line.x) value = -value;
  return line;
}

std::string battery_caption(const RunInput& input, const BatteryRecords& records) {
  std::string text = fmt::format(" Cell: {}.", input.plan.battery->title);
  if (records.has_ranges())
    text +=
        " Lightest shade: what the declared ranges of zinc potential, resistance and leak leave "
        "open.";
  for (const auto& other : records.others) text += fmt::format(" Dashed: {}.", other.name);
  return text + band_text("Band", records.catalysts.front().ensemble.draws.size());
}

}  // namespace niter::study
