// additive: efficiency and yield with and without a salt that is not part of the experiment.
#include <cmath>

#include <fmt/format.h>

#include "niter/study/runs/execute.hpp"
#include "niter/study/runs/records.hpp"
#include "niter/study/runs/reported.hpp"

namespace niter::study {
namespace {

using data::Series;

// One quantity without and with the salt, of the nominal cell and of every draw.
struct Pair {
  double without = 0, with = 0;
  std::vector<double> draws_without, draws_with;

  double change() const { return with / without - 1; }
  double change_sd() const {
    std::vector<double> changes;
    for (std::size_t d = 0; d < draws_with.size(); ++d)
      changes.push_back(draws_with[d] / draws_without[d] - 1);
    return deviation(changes);
  }
};

struct Seen {
  Pair efficiency, rate;
};

Result<Seen> look_at(const RunInput& input, const Ensemble& without, const Ensemble& with) {
  Seen out;
  const auto made_in = [&](const twin::protocol::RunRecord& record) {
    return production(input, record, all_rows(record));
  };
  NITER_TRY(const Production plain, made_in(without.nominal));
  NITER_TRY(const Production salted, made_in(with.nominal));
  out.efficiency = {plain.faradaic_efficiency, salted.faradaic_efficiency, {}, {}};
  out.rate = {plain.rate, salted.rate, {}, {}};
  for (std::size_t d = 0; d < with.draws.size(); ++d) {
    NITER_TRY(const Production a, made_in(without.draws[d]));
    NITER_TRY(const Production b, made_in(with.draws[d]));
    out.efficiency.draws_without.push_back(a.faradaic_efficiency);
    out.efficiency.draws_with.push_back(b.faradaic_efficiency);
    out.rate.draws_without.push_back(a.rate);
    out.rate.draws_with.push_back(b.rate);
  }
  return out;
}

data::Panel bars(const std::string& letter, const char* word, const Unit& unit, const Pair& pair,
                 const std::vector<std::string>& names, int colour) {
  data::Panel panel{
      letter, {}, {"salt", Unit::of("1"), {}, {}, false}, {word, unit, {}, {}, false}, {}};
  Series series{{}, Series::Mark::Bars, {1, 2}, {pair.without, pair.with}, {}, {}, colour};
  series.labels = names;
  std::vector<std::vector<double>> draws;
  for (std::size_t d = 0; d < pair.draws_with.size(); ++d)
    draws.push_back({pair.draws_without[d], pair.draws_with[d]});
  const Spread band = spread(draws);
  series.low = band.low, series.high = band.high;
  panel.series.push_back(std::move(series));
  return panel;
}

void add_numbers(const char* name, const Unit& unit, const Pair& pair, const std::string& salt,
                 RunOutcome& out) {
  out.numbers.push_back(
      {fmt::format("{} without {}", name, salt),
       Quantity(unit.from_si(pair.without), unit, unit.from_si(deviation(pair.draws_without))),
       {},
       {}});
  out.numbers.push_back(
      {fmt::format("{} with {}", name, salt),
       Quantity(unit.from_si(pair.with), unit, unit.from_si(deviation(pair.draws_with))),
       {},
       fmt::format("changed by {:+.2f} ± {:.2g} % of itself", 100 * pair.change(),
                   100 * pair.change_sd())});
}

}  // namespace

Result<RunOutcome> additive(const RunInput& input) {
  const RunPlan& plan = input.plan;
  if (plan.added.empty())
    return fail(Error{Code::InvalidInput, fmt::format("run '{}' adds no salt", plan.id), plan.where,
                      "write added = { KCl = \"0.01 mol/L\" }"});
  const std::string& reference = input.model.simulation().reference_catalyst;
  NITER_TRY(auto ensembles,
            execute_all(input, {{{.catalyst = reference, .with_added = false}, true},
                                {{.catalyst = reference}, true}}));
  NITER_TRY(const Seen seen, look_at(input, ensembles[0], ensembles[1]));
  std::string salt;
  for (const auto& [name, concentration] : plan.added)
    salt += fmt::format("{}{:g} {} {}", salt.empty() ? "" : " + ", concentration.value(),
                        concentration.unit().text() == "mol/L" ? "M" : concentration.unit().text(),
                        name);

  RunOutcome out;
  out.draws = ensembles[1].draws.size();
  const Unit share = Unit::of("%"), rate = Unit::of("umol h-1 cm-2");
  add_numbers("FE", share, seen.efficiency, salt, out);
  add_numbers("NH3 yield rate", rate, seen.rate, salt, out);
  for (const Fact* fact : input.study.facts_of("concentration", plan.experiment)) {
    const auto outcome = fact->conditions.find("outcome");
    if (outcome == fact->conditions.end()) continue;
    out.remarks.push_back(fmt::format(
        "The paper reports for {:g} {} {}: {} ({}). In the model the salt changes migration and "
        "ionic strength only; sites that it blocks are not in it, so that this says what is left "
        "for blocking to explain, not that there is none.",
        fact->number(), fact->unit.text(), fact->conditions.at("species"), outcome->second,
        fact->place));
  }
  const int colour = colour_of(input.study, reference);
  const std::vector<std::string> names = {"without", salt};
  auto a = bars("a", "FE", share, seen.efficiency, names, colour);
  auto b = bars("b", "yield_nh3", rate, seen.rate, names, colour);
  a.y.range = {0, 1};
  data::Figure figure{figure_id(plan), plan.title, {}, {std::move(a), std::move(b)}};
  figure.caption = fmt::format(
      "Simulated: \"{}\" on {} without and with {}. a, Faradaic efficiency of NH3. b, yield rate. "
      "The model holds no blocking of sites by the salt: what is seen is migration and ionic "
      "strength only.",
      plan.protocol.instructions.front().text, reference, salt);
  figure.caption += band_text("Error bars", out.draws);
  out.figures.push_back(std::move(figure));
  out.records.push_back(named(std::move(ensembles[0].nominal.table), plan, "without"));
  out.records.push_back(named(std::move(ensembles[1].nominal.table), plan, "with"));
  return out;
}

}  // namespace niter::study
