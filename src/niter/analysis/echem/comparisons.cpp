// Comparisons between numbers that must agree: runs with each other, yield with efficiency and
// current.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/findings.hpp"
#include "niter/chem/constants.hpp"

namespace niter::analysis {

using data::Verdict;

data::Verdict judge_excess(double excess, double sigma, double scale) {
  constexpr double round_off = 1e-9;  // relative; below, two exact numbers are equal
  if (excess <= std::max(2 * sigma, round_off * scale)) return Verdict::Consistent;
  return excess <= 3 * sigma ? Verdict::Marginal : Verdict::Inconsistent;
}

std::vector<data::Finding> replicate_findings(std::span<const ReplicateResult> replicates) {
  std::vector<data::Finding> findings;
  for (const auto& replicate : replicates) {
    if (replicate.id != "faradaic_efficiency") continue;
    const auto degrees = replicate.values.size() - 1;
    data::Finding finding;
    finding.key = "replicates-scatter";
    finding.title = "Runs agree within their budgets";
    finding.formula = "chi2 = sum (FE_i - mean)2 / u_i2";
    finding.tolerance = "5 % marginal, 1 % inconsistent (chance of a worse scatter)";
    finding.source = "abramowitz1964, eq. 26.4.4";
    if (std::isnan(replicate.probability)) {
      finding.verdict = Verdict::NeedsDatum;
      finding.numbers = fmt::format("s = {:.2g} %, u = 0", 100 * replicate.sd);
      finding.missing = "uncertainties of the inputs of each run";
      finding.text = "Without a budget the scatter cannot be judged.";
    } else {
      finding.numbers = fmt::format("chi2 = {:.3g} for {} degrees of freedom, chance {:.2g} %",
                                    replicate.chi2, degrees, 100 * replicate.probability);
      finding.verdict = replicate.probability < 0.01   ? Verdict::Inconsistent
                        : replicate.probability < 0.05 ? Verdict::Marginal
                                                       : Verdict::Consistent;
      finding.text =
          finding.verdict == Verdict::Consistent
              ? "The scatter between runs is what the budgets predict."
              : "The runs scatter more than their budgets allow: an uncertainty is missing "
                "or the electrodes differ. Quote the scatter, not the budget.";
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

data::Finding yield_closure(double electrons, const Quantity& yield_rate,
                            const Quantity& faradaic_efficiency,
                            const std::optional<Quantity>& stated) {
  const Uncertain needed = electrons * constants::F * yield_rate.uncertain("yield rate") /
                           faradaic_efficiency.uncertain("Faradaic efficiency");
  // numbers without an uncertainty are trusted to 1 %, as printed with three digits
  constexpr double printed = 0.01;
  const auto in_display = [](double j) { return j / 10; };  // A m-2 to mA cm-2
  data::Finding finding;
  finding.key = "yield-closure";
  finding.title = "Yield rate, efficiency and current density agree";
  finding.formula = "|j| = n F r / FE";
  finding.numbers = fmt::format("{:.0f} F x {} / {} = {:.2f} mA cm-2", electrons, yield_rate.text(),
                                faradaic_efficiency.text(), in_display(needed.value()));
  finding.source = "bard2001, sec. 1.3.1";
  finding.tolerance = fmt::format("{}; at least {:.0f} % a step", excess_limits, 100 * printed);
  if (!stated) {
    finding.verdict = Verdict::NeedsDatum;
    finding.missing = "current density of the electrolysis";
    finding.text = "Compare the current density that follows with the one recorded.";
    return finding;
  }
  const Uncertain found = stated->uncertain("current density");
  const double difference = std::abs(std::abs(found.value()) - needed.value());
  const double sigma =
      std::max(std::hypot(needed.sigma(), found.sigma()), printed * needed.value());
  finding.verdict = judge_excess(difference, sigma, needed.value());
  finding.numbers += fmt::format(", stated {:.2f}", in_display(std::abs(found.value())));
  finding.text = finding.verdict == Verdict::Consistent
                     ? "The three numbers close."
                     : fmt::format(
                           "They differ by a factor {:.3f}: another area, another time, or "
                           "another charge stands behind one of them.",
                           needed.value() / std::abs(found.value()));
  return finding;
}

}  // namespace niter::analysis
