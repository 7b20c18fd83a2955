// battery-ammonia and battery-gap: what a battery does at several currents, held one after the
// other.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "niter/study/runs/battery_curves.hpp"
#include "niter/study/runs/records.hpp"
#include "niter/study/runs/reported.hpp"

namespace niter::study {
namespace {

using data::Series;
using twin::protocol::Part;
using twin::protocol::RunRecord;

// A hold: its current, and where it stands.
struct Held {
  double current = 0;  // A m-2, oxidation positive
  Rows rows;
};

std::vector<Held> held(const RunInput& input, const RunRecord& record) {
  std::vector<Held> out;
  const auto& j = column(record, "j");
  for (const Part* part : holds_of(input.plan.protocol, record))
    out.push_back({j[part->last_row], rows_of(*part)});
  return out;
}

Status needs_holds(const RunInput& input, const RunRecord& record) {
  if (!held(input, record).empty()) return {};
  return fail({Code::InvalidInput, fmt::format("run '{}' holds no current", input.plan.id),
               input.plan.where, "write lines like \"hold 4 mA/cm2 discharge for 1 h\""});
}

// Ammonia of each hold against its current.
BatteryCurve ammonia(const RunInput& input, double Production::*member) {
  return [&input, member](const RunRecord& record) {
    Series line;
    for (const Held& hold : held(input, record)) {
      const auto made = production(input, record, hold.rows);
      if (!made) continue;  // a mechanism without NH3 was refused with the first record
      line.x.push_back(-hold.current), line.y.push_back((*made).*member);
    }
    return line;
  };
}

// Voltage at the end of the holds of one direction.
BatteryCurve last_voltage(const RunInput& input, bool charge) {
  return [&input, charge](const RunRecord& record) {
    Series line;
    const auto& v = column(record, "V");
    for (const Held& hold : held(input, record)) {
      if ((hold.current > 0) != charge) continue;
      line.x.push_back(std::abs(hold.current)), line.y.push_back(v[hold.rows.last]);
    }
    return line;
  };
}

// Difference of both at the currents that stand in both.
BatteryCurve gap(const RunInput& input) {
  return [&input](const RunRecord& record) {
    const Series up = last_voltage(input, true)(record), down = last_voltage(input, false)(record);
    Series line;
    for (std::size_t i = 0; i < down.x.size(); ++i)
      if (const auto charge = value_at(up, down.x[i]))
        line.x.push_back(down.x[i]), line.y.push_back(*charge - down.y[i]);
    return line;
  };
}

Series reported_points(const std::vector<const Fact*>& facts, int colour) {
  Series points;
  points.name = "reported", points.mark = Series::Mark::Points;
  points.reported = true, points.colour = colour;
  for (const Fact* fact : facts) {
    if (!fact->current_density) continue;
    points.x.push_back(std::abs(fact->current_density->si()));
    points.y.push_back(fact->si());
    points.labels.push_back(fact->id + ", " + fact->place);
  }
  return points;
}

// The simulated number at the current of each reported one, with what is missing of it.
void compare(const std::vector<const Fact*>& facts, const char* name, const Unit& unit,
             const BatteryRecords& records, const BatteryCurve& curve, double tolerance,
             RunOutcome& out) {
  const auto& first = records.catalysts.front().ensemble;
  for (const Fact* fact : facts) {
    if (!fact->current_density) continue;
    const double j = std::abs(fact->current_density->si());
    const auto simulated = value_at(curve(first.nominal), j);
    if (!simulated) continue;
    std::vector<double> drawn;
    for (const auto& draw : first.draws)
      if (const auto value = value_at(curve(draw), j)) drawn.push_back(*value);
    // what the ranges leave open, and what the posterior does
    const double ends[] = {value_at(curve(records.lower.nominal), j).value_or(*simulated),
                           value_at(curve(records.higher.nominal), j).value_or(*simulated),
                           *simulated - 2 * deviation(drawn), *simulated + 2 * deviation(drawn)};
    const auto [low, high] = std::ranges::minmax(ends);
    out.numbers.push_back({fmt::format("{} at {}", name, fact->current_density->text()),
                           Quantity(unit.from_si(*simulated), unit, unit.from_si(deviation(drawn))),
                           as_printed({fact}), fact->note});
    if (auto text = missing_text(*fact, low, high, tolerance); !text.empty())
      out.remarks.push_back(std::move(text));
  }
}

// A current at which an efficiency is reported, held against the peak power of the same battery.
void add_voltages(const RunInput& input, const std::vector<const Fact*>& facts,
                  const BatteryRecords& records, RunOutcome& out) {
  const auto& nominal = records.catalysts.front().ensemble.nominal;
  const Series line = last_voltage(input, false)(nominal);
  for (const Fact* fact : facts) {
    if (!fact->current_density) continue;
    const double j = std::abs(fact->current_density->si());
    const auto v = value_at(line, j);
    if (!v) continue;
    out.numbers.push_back({fmt::format("cell voltage at {}", fact->current_density->text()),
                           Quantity(*v, Unit::of("V")),
                           {},
                           *v < 0 ? "below zero: the cell is driven" : ""});
    for (const Fact* power : battery_facts(input, "peak_power_density"))
      for (const Fact* open : battery_facts(input, "open_circuit_voltage")) {
        constexpr double hardly = 0.1;  // of the open-circuit voltage: hardly any is left
        const double bound = power->si() / j;
        if (bound > hardly * open->si()) continue;
        out.remarks.push_back(fmt::format(
            "At {} the reported peak power of {:g} {} allows at most {:.0f} mV of the {:g} V at "
            "open "
            "circuit: nearly a short circuit, or a driven cell. The model has {:.0f} mV there.",
            fact->current_density->text(), power->number(), power->unit.text(), 1000 * bound,
            open->number(), 1000 * *v));
      }
  }
}

RunOutcome finish(const RunInput& input, BatteryRecords records, RunOutcome out,
                  std::vector<data::Panel> panels, const std::string& caption) {
  out.draws = records.catalysts.front().ensemble.draws.size();
  data::Figure figure{figure_id(input.plan), input.plan.title, {}, std::move(panels)};
  figure.caption = caption + battery_caption(input, records);
  out.figures.push_back(std::move(figure));
  for (auto& one : records.catalysts)
    out.records.push_back(named(std::move(one.ensemble.nominal.table), input.plan, one.name));
  return out;
}

}  // namespace

Result<RunOutcome> battery_ammonia(const RunInput& input) {
  NITER_TRY(auto records, battery_records(input));
  const auto& nominal = records.catalysts.front().ensemble.nominal;
  NITER_OK(needs_holds(input, nominal));
  NITER_TRY(const auto made, production(input, nominal, held(input, nominal).front().rows));
  static_cast<void>(made);
  const data::Axis current{"current_magnitude", Unit::of("mA cm-2")};
  const Unit share = Unit::of("%"), rate = Unit::of("umol h-1 cm-2");
  const auto efficiency = ammonia(input, &Production::faradaic_efficiency),
             yield = ammonia(input, &Production::rate);
  data::Panel a{"a", {}, current, {"FE", share}, battery_series(records, efficiency)};
  data::Panel b{"b", {}, current, {"yield_nh3", rate}, battery_series(records, yield)};
  a.y.range = {0, 1};
  RunOutcome out;
  const int colour = records.catalysts.front().colour;
  const auto shares = battery_facts(input, "faradaic_efficiency"),
             rates = battery_facts(input, "nh3_yield_rate");
  a.series.push_back(reported_points(shares, colour));
  b.series.push_back(reported_points(rates, colour));
  constexpr double efficiency_tolerance = 0.1, yield_tolerance = 0.1;
  compare(shares, "FE", share, records, efficiency, efficiency_tolerance, out);
  compare(rates, "NH3 yield rate", rate, records, yield, yield_tolerance, out);
  for (const Fact* fact : battery_facts(input, "nh3_yield_rate_no_area"))
    if (const auto here = fact->current_density
                              ? value_at(yield(nominal), std::abs(fact->current_density->si()))
                              : std::nullopt)
      out.remarks.push_back(
          fmt::format("{:g} {} ({}) lack an area; per cm² the model makes {:.3g} µmol h⁻¹ at {}.",
                      fact->number(), fact->unit.text(), fact->place, rate.from_si(*here),
                      fact->current_density->text()));
  add_voltages(input, shares, records, out);
  return finish(
      input, std::move(records), std::move(out), {std::move(a), std::move(b)},
      "Simulated: one hold for each current. a, Faradaic efficiency of NH3; b, yield rate.");
}

Result<RunOutcome> battery_gap(const RunInput& input) {
  NITER_TRY(auto records, battery_records(input));
  const auto& nominal = records.catalysts.front().ensemble.nominal;
  NITER_OK(needs_holds(input, nominal));
  if (gap(input)(nominal).x.empty())
    return fail(
        {Code::InvalidInput,
         fmt::format("run '{}' has no current that both charges and discharges", input.plan.id),
         input.plan.where,
         "write \"hold 2 mA/cm2 discharge for 10 min\" and \"hold 2 mA/cm2 charge for 10 "
         "min\""});
  const data::Axis current{"current_magnitude", Unit::of("mA cm-2")};
  const Unit volts = Unit::of("V");
  data::Panel a{
      "a", {}, current, {"V", volts}, battery_series(records, last_voltage(input, false))};
  for (Series series : battery_series(records, last_voltage(input, true))) {
    if (!series.name.empty()) series.name.clear();
    a.series.push_back(std::move(series));
  }
  data::Panel b{"b", {}, current, {"voltage_gap", volts}, battery_series(records, gap(input))};
  RunOutcome out;
  const auto facts = battery_facts(input, "voltage_gap");
  b.series.push_back(reported_points(facts, records.catalysts.front().colour));
  double top = 0;
  for (const Series& s : b.series)
    for (const double y : s.mark == Series::Mark::Band ? s.high : s.y) top = std::max(top, y);
  b.y.range = {0, 1.15 * top};
  constexpr double gap_tolerance = 0.1;
  if (facts.empty()) {
    const Series line = gap(input)(nominal);
    const Unit unit = Unit::of("mA cm-2");
    for (std::size_t i = 0; i < line.x.size(); ++i)
      out.numbers.push_back({fmt::format("voltage gap at {:.3g} mA cm-2", unit.from_si(line.x[i])),
                             Quantity(line.y[i], volts),
                             {},
                             {}});
  }
  compare(facts, "voltage gap", volts, records, gap(input), gap_tolerance, out);
  for (const Fact* trend : input.study.facts_of("trend", input.plan.reported)) {
    const auto of = trend->conditions.find("of");
    if (of == trend->conditions.end() || of->second != "voltage_gap") continue;
    const Series line = gap(input)(nominal);
    out.remarks.push_back(fmt::format("{} ({}): from {:.2g} V to {:.2g} V in the model.",
                                      trend->label, trend->place, line.y.front(), line.y.back()));
  }
  return finish(
      input, std::move(records), std::move(out), {std::move(a), std::move(b)},
      "Simulated: one discharge and one charge for each current. a, voltages at the end of "
      "the discharges (below) and charges (above); b, their difference.");
}

}  // namespace niter::study
