// battery-hours: the voltage of a battery over hours, while its electrolytes are used up.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/study/runs/battery_curves.hpp"
#include "niter/study/runs/records.hpp"
#include "niter/study/runs/reported.hpp"

namespace niter::study {
namespace {

using data::Series;
using twin::protocol::RunRecord;

BatteryCurve in_time(const std::string& what) {
  return [what](const RunRecord& record) {
    return battery_line(record, all_rows(record), "t", what, 1);
  };
}

// What a discharge made and took, for the table.
void add_numbers(const RunInput& input, const BatteryRecords& records, RunOutcome& out) {
  const auto& first = records.catalysts.front().ensemble;
  const Unit share = Unit::of("%"), volts = Unit::of("V"), work = Unit::of("J cm-2"),
             rate = Unit::of("umol h-1 cm-2");
  const auto drawn = [&](auto of) {
    std::vector<double> values;
    for (const auto& draw : first.draws) values.push_back(of(draw));
    return deviation(values);
  };
  const auto add = [&](const char* name, const Unit& unit, auto of, std::string note) {
    out.numbers.push_back({name,
                           Quantity(unit.from_si(of(first.nominal)), unit, unit.from_si(drawn(of))),
                           {},
                           std::move(note)});
  };
  const std::string& reactant = input.study.experiment(input.plan.experiment)->reactant;
  const auto end = [](const char* name) {
    return [name](const RunRecord& record) { return column(record, name).back(); };
  };
  const auto made = [&](double Production::*member) {
    return [&input, member](const RunRecord& record) {
      const auto all = production(input, record, all_rows(record));
      return all ? (*all).*member : 0.0;
    };
  };
  add("voltage at the end", volts, end("V"), {});
  add("electric work", work, end("work"), "negative: the battery was driven");
  // of the charge of the discharges: what a charge passes makes no ammonia
  add("FE of NH3, discharges", share,
      [&](const RunRecord& record) {
        const auto all = production(input, record, all_rows(record));
        const auto& q = column(record, "q");
        double discharged = 0;
        for (std::size_t i = 1; i < q.size(); ++i) discharged += std::min(0.0, q[i] - q[i - 1]);
        return all && discharged < 0 ? all->faradaic_efficiency * all->charge / discharged : 0.0;
      },
      {});
  add("NH3 yield rate, whole run", rate, made(&Production::rate), {});
  add(
      "reactant left", share,
      [&](const RunRecord& record) {
        const auto& c = column(record, "c " + reactant);
        return c.back() / c.front();
      },
      reactant);
  // energy per kilogram of ammonia: what the battery gives beside it
  const Unit per_mass = Unit::of("kWh kg-1");
  constexpr double ammonia_mass = 17.031e-3;  // kg mol-1
  add(
      "energy per mass of NH3", per_mass,
      [&](const RunRecord& record) {
        const auto all = production(input, record, all_rows(record));
        return all && all->amount > 0 ? column(record, "work").back() / (all->amount * ammonia_mass)
                                      : 0.0;
      },
      "positive: given beside the ammonia");
  add(
      "energy per reactant removed", Unit::of("kJ mol-1"),
      [&](const RunRecord& record) {
        const auto &c = column(record, "c " + reactant), &depth = column(record, "depth");
        const double removed = c.front() * depth.front() - c.back() * depth.back();
        return removed > 0 ? column(record, "work").back() / removed : 0.0;
      },
      reactant);
}

}  // namespace

Result<RunOutcome> battery_hours(const RunInput& input) {
  if (!input.plan.cell.batch())
    return fail(
        {Code::InvalidInput,
         fmt::format("run '{}' uses up its electrolyte, which a film cannot", input.plan.id),
         input.plan.where, "write cell = \"batch\""});
  NITER_TRY(auto records, battery_records(input));
  RunOutcome out;
  out.draws = records.catalysts.front().ensemble.draws.size();
  const std::string& reactant = input.study.experiment(input.plan.experiment)->reactant;
  const data::Axis time{"t", Unit::of("h")};
  data::Panel a{"a", {}, time, {"V", Unit::of("V")}, battery_series(records, in_time("V"))};
  data::Panel b{
      "b", {}, time, {"c", Unit::of("mol/L")}, battery_series(records, in_time("c " + reactant))};
  add_numbers(input, records, out);
  for (const Fact* fact : battery_facts(input, "duration"))
    if (fact->place.find("Fig. " + input.plan.figure) != std::string::npos)
      out.remarks.push_back(
          fmt::format("The paper reports {} of {:g} {} ({}); it prints no voltage.", fact->label,
                      fact->number(), fact->unit.text(), fact->place));
  data::Figure figure{figure_id(input.plan), input.plan.title, {}, {std::move(a), std::move(b)}};
  figure.caption =
      fmt::format("Simulated in a batch cell. a, voltage; b, {} in the catholyte.", reactant) +
      battery_caption(input, records);
  out.figures.push_back(std::move(figure));
  for (auto& one : records.catalysts)
    out.records.push_back(named(std::move(one.ensemble.nominal.table), input.plan, one.name));
  return out;
}

}  // namespace niter::study
