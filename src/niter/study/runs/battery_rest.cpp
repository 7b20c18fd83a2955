// battery-open-circuit: the voltage of a battery without current, against time.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/study/runs/battery_curves.hpp"
#include "niter/study/runs/records.hpp"
#include "niter/study/runs/reported.hpp"

namespace niter::study {
namespace {

using twin::protocol::RunRecord;

constexpr int black = 4;

data::Series voltage(const RunRecord& record) {
  return battery_line(record, all_rows(record), "t", "V", 1);
}

double last(const Ensemble& ensemble) {
  return column(ensemble.nominal, "V").back();
}

}  // namespace

Result<RunOutcome> battery_open_circuit(const RunInput& input) {
  constexpr double tolerance_volts = 0.25;  // what a mixed potential of an assumed leak is worth
  NITER_TRY(auto records, battery_records(input));
  RunOutcome out;
  out.draws = records.catalysts.front().ensemble.draws.size();
  const Unit volts = Unit::of("V");
  const auto facts = battery_facts(input, "open_circuit_voltage");
  for (const auto& one : records.catalysts) {
    std::vector<double> drawn;
    for (const auto& draw : one.ensemble.draws) drawn.push_back(column(draw, "V").back());
    out.numbers.push_back(
        {fmt::format("open-circuit voltage of {}", one.name),
         Quantity(last(one.ensemble), volts, deviation(drawn)),
         &one == &records.catalysts.front() ? as_printed(facts) : "",
         "a mixed potential, set by the declared leak; the double layer takes hours to get there"});
  }
  const double low = last(records.lower), high = last(records.higher);
  out.numbers.push_back({"open-circuit voltage at the ends of the ranges",
                         Quantity(0.5 * (low + high), volts, 0.5 * std::abs(high - low)),
                         {},
                         "half the width of the range as uncertainty"});
  for (const auto& other : records.others)
    out.numbers.push_back(
        {"open-circuit voltage with " + other.name, Quantity(last(other.ensemble), volts), {}, {}});
  data::Panel panel{"a", {}, {"t", Unit::of("h")}, {"V", volts}, battery_series(records, voltage)};
  const double end = column(records.catalysts.front().ensemble.nominal, "t").back();
  for (const Fact* fact : facts) {
    panel.series.push_back({"reported",
                            data::Series::Mark::Line,
                            {0, end},
                            {fact->si(), fact->si()},
                            {},
                            {},
                            black,
                            true});
    auto text = missing_text(*fact, low - tolerance_volts, high + tolerance_volts, 0);
    if (!text.empty())
      out.remarks.push_back(fmt::format(
          "{} (the range is widened by {:g} V on both sides: a leak is known to a decade at best). "
          "Oxygen at the cathode, as in a zinc-air cell, would give 1.4 V.",
          text, tolerance_volts));
  }
  data::Figure figure{figure_id(input.plan), input.plan.title, {}, {std::move(panel)}};
  figure.caption = fmt::format("Simulated: \"{}\".", input.plan.protocol.instructions.back().text) +
                   battery_caption(input, records);
  out.figures.push_back(std::move(figure));
  for (auto& one : records.catalysts)
    out.records.push_back(named(std::move(one.ensemble.nominal.table), input.plan, one.name));
  return out;
}

}  // namespace niter::study
