// battery-power: voltage and power density of a battery against the discharge current.
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
using twin::protocol::RunRecord;

constexpr int black = 4;
constexpr double tolerance = 0.3;  // of a power that counts as reached: physics of such cells

BatteryCurve against_current(const char* what) {
  return [what](const RunRecord& record) {
    return battery_line(record, rows_of(record.parts.back()), "j", what, -1);
  };
}

Peak power_peak(const RunRecord& record) {
  return peak_of(against_current("power")(record));
}

void add_numbers(const RunInput& input, const BatteryRecords& records, RunOutcome& out) {
  const Unit power = Unit::of("mW cm-2"), current = Unit::of("mA cm-2");
  const auto facts = battery_facts(input, "peak_power_density");
  for (const auto& one : records.catalysts) {
    const Peak peak = power_peak(one.ensemble.nominal);
    std::vector<double> drawn;
    for (const auto& draw : one.ensemble.draws) drawn.push_back(power_peak(draw).y);
    const Series voltage = against_current("V")(one.ensemble.nominal);
    const bool reference = &one == &records.catalysts.front();
    out.numbers.push_back(
        {fmt::format("peak power of {}", one.name),
         Quantity(power.from_si(peak.y), power, power.from_si(deviation(drawn))),
         reference ? as_printed(facts) : "",
         peak.inside ? fmt::format("at {:.2g} mA cm⁻² and {:.3g} V", current.from_si(peak.x),
                                   value_at(voltage, peak.x).value_or(0))
                     : "a lower bound: the highest power is the last point of the sweep"});
  }
  const double low = power_peak(records.lower.nominal).y,
               high = power_peak(records.higher.nominal).y;
  out.numbers.push_back({"peak power at the ends of the ranges",
                         Quantity(power.from_si(0.5 * (low + high)), power,
                                  power.from_si(0.5 * std::abs(high - low))),
                         {},
                         "half the width of the range as uncertainty"});
  for (const auto& other : records.others) {
    const Peak peak = power_peak(other.ensemble.nominal);
    out.numbers.push_back({"peak power with " + other.name,
                           Quantity(power.from_si(peak.y), power),
                           {},
                           fmt::format("at {:.2g} mA cm⁻²", current.from_si(peak.x))});
  }
  for (const Fact* fact : facts)
    if (auto text = missing_text(*fact, low, high, tolerance); !text.empty())
      out.remarks.push_back(std::move(text));
}

// A voltage printed for the peak has to lie below that of open circuit.
void add_impossible(const RunInput& input, RunOutcome& out) {
  for (const Fact* at_peak : battery_facts(input, "voltage_at_peak_power"))
    for (const Fact* open : battery_facts(input, "open_circuit_voltage"))
      if (at_peak->si() > open->si())
        out.remarks.push_back(fmt::format(
            "{:g} V printed for the peak ({}) lie {:.3g} V above the open-circuit voltage of "
            "{:g} V: no battery does that. Read as a current in mA cm⁻² the number is possible.",
            at_peak->number(), at_peak->place, at_peak->si() - open->si(), open->number()));
}

void add_order(const RunInput& input, const BatteryRecords& records, RunOutcome& out) {
  std::map<std::string, double> powers;
  for (const auto& one : records.catalysts) powers[one.name] = power_peak(one.ensemble.nominal).y;
  for (const Fact* order : orders_of(input.study, input.plan.reported, "peak_power_density"))
    if (const auto same = agrees(*order, powers))
      out.remarks.push_back(fmt::format("Order of the peak powers: {}; reported: {} ({}): {}.",
                                        in_order(powers), std::get<std::string>(order->value),
                                        order->place, *same ? "the same" : "another one"));
}

}  // namespace

Result<RunOutcome> battery_power(const RunInput& input) {
  NITER_TRY(auto records, battery_records(input));
  RunOutcome out;
  out.draws = records.catalysts.front().ensemble.draws.size();
  const data::Axis current{"current_magnitude", Unit::of("mA cm-2")};
  data::Panel a{
      "a", {}, current, {"V", Unit::of("V")}, battery_series(records, against_current("V"))};
  data::Panel b{"b",
                {},
                current,
                {"power", Unit::of("mW cm-2")},
                battery_series(records, against_current("power"))};
  // a current that drives the cell beyond its short circuit takes power instead of giving it
  double top = 0, most = 0;
  for (const Series& s : b.series)
    for (const double y : s.mark == Series::Mark::Band ? s.high : s.y) top = std::max(top, y);
  const auto& sweep = against_current("V")(records.catalysts.front().ensemble.nominal);
  for (const double x : sweep.x) most = std::max(most, x);
  for (const Fact* fact : battery_facts(input, "peak_power_density")) {
    b.series.push_back(
        {"reported", Series::Mark::Line, {0, most}, {fact->si(), fact->si()}, {}, {}, black, true});
    top = std::max(top, fact->si());
  }
  b.y.range = {0, 1.15 * top};
  add_numbers(input, records, out);
  add_impossible(input, out);
  add_order(input, records, out);
  data::Figure figure{figure_id(input.plan), input.plan.title, {}, {std::move(a), std::move(b)}};
  figure.caption = fmt::format(
                       "Simulated: \"{}\". a, voltage; b, power density. Discharge to the "
                       "right.",
                       records.catalysts.front().ensemble.nominal.parts.back().text) +
                   battery_caption(input, records);
  out.figures.push_back(std::move(figure));
  for (auto& one : records.catalysts)
    out.records.push_back(named(std::move(one.ensemble.nominal.table), input.plan, one.name));
  return out;
}

}  // namespace niter::study
