// battery-hours: the voltage of a battery over hours, while its electrolytes are used up.
#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

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
  using Value = std::function<std::optional<double>(const RunRecord&)>;
  const auto add = [&](const char* name, const Unit& unit, const Value& of, std::string note) {
    const auto nominal = of(first.nominal);
    if (!nominal) return;  // a run without ammonia has no energy of it
    std::vector<double> drawn;
    for (const auto& draw : first.draws)
      if (const auto value = of(draw)) drawn.push_back(*value);
    out.numbers.push_back({name,
                           Quantity(unit.from_si(*nominal), unit, unit.from_si(deviation(drawn))),
                           {},
                           std::move(note)});
  };
  const std::string& reactant = input.study.experiment(input.plan.experiment)->reactant;
  const auto end = [](const char* name) {
    return [name](const RunRecord& record) { return column(record, name).back(); };
  };
  const auto made = [&](const RunRecord& record) -> std::optional<Production> {
    auto all = production(input, record, all_rows(record));
    return all ? std::optional(*all) : std::nullopt;
  };
  const auto per = [](double energy, double amount) {
    return amount > 0 ? std::optional(energy / amount) : std::nullopt;
  };
  add("voltage at the end", volts, end("V"), {});
  add("electric work", work, end("work"), "negative: the battery was driven");
  // of the charge of the discharges: what a charge passes makes no ammonia
  add("FE of NH3, discharges", share,
      [&](const RunRecord& record) -> std::optional<double> {
        const auto all = made(record);
        const auto& q = column(record, "q");
        double discharged = 0;
        for (std::size_t i = 1; i < q.size(); ++i) discharged += std::min(0.0, q[i] - q[i - 1]);
        if (!all || !(discharged < 0)) return std::nullopt;
        return all->faradaic_efficiency * all->charge / discharged;
      },
      {});
  add("NH3 yield rate, whole run", rate,
      [&](const RunRecord& record) -> std::optional<double> {
        const auto all = made(record);
        return all ? std::optional(all->rate) : std::nullopt;
      },
      {});
  add(
      "reactant left", share,
      [&](const RunRecord& record) {
        const auto& c = column(record, "c " + reactant);
        return c.back() / c.front();
      },
      reactant);
  // what the battery gives beside the ammonia
  add(
      "energy per mass of NH3", Unit::of("kWh kg-1"),
      [&](const RunRecord& record) -> std::optional<double> {
        const auto all = made(record);
        return all ? per(column(record, "work").back(), all->amount * molar_mass("NH3"))
                   : std::nullopt;
      },
      "positive: given beside the ammonia");
  add(
      "energy per reactant removed", Unit::of("kJ mol-1"),
      [&](const RunRecord& record) {
        const auto &c = column(record, "c " + reactant), &depth = column(record, "depth");
        return per(column(record, "work").back(),
                   c.front() * depth.front() - c.back() * depth.back());
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
