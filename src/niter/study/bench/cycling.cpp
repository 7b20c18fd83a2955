// Cycling (Fig. 2f of many papers): the same electrolysis again and again: mean, spread and trend.
#include <algorithm>

#include <fmt/format.h>

#include "niter/analysis/echem/findings.hpp"
#include "niter/analysis/echem/replicates.hpp"
#include "niter/analysis/number_text.hpp"
#include "niter/analysis/statistics.hpp"
#include "niter/study/bench/shared_inputs.hpp"
#include "niter/study/bench/together.hpp"
#include "niter/study/bench/together_parts.hpp"
#include "niter/study/bench/trend.hpp"

namespace niter::study {

namespace {

using data::Series;

struct Number {
  std::string_view id, name, word, unit;
};
constexpr Number numbers[] = {
    {"faradaic_efficiency", "Faradaic efficiency", "FE", "%"},
    {"yield_rate", "Yield rate", "yield_nh3", "umol h-1 cm-2"},
};

/// One number over the cycles that have it.
struct Cycles {
  std::vector<double> cycle;
  std::vector<Uncertain> value;
};

Cycles cycles_of(const Group& group, std::string_view id) {
  Cycles out;
  for (const auto* const one : group.members) {
    const auto value = number_of(*one, id);
    if (!value) continue;
    out.cycle.push_back(one->plan->role.cycle);
    out.value.push_back(*value);
  }
  return out;
}

data::Finding trend_finding(const Group& group, const Number& number, const Cycles& cycles,
                            const Trend& trend, const analysis::ReplicateResult& mean) {
  const Unit unit = Unit::of(std::string(number.unit));
  const auto per_cycle = [&](double si) { return si / unit.scale(); };
  data::Finding finding;
  finding.key = fmt::format("cycling-trend {} {}", number.id, figure_id("cycles", group));
  finding.verdict = trend.verdict();
  const bool none = finding.verdict == data::Verdict::Consistent;
  finding.title = fmt::format("{} of {} cycles: {}. {}", number.name, cycles.cycle.size(),
                              none ? "no trend is shown" : "a trend is shown", title_of(group));
  finding.formula = "slope = sum g_i y_i of the weighted line through the cycles";
  finding.numbers = fmt::format(
      "slope ({}) {} per cycle; by the budgets ± {:.2g}, by the scatter ± {:.2g}; mean ({}) {}, "
      "standard deviation between cycles {:.2g} {}",
      analysis::plus_minus(per_cycle(trend.slope.value()), per_cycle(trend.u)), unit.pretty(),
      per_cycle(trend.slope.sigma()), per_cycle(trend.scatter),
      analysis::plus_minus(unit.from_si(mean.mean),
                           per_cycle(mean.expanded / analysis::normal_coverage)),
      unit.pretty(), per_cycle(mean.sd), unit.pretty());
  finding.tolerance = fmt::format(
      "|slope| up to {:.2g} {} per cycle is chance in 95 % of cases, up to {:.2g} in 99 %",
      per_cycle(trend.limit95), unit.pretty(), per_cycle(trend.limit99));
  finding.text = fmt::format(
      "With 95 % the change per cycle lies between {:.2g} and {:.2g} {}. What all cycles share "
      "(calibration, area, current range) moves them together and makes no trend.",
      per_cycle(trend.slope.value() - trend.limit95),
      per_cycle(trend.slope.value() + trend.limit95), unit.pretty());
  finding.source = "press2007, sec. 15.2; jcgm100, 5.2";
  return finding;
}

data::Panel panel_of(const Number& number, const Cycles& cycles, int colour,
                     const analysis::ReplicateResult& mean, const std::optional<Trend>& trend) {
  data::Panel panel;
  panel.x = {"cycle", Unit::of("1")};
  panel.y = {std::string(number.word), Unit::of(std::string(number.unit))};
  const double first = cycles.cycle.front(), last = cycles.cycle.back();
  panel.x.range = {first - 0.5, last + 0.5};
  Series band{.name = "mean, 95 %", .mark = Series::Mark::Band, .x = {first, last}};
  band.low = {mean.mean - mean.expanded, mean.mean - mean.expanded};
  band.high = {mean.mean + mean.expanded, mean.mean + mean.expanded};
  band.colour = 6;
  Series level{.name = {}, .x = {first, last}, .y = {mean.mean, mean.mean}};
  level.colour = 4;
  panel.series = {std::move(band), std::move(level)};
  if (trend) {
    Series line{.name = "trend", .x = {first, last}, .y = {trend->at(first), trend->at(last)}};
    line.colour = colour;
    line.dashed = true;
    panel.series.push_back(std::move(line));
  }
  panel.series.push_back(barred_points("measured", cycles.cycle, cycles.value, colour));
  return panel;
}

void add_number(const Number& number, const Group& group, int colour, data::Figure& figure,
                std::vector<data::Finding>& findings) {
  const Cycles cycles = cycles_of(group, number.id);
  if (cycles.value.size() < 2) return;
  auto mean = analysis::replicate_statistics(cycles.value);
  mean.id = fmt::format("{} {}", number.id, figure_id("cycles", group));
  mean.title = fmt::format("{} of the cycles, {}", number.name, title_of(group));
  mean.units = {{Unit::of(std::string(number.unit)), std::string(number.unit)}};
  std::optional<Trend> trend;
  if (auto found = trend_of(cycles.cycle, cycles.value)) {  // two cycles have none
    findings.push_back(trend_finding(group, number, cycles, *found, mean));
    trend = *found;
  }
  for (auto& finding : analysis::replicate_findings({&mean, 1})) {
    findings.push_back(std::move(finding));
  }
  figure.panels.push_back(panel_of(number, cycles, colour, mean, trend));
  figure.panels.back().letter = std::string(1, static_cast<char>('a' + figure.panels.size() - 1));
}

}  // namespace

Together cycling(const Study& study, std::span<const Measured> measured) {
  Together out;
  const auto is_cycle = [](const Measurement& plan) { return plan.role.kind == RoleKind::Cycle; };
  for (auto& group : groups_of(study, measured, is_cycle)) {
    std::ranges::sort(group.members, {}, [](const auto* one) { return one->plan->role.cycle; });
    data::Figure figure{figure_id("cycles", group), "Cycles: " + title_of(group), {}, {}};
    for (const auto& number : numbers) {
      add_number(number, group, colour_of_catalyst(study, group.catalyst), figure, out.findings);
    }
    if (figure.panels.empty()) continue;
    figure.caption = fmt::format(
        "Measured, {} cycles. Bars: 95 % of each cycle. Band: 95 % of the mean, scatter and what "
        "all cycles share. Dashed: the weighted line.",
        group.members.size());
    out.figures.push_back(std::move(figure));
  }
  return out;
}

}  // namespace niter::study
