#include "niter/analysis/impedance/eis_findings.hpp"

#include <algorithm>
#include <cmath>
#include <complex>

#include <fmt/format.h>

#include "niter/analysis/impedance/kramers_kronig.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {

using data::Finding;
using data::Verdict;

namespace {

constexpr double fine = 0.5, poor = 3;  // rms residual, % of |Z|
constexpr double one_sided = 2.326;     // normal, 1 %
constexpr double strong = 0.95;         // correlation of two parameters

}  // namespace

Finding residual_finding(const CircuitFit& fit) {
  double squares = 0;
  double largest = 0;
  std::vector<std::complex<double>> residuals;
  for (std::size_t i = 0; i < fit.residual_re.size(); ++i) {
    residuals.emplace_back(fit.residual_re[i], fit.residual_im[i]);
    squares += std::norm(residuals.back());
    largest = std::max({largest, std::abs(fit.residual_re[i]), std::abs(fit.residual_im[i])});
  }
  const double rms = std::sqrt(squares / static_cast<double>(fit.numbers));
  const double likeness = neighbour_correlation(residuals);
  Finding finding;
  finding.key = "eis-fit";
  finding.title = "The circuit describes the spectrum";
  finding.formula = "100 (Z - Z_fit)/|Z|, real and imaginary part";
  finding.numbers = fmt::format(
      "{}: rms {:.2g} %, largest {:.2g} %; correlation of neighbours {:.2f}; sum of squares {:.6g}",
      fit.text, rms, largest, likeness, fit.sum_of_squares);
  const double limit = one_sided / std::sqrt(static_cast<double>(fit.residual_re.size()));
  const bool course = likeness > limit;
  finding.tolerance = fmt::format(
      "rms within {} % consistent; beyond it marginal, and inconsistent above {} % if neighbours "
      "agree (correlation above {:.2f}, chance 1 %)",
      fine, poor, limit);
  finding.verdict = rms <= fine            ? Verdict::Consistent
                    : course && rms > poor ? Verdict::Inconsistent
                                           : Verdict::Marginal;
  if (!course) {
    finding.text = rms > fine ? "The residuals are large but look like noise."
                              : "The residuals look like noise.";
  } else if (rms > poor) {
    finding.text = "The circuit misses the spectrum: its parameters mean little.";
  } else {
    finding.text =
        "The residuals follow a course: the circuit leaves something out, and the standard errors, "
        "which take residuals for noise, are too small.";
  }
  finding.source = "macdonald1987";
  return finding;
}

Finding minimum_finding(const CircuitFit& fit) {
  Finding finding;
  finding.key = "eis-minimum";
  finding.title = "The fit stands in the best minimum";
  finding.formula = "min over all starts of the sum of squares";
  finding.numbers =
      fmt::format("{} of {} starts ended at {:.7g}", fit.reached, fit.starts, fit.sum_of_squares);
  constexpr std::size_t shown = 3;
  for (std::size_t k = 0; k < std::min(shown, fit.others.size()); ++k) {
    std::vector<std::string> values;
    for (const double value : fit.others[k].values) values.push_back(fmt::format("{:.4g}", value));
    finding.numbers += fmt::format("; {} at {:.7g} ({})", fit.others[k].starts,
                                   fit.others[k].sum_of_squares, join(values, ", "));
  }
  if (fit.others.size() > shown) {
    finding.numbers += fmt::format("; {} more", fit.others.size() - shown);
  }
  finding.tolerance = "three starts or more in the best minimum consistent, fewer marginal";
  finding.verdict = !fit.converged     ? Verdict::Inconsistent
                    : fit.reached >= 3 ? Verdict::Consistent
                                       : Verdict::Marginal;
  finding.text = !fit.converged ? "The best start did not converge: the parameters run away."
                 : fit.others.empty()
                     ? "No other minimum lies near."
                     : "Other sets of parameters fit nearly as well: a fit from one guess may end "
                       "in any of them.";
  if (fit.converged && fit.reached < 3) {
    finding.text += " Few starts reached it: try more, or a simpler circuit.";
  }
  finding.source = "golub1973";
  return finding;
}

Finding determined_finding(const CircuitFit& fit) {
  Finding finding;
  finding.key = "eis-determined";
  finding.title = "The spectrum determines every parameter";
  finding.formula = "u(p) = s sqrt((J'J)^-1)";
  std::vector<std::string> parameters, bound, pairs;
  const std::size_t n = fit.parameters.size();
  for (std::size_t a = 0; a < n; ++a) {
    const auto& parameter = fit.parameters[a];
    parameters.push_back(fmt::format("{} = {}", parameter.name, text_of(parameter)));
    if (parameter.at_bound) bound.push_back(parameter.name);
    for (std::size_t b = a + 1; b < n; ++b) {
      const double r = fit.correlation(a, b);
      if (std::abs(r) > strong) {
        pairs.push_back(fmt::format("{} and {} {:.3f}", parameter.name, fit.parameters[b].name, r));
      }
    }
  }
  finding.numbers = join(parameters, ", ");
  if (!pairs.empty()) finding.numbers += "; correlated: " + join(pairs, ", ");
  finding.tolerance = "standard error below half of the value (0.2 of an exponent)";
  finding.verdict = !fit.undetermined.empty() ? Verdict::Inconsistent
                    : !bound.empty()          ? Verdict::Marginal
                                              : Verdict::Consistent;
  if (!fit.undetermined.empty()) finding.text = join(fit.undetermined, "; ") + ".";
  if (!bound.empty()) {
    finding.text += fmt::format("{}{} {} at a bound: errors hold with it fixed there.",
                                finding.text.empty() ? "" : " ", join(bound, " and "),
                                bound.size() == 1 ? "stands" : "stand");
  }
  if (finding.text.empty()) finding.text = "All parameters are determined.";
  finding.source = "macdonald1987";
  return finding;
}

Finding ladder_finding(const CircuitLadder& ladder) {
  Finding finding;
  finding.key = "eis-ladder";
  finding.title = "The circuit is as rich as the data allow";
  finding.formula = "BIC = N ln(S/N) + k ln N";
  const double least = ladder.fits[ladder.chosen].bic;
  std::vector<std::string> rungs;
  for (const auto& fit : ladder.fits) {
    rungs.push_back(fmt::format("{} {:+.1f}", fit.text, fit.bic - least));
  }
  finding.numbers = "BIC against the chosen one: " + join(rungs, ", ");
  for (const auto& [circuit, why] : ladder.failed) {
    finding.numbers += fmt::format("; {}: {}", circuit, why);
  }
  finding.tolerance =
      "least BIC of the circuits whose parameters all are determined and that scatter at most "
      "twice as "
      "much as the best";
  finding.verdict =
      ladder.fits[ladder.chosen].undetermined.empty() ? Verdict::Consistent : Verdict::Marginal;
  finding.text = ladder.reason +
                 ". A circuit that fits is not thereby the mechanism; name one in `circuit` where "
                 "you know it.";
  finding.source = "burnham2002";
  return finding;
}

}  // namespace niter::analysis
