// Closure: where charge and nitrogen went: efficiencies of all products stacked over potential with
// their sum, and the nitrogen found beside the reactant consumed.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/chem/formula.hpp"
#include "niter/chem/reaction.hpp"
#include "niter/study/bench/shared_inputs.hpp"
#include "niter/study/bench/together.hpp"
#include "niter/study/bench/together_parts.hpp"

namespace niter::study {

namespace {

using data::Series;
using data::Verdict;

constexpr std::string_view other_prefix = "faradaic_efficiency ";

/// One product of one electrolysis.
struct Part {
  std::string product;
  Uncertain efficiency;
  std::optional<Uncertain> nitrogen;  // of the reactant consumed, as a share
};

/// One electrolysis whose other products were measured.
struct Balance {
  const Measured* of = nullptr;
  std::vector<Part> parts;
  Uncertain sum;                      // of the efficiencies
  std::optional<Uncertain> nitrogen;  // found over consumed
};

std::string setting(const data::Reduction& reduction, std::string_view key) {
  const auto found =
      std::ranges::find(reduction.settings, key, [](const auto& s) { return s.first; });
  return found == reduction.settings.end() ? std::string{} : found->second;
}

// atoms of nitrogen in a particle; none where the formula is not one
double nitrogen_in(const std::string& formula) {
  const auto parsed = chem::parse_formula(formula);
  return parsed ? static_cast<double>(parsed->count("N")) : 0;
}

// a_k N_k / (a_r N_r) with N_k = FE_k Q / (n_k F): the charge cancels where the amount was measured
std::optional<Uncertain> nitrogen_share(const Measured& one, const Part& part) {
  const auto consumed = number_of(one, "reactant_consumed"), charge = number_of(one, "charge");
  const std::string reactant = setting(*one.reduction, "reactant");
  const auto electrons = chem::electrons_per(part.product, reactant);
  if (!consumed || !charge || !electrons || !(consumed->value() > 0)) return std::nullopt;
  const Uncertain amount = part.efficiency * *charge / (*electrons * constants::F);
  return nitrogen_in(part.product) * amount / (nitrogen_in(reactant) * *consumed);
}

std::optional<Balance> balance_of(const Measured& one) {
  const auto sum = number_of(one, "faradaic_sum");
  const auto main = number_of(one, "faradaic_efficiency");
  if (!sum || !main) return std::nullopt;
  Balance out{&one, {{setting(*one.reduction, "product"), *main, {}}}, *sum, {}};
  for (const auto& measure : one.reduction->measures) {
    if (!measure.id.starts_with(other_prefix)) continue;
    out.parts.push_back({measure.id.substr(other_prefix.size()), *number_of(one, measure.id), {}});
  }
  for (auto& part : out.parts) {
    part.nitrogen = nitrogen_share(one, part);
    if (part.nitrogen) out.nitrogen = out.nitrogen.value_or(Uncertain()) + *part.nitrogen;
  }
  return out;
}

data::Finding nitrogen_finding(const Balance& balance) {
  const Uncertain off = *balance.nitrogen - 1;
  data::Finding finding;
  finding.key = "nitrogen-balance " + balance.of->plan->id;
  finding.title = "Nitrogen of " + balance.of->plan->title;
  finding.formula = "sum a_k N_k / (a_r N_consumed)";
  const Unit percent = Unit::of("%");
  for (const auto& part : balance.parts) {
    if (!part.nitrogen || part.nitrogen->value() == 0) continue;
    finding.numbers += fmt::format("{}{} {}", finding.numbers.empty() ? "" : ", ", part.product,
                                   shown(*part.nitrogen, percent));
  }
  finding.numbers += fmt::format("; sum {}", shown(*balance.nitrogen, percent));
  finding.tolerance = "consistent within 2 standard uncertainties, marginal within 3";
  const double size = std::abs(off.value()), u = off.sigma();
  finding.verdict = size <= 2 * u   ? Verdict::Consistent
                    : size <= 3 * u ? Verdict::Marginal
                                    : Verdict::Inconsistent;
  finding.text =
      finding.verdict == Verdict::Consistent ? "All nitrogen that was consumed is found again."
      : off.value() < 0
          ? "Nitrogen is missing: another product, or ammonia and nitrite lost to gas, "
            "membrane or anolyte."
          : "More nitrogen is found than was consumed: a calibration or a control is off.";
  finding.source = "mass balance";
  return finding;
}

// the products in the order they are first met
std::vector<std::string> products_of(const std::vector<Balance>& balances) {
  std::vector<std::string> names;
  for (const auto& balance : balances) {
    for (const auto& part : balance.parts) {
      if (std::ranges::find(names, part.product) == names.end()) names.push_back(part.product);
    }
  }
  return names;
}

// as the axis has it: a named bar gets its tick and its room
std::string volts(double potential) {
  return fmt::format("{}{:g}", potential < 0 ? "−" : "", std::abs(potential));
}

using Share = std::optional<Uncertain> (*)(const Part&);

// a stack of bars at every potential, and the sum with its 95 % on top
data::Panel stack(const std::vector<Balance>& balances, const Experiment& experiment,
                  data::Axis axis, Share share, std::optional<Uncertain> (*total)(const Balance&)) {
  data::Panel panel;
  panel.x = {"E", Unit::of("V"), experiment.scale.empty() ? "" : "vs. " + experiment.scale};
  panel.y = std::move(axis);
  constexpr int fills[] = {0, 1, 7, 2, 3, 6};  // apart from each other where they touch
  int next = 0;
  for (const auto& product : products_of(balances)) {
    Series bars{.name = product, .mark = Series::Mark::Bars};
    bars.colour = fills[next++ % std::size(fills)];
    for (const auto& balance : balances) {
      const auto part = std::ranges::find(balance.parts, product, &Part::product);
      const auto value = part == balance.parts.end() ? std::nullopt : share(*part);
      if (!value || value->value() == 0) continue;
      bars.x.push_back(*balance.of->plan->potential);
      bars.labels.push_back(volts(*balance.of->plan->potential));
      bars.y.push_back(value->value());
    }
    if (!bars.x.empty()) panel.series.push_back(std::move(bars));
  }
  std::vector<double> x;
  std::vector<Uncertain> sums;
  for (const auto& balance : balances) {
    const auto sum = total(balance);
    if (!sum) continue;
    x.push_back(*balance.of->plan->potential);
    sums.push_back(*sum);
  }
  if (x.empty()) return panel;
  panel.series.push_back(barred_points("sum, 95 %", x, sums, 4));
  Series all{.name = {}, .x = {x.front(), x.back()}, .y = {1, 1}};
  all.colour = 4;
  all.dashed = true;
  panel.series.push_back(std::move(all));
  return panel;
}

data::Figure figure_of(const std::vector<Balance>& balances, const Group& group) {
  data::Figure figure{figure_id("closure", group),
                      "Charge and nitrogen: " + title_of(group),
                      "Measured. a: share of the charge in each product, stacked, and the sum.",
                      {}};
  figure.panels.push_back(stack(
      balances, *group.experiment, {"FE", Unit::of("%")},
      [](const Part& part) { return std::optional(part.efficiency); },
      [](const Balance& balance) { return std::optional(balance.sum); }));
  figure.panels.back().letter = "a";
  const auto balanced = [](const Balance& balance) { return balance.nitrogen.has_value(); };
  if (std::ranges::any_of(balances, balanced)) {
    figure.panels.push_back(stack(
        balances, *group.experiment, {"nitrogen_found", Unit::of("%")},
        [](const Part& part) { return part.nitrogen; },
        [](const Balance& balance) { return balance.nitrogen; }));
    figure.panels.back().letter = "b";
    figure.caption += " b: nitrogen found in each product over that of the reactant consumed.";
  }
  figure.caption += " Bars on the points: 95 % of the sum; dashed: all of it.";
  return figure;
}

}  // namespace

Together closure(const Study& study, std::span<const Measured> measured) {
  Together out;
  const auto takes_part = [](const Measurement& plan) {
    return plan.technique == "electrolysis" && plan.role.kind == RoleKind::None &&
           plan.potential.has_value();
  };
  for (const auto& experiment : study.experiments) {
    for (const auto& catalyst : study.catalysts) {
      std::vector<Balance> balances;
      for (const auto& one : measured) {
        const auto& plan = *one.plan;
        if (plan.experiment != experiment.id || plan.catalyst != catalyst.id) continue;
        if (!one.reduction || !takes_part(plan)) continue;
        if (auto balance = balance_of(one)) balances.push_back(std::move(*balance));
      }
      if (balances.empty()) continue;
      const auto potential_of = [](const Balance& b) { return *b.of->plan->potential; };
      std::ranges::stable_sort(balances, {}, potential_of);
      for (const auto& balance : balances) {
        if (balance.nitrogen) out.findings.push_back(nitrogen_finding(balance));
      }
      // one stack at a place; the others have their finding
      const auto repeated = std::ranges::unique(balances, {}, potential_of);
      balances.erase(repeated.begin(), repeated.end());
      out.figures.push_back(figure_of(balances, {&experiment, catalyst.id, {}, {}}));
    }
  }
  return out;
}

}  // namespace niter::study
