// Curves against potential: windows, extrema and the direction of trends.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

struct Window {
  const Fact* fact;
  double low, high;  // V
  bool holds(double potential) const { return potential > low - 1e-6 && potential < high + 1e-6; }
};

std::optional<Window> window_of(const Fact& fact) {
  if (fact.measure != "potential" || !fact.is_number()) return std::nullopt;
  const auto& ends = std::get<std::vector<double>>(fact.value);
  if (ends.size() != 2) return std::nullopt;
  return Window{&fact, std::min(fact.si(0), fact.si(1)), std::max(fact.si(0), fact.si(1))};
}

/// Facts of a measure that carry a number at a potential.
std::vector<const Fact*> at_potential(const Study& study, const std::string& measure,
                                      const std::string& experiment) {
  std::vector<const Fact*> facts = study.facts_of(measure, experiment);
  std::erase_if(facts, [](const Fact* fact) { return !fact->potential || !scalar(*fact); });
  return facts;
}

std::optional<Finding> check_window(const Study& study, const Window& window) {
  std::string outside;
  bool in_another = true;
  Finding finding;
  finding.facts = {window.fact->id};
  // a scan compares yields and efficiencies alike: values of both must lie in it
  for (const char* measure : {"nh3_yield_rate", "faradaic_efficiency"}) {
    for (const Fact* fact : at_potential(study, measure, window.fact->experiment)) {
      if (window.holds(*fact->potential)) continue;
      outside +=
          fmt::format("{}{} at {} V", outside.empty() ? "" : ", ", fact->id, num(*fact->potential));
      finding.facts.push_back(fact->id);
      bool found = false;
      for (const Fact* other : study.facts_of("potential", window.fact->experiment)) {
        const auto wider = window_of(*other);
        found = found || (wider && wider->holds(*fact->potential));
      }
      in_another = in_another && found;
    }
  }
  if (outside.empty()) return std::nullopt;
  finding.title = "Values outside the window " + window.fact->id;
  finding.verdict = in_another ? Verdict::Consistent : Verdict::Inconsistent;
  finding.formula = "E_low <= E <= E_high";
  finding.numbers =
      fmt::format("window {} to {} V; outside: {}", num(window.low), num(window.high), outside);
  finding.tolerance = "none: both are set potentials";
  finding.text = in_another
                     ? "Values are given outside this window but inside another window of the same "
                       "experiment: a matter of wording."
                     : "Values are given outside every window of the experiment.";
  finding.source = "identity: a value belongs to a potential that was applied";
  return finding;
}

bool trend_is(const Fact& fact, std::string_view word) {
  const auto* text = std::get_if<std::string>(&fact.value);
  return fact.measure == "trend" && text != nullptr && *text == word;
}

std::optional<Finding> check_volcano(const Study& study, const Fact& trend) {
  if (!trend_is(trend, "volcano")) return std::nullopt;
  const auto facts = at_potential(study, condition(trend, "of"), trend.experiment);
  std::map<double, const Fact*> curve;
  for (const Fact* fact : facts) {
    if (trend.catalyst.empty() || trend.catalyst == "all" || fact->catalyst == trend.catalyst) {
      curve.emplace(*fact->potential, fact);
    }
  }
  if (curve.size() < 2) return std::nullopt;
  const auto top = std::max_element(curve.begin(), curve.end(), [](const auto& a, const auto& b) {
    return a.second->si() < b.second->si();
  });
  const bool claimed = condition(*top->second, "extremum") == "max";
  const bool inside = top != curve.begin();  // lower values on the more negative side
  Finding finding;
  finding.title = "Volcano of " + condition(trend, "of") + " in " + trend.experiment;
  finding.verdict = inside || claimed ? Verdict::Consistent : Verdict::Inconsistent;
  finding.formula = "E(max) between lower values on both sides";
  for (const auto& [potential, fact] : curve) {
    finding.numbers += fmt::format("{}{} {} at {} V", finding.numbers.empty() ? "" : ", ",
                                   num(fact->number()), fact->unit.text(), num(potential));
    finding.facts.push_back(fact->id);
  }
  finding.facts.push_back(trend.id);
  finding.tolerance = "none: an order of reported values";
  finding.text =
      finding.verdict == Verdict::Consistent
          ? fmt::format(
                "The largest value, at {} V, has a lower one beside it; the other "
                "side needs values below {} {} too.",
                num(top->first), num(top->second->number()), top->second->unit.text())
          : "The largest reported value stands at the negative end and is not said to be "
            "the maximum.";
  finding.source = "identity: definition of a maximum";
  return finding;
}

}  // namespace

Result<Findings> windows_and_extrema(const AuditInput& input) {
  Findings findings;
  for (const Fact& fact : input.study.facts) {
    const auto window = window_of(fact);
    const std::string of = condition(fact, "of");
    const bool of_product = of == "nh3_yield_rate" || of == "faradaic_efficiency";
    if (window && of_product) {
      if (auto finding = check_window(input.study, *window)) findings.push_back(*finding);
    }
    if (auto finding = check_volcano(input.study, fact)) findings.push_back(*finding);
  }
  return findings;
}

Findings trend_directions(const AuditInput& input) {
  Findings findings;
  for (const Fact& trend : input.study.facts) {
    const bool rises = trend_is(trend, "rises");
    const std::string along = condition(trend, "along");
    const bool negative = along.starts_with("negative");
    if ((!rises && !trend_is(trend, "falls")) || (!negative && !along.starts_with("positive"))) {
      continue;
    }
    auto facts = at_potential(input.study, condition(trend, "of"), trend.experiment);
    std::erase_if(facts, [&](const Fact* fact) {
      return trend.catalyst != "all" && fact->catalyst != trend.catalyst;
    });
    if (facts.size() < 2) continue;
    const auto [first, last] = std::minmax_element(
        facts.begin(), facts.end(),
        [](const Fact* a, const Fact* b) { return *a->potential < *b->potential; });
    const double change = std::abs((*first)->si()) - std::abs((*last)->si());  // towards negative
    if (change == 0) continue;
    const bool said_to_rise_negative = rises == negative;
    const bool fits = said_to_rise_negative == (change > 0);
    Finding finding;
    finding.title = "Direction of the trend " + trend.id;
    finding.verdict = fits ? Verdict::Consistent : Verdict::Inconsistent;
    finding.formula = "sign of d(value)/dE from the reported values";
    finding.numbers =
        fmt::format("{} {} at {} V, {} {} at {} V; said to be '{}' along {}",
                    num((*last)->number()), (*last)->unit.text(), num(*(*last)->potential),
                    num((*first)->number()), (*first)->unit.text(), num(*(*first)->potential),
                    std::get<std::string>(trend.value), along);
    finding.tolerance = "none: a sign";
    finding.text = fits ? "Words and numbers agree."
                        : "The words give the opposite direction of the numbers: a sign slip.";
    finding.source = "identity: order of the reported values";
    finding.facts = {trend.id, (*last)->id, (*first)->id};
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace niter::study::rules
