// cycles: efficiency and yield of the same electrolysis again and again in fresh electrolyte.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/study/runs/execute.hpp"
#include "niter/study/runs/records.hpp"
#include "niter/study/runs/reported.hpp"

namespace niter::study {
namespace {

using data::Series;
using twin::protocol::RunRecord;

struct Cycles {
  std::vector<double> efficiency, rate;  // per hold
};

Result<Cycles> cycles_of(const RunInput& input, const RunRecord& record) {
  Cycles out;
  for (const auto* part : holds_of(input.plan.protocol, record)) {
    NITER_TRY(const Production made, production(input, record, rows_of(*part)));
    out.efficiency.push_back(made.faradaic_efficiency);
    out.rate.push_back(made.rate);
  }
  if (!out.rate.empty()) return out;
  return fail(Error{Code::InvalidInput,
                    fmt::format("the protocol of run '{}' holds no potential", input.plan.id),
                    input.plan.where,
                    "write lines like \"repeat 6\", \"hold -1.0 V vs RHE for 1 h\", \"refresh "
                    "electrolyte\", \"end\""});
}

data::Panel bars(const std::string& letter, const char* word, const Unit& unit,
                 const std::vector<double>& values, const std::vector<std::vector<double>>& draws,
                 int colour) {
  data::Panel panel{
      letter, {}, {"cycle", Unit::of("1"), {}, {}, false}, {word, unit, {}, {}, false}, {}};
  Series series;
  series.mark = Series::Mark::Bars;
  series.name = "simulated";
  series.colour = colour;
  series.y = values;
  for (std::size_t i = 1; i <= values.size(); ++i) {
    series.x.push_back(static_cast<double>(i));
    series.labels.push_back(fmt::format("{}", i));
  }
  const Spread band = spread(draws);
  series.low = band.low, series.high = band.high;
  panel.series.push_back(std::move(series));
  return panel;
}

// The value reported at this potential, across all cycles.
void add_reported(const std::vector<const Fact*>& facts, data::Panel& panel) {
  constexpr int black = 4;
  for (const Fact* fact : facts) {
    Series line;
    line.name = "reported at this potential";
    line.colour = black;
    line.dashed = true;
    line.x = {0.6, panel.series.front().x.back() + 0.4};
    line.y = {fact->si(), fact->si()};
    panel.series.push_back(std::move(line));
  }
}

double hold_potential(const RunInput& input, const RunRecord& record) {
  return column(record, "E")[holds_of(input.plan.protocol, record).front()->last_row];
}

// Of all cycles together, and how far the last is from the first.
void add_number(const char* name, const Unit& unit, const std::vector<double>& values,
                const std::vector<std::vector<double>>& draws, const std::string& printed,
                RunOutcome& out) {
  const auto mean = [](const std::vector<double>& v) {
    double sum = 0;
    for (const double x : v) sum += x;
    return sum / static_cast<double>(v.size());
  };
  std::vector<double> means;
  for (const auto& draw : draws) means.push_back(mean(draw));
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  out.numbers.push_back(
      {fmt::format("{}, mean of {} cycles", name, values.size()),
       Quantity(unit.from_si(mean(values)), unit, unit.from_si(deviation(means))), printed,
       fmt::format("cycles differ by {:.2g} %", 100 * (*most - *least) / std::abs(mean(values)))});
}

}  // namespace

Result<RunOutcome> cycles(const RunInput& input) {
  const std::string& reference = input.model.simulation().reference_catalyst;
  NITER_TRY(auto ensembles, execute_all(input, {{{.catalyst = reference}, true}}));
  Ensemble& ensemble = ensembles.front();
  NITER_TRY(const Cycles nominal, cycles_of(input, ensemble.nominal));
  std::vector<std::vector<double>> efficiencies, rates;
  for (const auto& draw : ensemble.draws) {
    NITER_TRY(auto drawn, cycles_of(input, draw));
    efficiencies.push_back(std::move(drawn.efficiency));
    rates.push_back(std::move(drawn.rate));
  }
  const double potential = hold_potential(input, ensemble.nominal);
  const auto facts = [&](const char* measure) {
    return numbers_at(input.study, measure, input.plan.experiment, reference, potential);
  };
  const Unit share = Unit::of("%"), rate = Unit::of("umol h-1 cm-2");
  const int colour = colour_of(input.study, reference);
  auto a = bars("a", "FE", share, nominal.efficiency, efficiencies, colour);
  auto b = bars("b", "yield_nh3", rate, nominal.rate, rates, colour);
  a.y.range = {0, 1};
  add_reported(facts("faradaic_efficiency"), a);
  add_reported(facts("nh3_yield_rate"), b);

  RunOutcome out;
  out.draws = ensemble.draws.size();
  add_number("FE", share, nominal.efficiency, efficiencies,
             as_printed(facts("faradaic_efficiency")), out);
  add_number("NH3 yield rate", rate, nominal.rate, rates, as_printed(facts("nh3_yield_rate")), out);
  for (const Fact* fact : input.study.facts_of("cycle_count", input.plan.experiment))
    out.remarks.push_back(
        fmt::format("The paper reports {:g} {} ({}). The model holds no ageing, so that in fresh "
                    "electrolyte every cycle is the first one again; what is seen is that nothing "
                    "else in the cell changes from cycle to cycle.",
                    fact->number(), fact->label, fact->place));
  data::Figure figure{figure_id(input.plan), input.plan.title, {}, {std::move(a), std::move(b)}};
  figure.caption = fmt::format(
      "Simulated: {} in a {} cell, fresh electrolyte each time. a, Faradaic efficiency of NH3. b, "
      "yield rate. Dashed: the value reported for single electrolyses at {:.2f} V vs. RHE.",
      holds_of(input.plan.protocol, ensemble.nominal).front()->text, input.plan.cell.id, potential);
  figure.caption += band_text("Error bars", out.draws);
  out.figures.push_back(std::move(figure));
  out.records.push_back(named(std::move(ensemble.nominal.table), input.plan));
  return out;
}

}  // namespace niter::study
