#include "niter/study/design/wastewater.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/study/design/nitrate_water.hpp"
#include "niter/study/interpolated.hpp"
#include "niter/study/runs/execute.hpp"
#include "niter/study/runs/records.hpp"

namespace niter::study {
namespace {

using data::Series;
using twin::protocol::RunRecord;

constexpr double shares[] = {0, 0.25, 0.5, 0.75, 0.9};  // of blocked sites, that are tried

// The nitrogen of a batch against time, down to where nitrate and nitrite are below the limit.
struct Treatment {
  std::vector<double> time, nitrate, nitrite, ammonia, current;  // s, mol m-3, A m-2
  std::optional<double> done;                                    // s: the limit is reached
  double charge = 0;      // C m-2 until then, or until the end
  double efficiency = 0;  // of ammonia until then
  double nitrite_left = 0, ph = 0;
  double recovered = 0;  // ammonia over the nitrogen that went in
};

std::vector<double> concentration(const RunRecord& record, const std::string& species) {
  const auto* found = record.table.find("c " + species);
  return found != nullptr ? found->values : std::vector<double>(record.table.rows(), 0.0);
}

// Where the oxidised nitrogen falls to the limit: its logarithm is nearly straight in time.
std::optional<double> crossing(const Treatment& run, double limit) {
  const auto left = [&](std::size_t i) { return run.nitrate[i] + run.nitrite[i]; };
  for (std::size_t i = 1; i < run.time.size(); ++i) {
    if (left(i) > limit) continue;
    const double way = std::log(left(i - 1) / limit) / std::log(left(i - 1) / left(i));
    return std::lerp(run.time[i - 1], run.time[i], way);
  }
  return std::nullopt;
}

Result<Treatment> treatment_of(const RunInput& input, const RunRecord& record, double limit) {
  Treatment out;
  out.time = column(record, "t");
  out.current = column(record, "j");
  out.nitrate = concentration(record, "NO3-");
  out.nitrite = concentration(record, "NO2-");
  out.ammonia = concentration(record, "NH3");
  const auto ammonium = concentration(record, "NH4+");
  for (std::size_t i = 0; i < ammonium.size(); ++i) out.ammonia[i] += ammonium[i];
  out.done = crossing(out, limit);
  const double end = out.done.value_or(out.time.back());
  out.charge = -interpolated(out.time, column(record, "q"), end);
  out.nitrite_left = interpolated(out.time, out.nitrite, end);
  out.ph = interpolated(out.time, column(record, "ph"), end);
  const auto row = static_cast<std::size_t>(
      std::lower_bound(out.time.begin(), out.time.end(), end) - out.time.begin());
  NITER_TRY(const auto made, production(input, record, {0, std::min(row, out.time.size() - 1)}));
  out.efficiency = made.faradaic_efficiency;
  out.recovered = interpolated(out.time, out.ammonia, end) / out.nitrate.front();
  return out;
}

double open_sites(const std::vector<Inhibitor>& inhibitors, double deviations) {
  double load = 0;
  for (const Inhibitor& one : inhibitors) {
    const double half = one.half_blocking.si() + deviations * one.half_blocking.si_sigma();
    load += one.concentration.si() / half;
  }
  return 1 / (1 + load);
}

Result<RunPlan> plan_of(const DesignInput& input, const WastewaterOptions& options) {
  NITER_TRY(auto plan, nitrate_plan(input, "wastewater", "batch"));
  if (!options.catalyst.empty()) {
    if (input.study.catalyst(options.catalyst) == nullptr)
      return fail(Code::NotFound, fmt::format("the study has no catalyst '{}'", options.catalyst),
                  "its [[catalyst]] tables name those there are");
    plan.catalysts = {options.catalyst};
  }
  return plan;
}

Status check(const WastewaterOptions& options, double start, double limit) {
  if (!(limit > 0 && start > limit))
    return fail(Code::InvalidInput,
                fmt::format("{} of nitrate hold no more N than the limit of {}",
                            options.nitrate.text(), options.limit.text()),
                "the limit is counted as N: 62.0 g of nitrate are 14.0 g of N");
  if (!(options.volume.si() > 0 && options.longest.si() > 0))
    return fail(Code::InvalidInput, "volume and longest must be above zero");
  for (const Inhibitor& one : options.inhibitors) {
    if (one.concentration.si() >= 0 && one.half_blocking.si() > 2 * one.half_blocking.si_sigma())
      continue;
    return fail(Code::InvalidInput,
                fmt::format("the inhibitor {} needs a concentration of zero or more and a "
                            "half_blocking that is more than twice its uncertainty",
                            one.name),
                "half_blocking = \"0.2 +- 0.05 mol/L\"");
  }
  return {};
}

// A hold that is recorded closely enough for a decay over decades.
twin::protocol::Protocol protocol_of(const WastewaterOptions& options, double limit) {
  using namespace twin::protocol;
  constexpr double rows = 5000;
  Hold hold;
  hold.setpoint = {Control::Potential, options.potential.si(), "RHE"};
  hold.duration = options.longest.si();
  // nitrite may be the last to fall: nitrate is followed below the limit
  hold.until = {{Watched::Concentration, "NO3-", Comparison::Below, limit / 4, {}}};
  Protocol protocol;
  protocol.instructions = {{Record{Record::Axis::Time, hold.duration / rows}, {}, {}},
                           {hold, {}, fmt::format("hold {:g} V vs RHE", options.potential.si())}};
  return protocol;
}

struct Answers {
  Treatment nominal;
  std::vector<Treatment> draws;
  std::vector<Treatment> blocked;   // at each of `shares`
  std::optional<Treatment> harder;  // inhibitors one standard uncertainty stronger
  double open = 1, limit = 0;
};

Result<Answers> solve(const RunInput& input, const WastewaterOptions& options, Variation base,
                      double limit) {
  Answers out;
  out.limit = limit;
  out.open = open_sites(options.inhibitors, 0);
  base.open_sites = out.open;
  std::vector<Wish> wishes = {{base, true}};
  for (const double share : shares) {
    base.open_sites = 1 - share;
    wishes.push_back({base, false});
  }
  if (!options.inhibitors.empty()) {
    base.open_sites = open_sites(options.inhibitors, -1);
    wishes.push_back({base, false});
  }
  NITER_TRY(const auto ensembles, execute_all(input, wishes));
  NITER_TRY(out.nominal, treatment_of(input, ensembles.front().nominal, limit));
  for (const auto& draw : ensembles.front().draws) {
    NITER_TRY(out.draws.emplace_back(), treatment_of(input, draw, limit));
  }
  for (std::size_t i = 0; i < std::size(shares); ++i) {
    NITER_TRY(out.blocked.emplace_back(), treatment_of(input, ensembles[i + 1].nominal, limit));
  }
  if (!options.inhibitors.empty()) {
    NITER_TRY(out.harder, treatment_of(input, ensembles.back().nominal, limit));
  }
  return out;
}

// All declared concentrations one standard uncertainty away together, as nothing is known of each.
Uncertain with_half_blocking(const Uncertain& value, double change) {
  return value +
         Uncertain::chain(0, change, Uncertain::input("half-blocking concentrations", 0, 1));
}

void add_measure(const Answers& answers, const char* id, const char* title, const Unit& unit,
                 double Treatment::*member, data::Reduction& out) {
  std::vector<double> drawn;
  for (const Treatment& draw : answers.draws) drawn.push_back(draw.*member);
  out.measures.push_back(simulated_measure(id, title, unit, answers.nominal.*member, drawn));
  if (answers.harder)
    out.measures.back().value = with_half_blocking(
        out.measures.back().value, (*answers.harder).*member - answers.nominal.*member);
}

void add_measures(const Answers& answers, const WastewaterOptions& options, double area,
                  data::Reduction& out) {
  const Treatment& nominal = answers.nominal;
  if (nominal.done) {
    std::vector<double> drawn;
    for (const Treatment& draw : answers.draws)
      if (draw.done) drawn.push_back(*draw.done);
    auto time = simulated_measure("treatment_time", "Time to the limit", Unit::of("h"),
                                  *nominal.done, drawn);
    if (answers.harder && answers.harder->done)
      time.value = with_half_blocking(time.value, *answers.harder->done - *nominal.done);
    time.note =
        fmt::format("for {} and {:g} cm2 of electrode at {:g} V vs. RHE", options.volume.text(),
                    Unit::of("cm2").from_si(area), options.potential.si());
    if (drawn.size() < answers.draws.size())
      time.note += fmt::format("; {} of {} draws reach it", drawn.size(), answers.draws.size());
    out.measures.push_back(std::move(time));
  }
  add_measure(answers, "charge_density", "Charge until then", Unit::of("C cm-2"),
              &Treatment::charge, out);
  add_measure(answers, "faradaic_efficiency", "Faradaic efficiency of NH3 until then",
              Unit::of("%"), &Treatment::efficiency, out);
  add_measure(answers, "ammonia_recovered", "Nitrogen in the catholyte as NH3 and NH4+",
              Unit::of("%"), &Treatment::recovered, out);
  add_measure(answers, "nitrite_left", "Nitrite left", Unit::of("mmol/L"), &Treatment::nitrite_left,
              out);
  add_measure(answers, "ph", "pH of the catholyte at the end", Unit::of("1"), &Treatment::ph, out);
}

Series line(std::string name, const std::vector<double>& x, std::vector<double> y, int colour,
            bool dashed = false) {
  return {std::move(name), Series::Mark::Line, x, std::move(y), {}, {}, colour, dashed};
}

// The nominal run, and the band over the draws at its times.
void add_story(const Answers& answers, std::string name, const std::vector<double> Treatment::*of,
               int colour, double floor, data::Panel& panel) {
  constexpr double starting = 60;  // s: the charging of the double layer would hide the rest
  std::vector<double> time;
  for (const double t : answers.nominal.time)
    if (t >= starting) time.push_back(t);
  const auto values_of = [&](const Treatment& run) {
    std::vector<double> values;
    for (const double t : time)
      values.push_back(std::max(floor, interpolated(run.time, run.*of, t)));
    return values;
  };
  std::vector<std::vector<double>> drawn;
  for (const Treatment& draw : answers.draws) drawn.push_back(values_of(draw));
  const Spread band = spread(drawn);
  if (!band.low.empty())
    panel.series.push_back({{}, Series::Mark::Band, time, {}, band.low, band.high, colour});
  panel.series.push_back(line(std::move(name), time, values_of(answers.nominal), colour));
}

data::Panel nitrogen_panel(const Answers& answers) {
  const Treatment& run = answers.nominal;
  data::Panel panel{"a", {}, {"t", Unit::of("h")}, {"c", Unit::of("mmol/L")}, {}};
  panel.y.logarithmic = true;
  const double floor = answers.limit / 20;
  panel.y.range = {floor, 2 * run.nitrate.front()};
  add_story(answers, "NO3-", &Treatment::nitrate, 0, floor, panel);
  if (*std::ranges::max_element(run.nitrite) > floor)
    add_story(answers, "NO2-", &Treatment::nitrite, 1, floor, panel);
  add_story(answers, "NH3 and NH4+", &Treatment::ammonia, 2, floor, panel);
  panel.series.push_back(
      line("limit", {run.time.front(), run.time.back()}, {answers.limit, answers.limit}, 4, true));
  return panel;
}

data::Panel current_panel(const Answers& answers) {
  data::Panel panel{"b", {}, {"t", Unit::of("h")}, {"j", Unit::of("mA cm-2")}, {}};
  add_story(answers, {}, &Treatment::current, 0, -1e300, panel);
  return panel;
}

data::Panel blocked_panel(const Answers& answers) {
  data::Panel panel{"c", {}, {"blocked_share", Unit::of("%")}, {"t", Unit::of("h")}, {}};
  Series series = line({}, {}, {}, 0);
  for (std::size_t i = 0; i < answers.blocked.size(); ++i) {
    if (!answers.blocked[i].done) continue;
    series.x.push_back(shares[i]), series.y.push_back(*answers.blocked[i].done);
  }
  double top = 0;
  for (const double y : series.y) top = std::max(top, y);
  panel.series.push_back(std::move(series));
  if (answers.nominal.done) {
    Series here{"this water", Series::Mark::Points, {1 - answers.open}, {*answers.nominal.done}};
    here.colour = 0;
    std::vector<std::vector<double>> drawn;
    for (const Treatment& draw : answers.draws)
      if (draw.done) drawn.push_back({*draw.done});
    const Spread band = spread(drawn);
    here.low = band.low, here.high = band.high;
    top = std::max(top, band.high.empty() ? 0 : band.high.front());
    panel.series.push_back(std::move(here));
  }
  panel.y.range = {0, 1.1 * top};
  return panel;
}

data::Finding reach(const Answers& answers, const WastewaterOptions& options) {
  data::Finding finding;
  finding.key = "limit-reached";
  finding.title = "The limit is reached";
  finding.verdict = answers.nominal.done ? data::Verdict::Consistent : data::Verdict::Inconsistent;
  finding.numbers = fmt::format("{} as N = {:.3g} mmol/L of nitrate and nitrite together",
                                options.limit.text(), answers.limit);
  finding.text = answers.nominal.done
                     ? fmt::format("{} of {} nitrate need {:.3g} h.", options.volume.text(),
                                   options.nitrate.text(), *answers.nominal.done / 3600)
                     : fmt::format("Not within {}: {:.3g} mmol/L are left.", options.longest.text(),
                                   answers.nominal.nitrate.back() + answers.nominal.nitrite.back());
  return finding;
}

}  // namespace

Result<data::Reduction> wastewater(const DesignInput& input, const WastewaterOptions& options) {
  const double start = options.nitrate.si() / molar_mass("NO3-");
  const double limit = options.limit.si() / molar_mass("N");
  NITER_OK(check(options, start, limit));
  NITER_TRY(auto plan, plan_of(input, options));
  plan.protocol = protocol_of(options, limit);

  // the study's supporting electrolyte, with the nitrate of this water and the cation it came with
  Variation base;
  base.volume = options.volume.si();
  if (!plan.catalysts.empty()) base.catalyst = plan.catalysts.front();
  NITER_TRY(const auto ions, ions_of(input.study.experiment(plan.experiment)->electrolyte));
  base.totals = with_nitrate(ions, start);
  const RunInput run{input.study, input.model,   plan,         input.values,
                     input.draws, input.threads, input.monitor};
  NITER_TRY(const Answers answers, solve(run, options, base, limit));

  data::Reduction out{.technique = "wastewater",
                      .title = fmt::format("{} of wastewater with {} of nitrate",
                                           options.volume.text(), options.nitrate.text())};
  const auto* area = input.study.assumption("electrode_area");
  add_measures(answers, options, area->value.si(), out);
  data::Figure figure{"wastewater", out.title, {}, {}};
  figure.panels = {nitrogen_panel(answers), current_panel(answers), blocked_panel(answers)};
  figure.caption = fmt::format(
      "Simulated: a batch at {:g} V vs. RHE. a, nitrogen in the catholyte; dashed: {} as N. b, "
      "current after the first minute. c, time to the limit against the share of the sites that "
      "something else takes.",
      options.potential.si(), options.limit.text());
  figure.caption += band_text("Bands and error bars", answers.draws.size());
  out.figures.push_back(std::move(figure));
  out.findings.push_back(reach(answers, options));
  for (const Inhibitor& one : options.inhibitors)
    out.caveats.push_back(
        fmt::format("{}: the concentration at which it takes half of the sites ({}) is declared; "
                    "the study has no measurement that decides it",
                    one.name, one.half_blocking.text()));
  out.caveats.emplace_back(
      "The supporting salts and the series resistance are those of the study's cell; a waste that "
      "conducts less loses more of the potential in the solution");
  out.caveats.emplace_back(
      "Scale of calcium and magnesium that grows with time, and what else a waste holds, is not in "
      "the model: a share of blocked sites stays as it is");
  return out;
}

}  // namespace niter::study
