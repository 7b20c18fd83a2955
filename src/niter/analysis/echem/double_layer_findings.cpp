#include "niter/analysis/echem/double_layer_findings.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/findings.hpp"
#include "niter/analysis/echem/scan_groups.hpp"
#include "niter/analysis/number_text.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {

namespace {

using data::Finding;
using data::Verdict;

constexpr double harmless_bend =
    0.02;  // of the slope over the range: below what areas are known to
constexpr double harmless_scatter = 1e-3;    // of the slope, as its uncertainty
constexpr double harmless_intercept = 0.01;  // of the half difference at the fastest rate
constexpr double unlikely = 0.01;            // chance of more scatter than the points show
constexpr double least_ratio = 3;            // of the fastest to the slowest rate
constexpr int least_rates = 4;  // three parameters of a bent line, and one to test them
// of the slope: even steps leave 0.4 at the fastest rate, a ladder 1-2-5 up to 0.65
constexpr double heavy_share = 0.7;
constexpr double harmless_bias = 0.01;
constexpr double large_bias = 0.10;
constexpr double faradaic_share = 0.2;  // of the half difference, at the slowest rate

// mF cm-2 from F m-2
std::string millifarad(const Uncertain& c) {
  return fmt::format("({}) mF cm-2", plus_minus(0.1 * c.value(), 0.1 * c.sigma()));
}

// mA cm-2 from A m-2
std::string milliampere(double j) {
  return fmt::format("{:.4g} mA cm-2", 0.1 * j);
}

Finding linearity(const DoubleLayerResult& result) {
  const WeightedLine& line = result.line;
  Finding finding;
  finding.key = "cdl-linearity";
  finding.title = "Half difference is proportional to the scan rate";
  finding.formula = "(j_a - j_c)/2 = h_0 + C v; b of b v2 added, over u(b)";
  finding.source = "press2007, sec. 15.2 and 15.4; Student's t with n - 3";
  if (result.exponent) {
    finding.numbers =
        fmt::format("h ~ v^({}), ", plus_minus(*result.exponent, result.exponent_sigma));
  }
  finding.numbers += fmt::format("R2 = {:.6f}", line.r2);
  if (!std::isnan(line.probability)) {
    finding.numbers += fmt::format(", chance of more scatter {:.2g}", line.probability);
  }
  if (!line.curvature) {
    finding.verdict = Verdict::NeedsDatum;
    finding.tolerance = "none: two points are always on a line";
    finding.missing = "voltammograms at further scan rates";
    finding.text = "Whether the slope is a capacitance cannot be tested.";
    return finding;
  }
  const Curvature& bend = *line.curvature;
  const double t = std::abs(bend.value) / bend.sigma;
  finding.numbers +=
      fmt::format(", slope changes by {:.1f} % over the range, |b|/u = {:.2g}", 100 * bend.bend, t);
  finding.tolerance = fmt::format(
      "|b|/u below {:.3g} (5 %) consistent, below {:.3g} (1 %) marginal unless the noise of the "
      "points rules chance out; a change below {:.0f} % is harmless",
      bend.limit, bend.strict, 100 * harmless_bend);
  const bool matters = std::abs(bend.bend) > harmless_bend;
  const bool scattered =
      line.probability < unlikely && line.slope_sigma > harmless_scatter * line.slope;
  finding.verdict = !matters || t <= bend.limit      ? Verdict::Consistent
                    : t <= bend.strict && !scattered ? Verdict::Marginal
                                                     : Verdict::Inconsistent;
  if (finding.verdict != Verdict::Consistent) {
    finding.text = bend.bend < 0
                       ? "The line bends down: R_s C, a constant phase element or slow charge "
                         "transfer. The slope is then no capacitance; use slower rates."
                       : "The line bends up: no double layer does so by itself. Look for a change "
                         "of current range or of the surface between the scans.";
  } else if (scattered) {
    finding.verdict = Verdict::Marginal;
    finding.text =
        "No bend, but the points scatter more than their noise: the surface or the solution "
        "changed between the scans. The uncertainty of the slope is widened accordingly.";
  } else {
    finding.text = "No bend that matters.";
  }
  return finding;
}

void add_intercept(std::vector<Finding>& findings, const DoubleLayerResult& result) {
  const Uncertain& intercept = result.intercept;
  const double fastest = result.scans.back().half_difference;
  const auto verdict = judge_excess(std::abs(intercept.value()), intercept.sigma(), fastest);
  if (verdict == Verdict::Consistent) return;
  if (std::abs(intercept.value()) < harmless_intercept * fastest) return;
  Finding finding;
  finding.key = "cdl-intercept";
  finding.title = "The line does not pass through the origin";
  finding.verdict = verdict;
  finding.formula = "h_0 = 0 for a capacitor";
  finding.numbers = fmt::format("h_0 = ({}) mA cm-2, {:.1f} % of the half difference at {}",
                                plus_minus(0.1 * intercept.value(), 0.1 * intercept.sigma()),
                                100 * intercept.value() / fastest, result.scans.back().label);
  finding.tolerance =
      fmt::format("{}; {:.0f} % is harmless", excess_limits, 100 * harmless_intercept);
  finding.text =
      "Something else changes with the direction of the sweep, or the line bends outside the range "
      "of rates: R_s C, slow adsorption, drift.";
  finding.source = "identity: j = C v";
  findings.push_back(std::move(finding));
}

/// The scan that carries most of the slope, and its share: influence times distance from the mean
/// rate; the shares sum to one.
std::pair<std::size_t, double> heaviest_scan(const DoubleLayerResult& result) {
  const auto& influence = result.line.influence;
  std::pair<std::size_t, double> heaviest{0, 0};
  for (std::size_t i = 0; i < influence.size(); ++i) {
    const double share = influence[i] * (result.scans[i].rate - result.line.centre);
    if (share > heaviest.second) heaviest = {i, share};
  }
  return heaviest;
}

void add_leverage(std::vector<Finding>& findings, const DoubleLayerResult& result) {
  const double ratio = result.scans.back().rate / result.scans.front().rate;
  int rates = 1;
  for (std::size_t i = 1; i < result.scans.size(); ++i) {
    if (result.scans[i].rate > result.scans[i - 1].rate * (1 + same_rate)) ++rates;
  }
  const auto [heaviest, share] = heaviest_scan(result);
  const bool narrow = ratio < least_ratio || rates < least_rates;
  if (!narrow && share <= heavy_share) return;
  // what a wrong current at the fastest sweep does to the slope
  const double leverage =
      result.line.influence.back() * result.scans.back().half_difference / result.line.slope;
  Finding finding;
  finding.key = "cdl-range";
  finding.title = narrow ? "The range of scan rates is narrow" : "One scan rate carries the slope";
  finding.verdict = Verdict::Marginal;
  finding.formula = "dC/C = influence h / C dh/h";
  finding.numbers = fmt::format(
      "{} rates, {} to {}, ratio {:.2g}; 1 % at the fastest sweep is {:.1f} % of the slope; {} "
      "carries {:.0f} % of it",
      rates, result.scans.front().label, result.scans.back().label, ratio, leverage,
      result.scans[heaviest].label, 100 * share);
  finding.tolerance = fmt::format("{} rates and a ratio of {:.0f} or more, no rate above {:.0f} %",
                                  least_rates, least_ratio, 100 * heavy_share);
  finding.text =
      !narrow
          ? "An error of that one scan is an error of the capacitance: add rates beside it."
          : "The intercept takes up what belongs to the slope, so that errors of single scans are "
            "magnified and a bend stays unseen. Add slower rates.";
  finding.source = "press2007, sec. 15.2";
  findings.push_back(std::move(finding));
}

Finding resistance(const DoubleLayerResult& result, const DoubleLayerOptions& options) {
  Finding finding;
  finding.key = "cdl-resistance";
  finding.title = "Series resistance lowers the slope";
  finding.formula =
      "(j_a - j_c)/2 = C v [1 - cosh(s/(v R C))/cosh(W/(2 v R C))], s from mid-window";
  finding.source = "identity: periodic solution of R-C (bard2001, sec. 1.2.4, made periodic)";
  const double plain = result.capacitance.value();
  if (!options.series_resistance) {
    const double r =
        resistance_for_bias(plain, -harmless_bias, rate_points(result), result.potential);
    finding.verdict = Verdict::NeedsDatum;
    finding.numbers =
        fmt::format("{:.2g} Ohm cm2 would make C {:.0f} % too low", 1e4 * r, 100 * harmless_bias);
    finding.tolerance = fmt::format("{:.0f} %", 100 * harmless_bias);
    finding.missing = "series resistance, from impedance at high frequency";
    finding.text = "Without it nobody can say how far the slope lies below the capacitance.";
    return finding;
  }
  if (!result.bias) {
    finding.verdict = Verdict::Inconsistent;
    finding.numbers = fmt::format("C = {}, R = {}", millifarad(result.capacitance),
                                  options.series_resistance->text());
    finding.tolerance = "a solution";
    finding.text =
        "No ideal capacitor gives this slope behind this resistance: the sweeps are too fast for "
        "it, or the resistance is wrong.";
    return finding;
  }
  const ResistanceBias& bias = *result.bias;
  const double tolerance = std::max(harmless_bias, result.capacitance.relative());
  const double size = std::abs(bias.slope);
  finding.verdict = size <= tolerance    ? Verdict::Consistent
                    : size <= large_bias ? Verdict::Marginal
                                         : Verdict::Inconsistent;
  finding.numbers =
      fmt::format("R C = {:.3g} s: {:.1f} % at {}, {:.1f} % in the slope; plain {}, corrected {}",
                  bias.time_constant, 100 * bias.fastest, result.scans.back().label,
                  100 * bias.slope, millifarad(result.capacitance), millifarad(bias.corrected));
  finding.tolerance = fmt::format("{:.2g} % (1 %, or the uncertainty of C); marginal to {:.0f} %",
                                  100 * tolerance, 100 * large_bias);
  finding.text =
      finding.verdict == Verdict::Consistent
          ? "The sweeps are slow enough for this resistance."
          : "The current has not reached C v where it is read. The corrected value holds "
            "for an ideal capacitor; slower sweeps or a wider window decide.";
  return finding;
}

void add_faradaic(std::vector<Finding>& findings, const DoubleLayerResult& result) {
  const Scan& slowest = result.scans.front();
  const double share = std::abs(slowest.mean) / slowest.half_difference;
  if (!(share > faradaic_share)) return;
  Finding finding;
  finding.key = "cdl-faradaic";
  finding.title = "A reaction runs under the sweep";
  finding.verdict = Verdict::Marginal;
  finding.formula = "|j_a + j_c| / (j_a - j_c)";
  finding.numbers = fmt::format("{} over {} = {:.0f} % at {}", milliampere(slowest.mean),
                                milliampere(slowest.half_difference), 100 * share, slowest.label);
  finding.tolerance = fmt::format("{:.0f} %", 100 * faradaic_share);
  finding.text =
      "A steady current cancels in the difference, one that lags behind the potential does not. "
      "Choose another window, or remove what reacts (oxygen).";
  finding.source = "morales2021";
  findings.push_back(std::move(finding));
}

Finding specific(const DoubleLayerResult& result, const DoubleLayerOptions& options) {
  Finding finding;
  finding.key = "cdl-specific";
  finding.title = "Area from capacitance";
  finding.verdict = Verdict::NeedsDatum;
  finding.formula = "roughness = C / C_s";
  finding.numbers =
      fmt::format("C_s = {}, roughness {:.0f}; C_s {} to {}, roughness {:.0f} to {:.0f}",
                  options.specific_capacitance.text(), result.roughness.value(),
                  options.specific_range[0].text(), options.specific_range[1].text(),
                  result.roughness_low, result.roughness_high);
  finding.tolerance = "none";
  finding.missing = "capacitance of a smooth surface of this material in this electrolyte";
  finding.text =
      "0.02 to 0.06 mF cm-2 holds for metals; for nitrogen-doped carbon none is agreed. Compare "
      "capacitances, not areas, between materials.";
  finding.source = "mccrory2013";
  return finding;
}

}  // namespace

std::vector<Finding> double_layer_findings(const DoubleLayerResult& result,
                                           const DoubleLayerOptions& options,
                                           std::span<const std::string> unused) {
  std::vector<Finding> findings;
  findings.push_back(linearity(result));
  add_intercept(findings, result);
  add_leverage(findings, result);
  findings.push_back(resistance(result, options));
  add_faradaic(findings, result);
  findings.push_back(specific(result, options));
  if (!unused.empty()) {
    Finding finding;
    finding.key = "cdl-unused";
    finding.title = "Sweeps that were not read";
    finding.verdict = Verdict::Marginal;
    finding.formula = "a cycle: two sweeps in a row at one steady rate";
    finding.numbers = join(std::vector<std::string>(unused.begin(), unused.end()), "; ");
    finding.tolerance = "none";
    finding.text = "Parts of the record belong to no cycle. See that none of them was wanted.";
    finding.source = "definition";
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace niter::analysis
