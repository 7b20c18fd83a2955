// What the numbers of a calibration say, in words.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/assay/calibration_curve.hpp"
#include "niter/analysis/number_text.hpp"
#include "niter/base/text.hpp"
#include "niter/chem/assay_methods.hpp"

namespace niter::analysis {

namespace {

using data::Finding;
using data::Verdict;

// limits of the verdicts, printed in the findings
constexpr double marginal_chance = 0.05, strict_chance = 0.01;
constexpr double harmless_bend = 0.01;  // of the highest standard
constexpr double good_r2 = 0.999, poor_r2 = 0.99;
constexpr double largest_variation = 0.10;  // of replicates of a control
// three times the mean leverage is customary; few standards reach half of their own fit by design
constexpr double least_leverage = 0.5, most_leverage = 0.8;

std::string shown(const CurveResult& result, double si) {
  return fmt::format("{:.4g} {}", result.unit.from_si(si), result.unit.text());
}

Verdict by_chance(double probability) {
  if (probability < strict_chance) return Verdict::Inconsistent;
  return probability < marginal_chance ? Verdict::Marginal : Verdict::Consistent;
}

/// The largest distance, as a concentration, between the line and the quadratic.
double bend(const CurveResult& result) {
  const auto quadratic =
      fit_calibration(result.points, CurveModel::Quadratic, result.options.weights);
  if (!quadratic) return 0;
  double largest = 0;
  constexpr int steps = 100;
  for (int i = 0; i <= steps; ++i) {
    const double c = result.fit.lowest + (result.fit.highest - result.fit.lowest) * i / steps;
    largest = std::max(largest, std::abs(quadratic->value(c) - result.fit.value(c)));
  }
  return largest / result.fit.slope(result.fit.lowest);
}

Finding linearity(const CurveResult& result) {
  Finding finding;
  finding.key = "calibration-linearity";
  finding.title = "Do the standards lie on the curve?";
  finding.formula =
      "Mandel: F = [(n-2) s1^2 - (n-3) s2^2] / s2^2; lack of fit: F = misses of the "
      "means / scatter of replicates";
  finding.tolerance =
      "5 % marginal, 1 % inconsistent; a bend below 1 % of the highest standard is "
      "harmless";
  finding.source = "danzer1998; andrade2013 (few standards see only strong bends)";
  const bool line = result.options.model == CurveModel::Line;
  double chance = 1;
  if (line && result.mandel) {
    chance = result.mandel->probability;
    finding.numbers = fmt::format("Mandel F({}, {}) = {:.3g}, chance {:.2g}", result.mandel->over,
                                  result.mandel->under, result.mandel->f, chance);
  }
  if (result.lack_of_fit) {
    const auto& test = *result.lack_of_fit;
    chance = std::min(chance, test.probability);
    finding.numbers += fmt::format("{}lack of fit F({}, {}) = {:.3g}, chance {:.2g}",
                                   finding.numbers.empty() ? "" : "; ", test.over, test.under,
                                   test.f, test.probability);
  }
  if (finding.numbers.empty()) {
    finding.verdict = Verdict::NeedsDatum;
    finding.numbers = fmt::format("{} standards, no replicates", result.points.size());
    finding.missing = "more standards, or replicates of them";
    finding.text = "A straight line cannot be told from a bent one.";
    return finding;
  }
  finding.verdict = by_chance(chance);
  const double largest = line ? bend(result) : 0;
  if (line) finding.numbers += "; largest bend " + shown(result, largest);
  const bool harmless = line && largest < harmless_bend * result.fit.highest;
  if (finding.verdict == Verdict::Inconsistent && harmless) finding.verdict = Verdict::Marginal;
  finding.text =
      finding.verdict == Verdict::Consistent
          ? "Nothing speaks against the curve."
          : "The curve misses the standards by more than they scatter: shorten the range, "
            "fit a quadratic, or look at single standards.";
  return finding;
}

Finding precision(const CurveResult& result) {
  Finding finding;
  finding.key = "calibration-precision";
  finding.title = "How well a sample is known";
  finding.verdict = result.fit.r2 >= good_r2   ? Verdict::Consistent
                    : result.fit.r2 >= poor_r2 ? Verdict::Marginal
                                               : Verdict::Inconsistent;
  finding.formula = "R2; half width of the interval of one reading in the middle of the range";
  const double middle = (result.fit.lowest + result.fit.highest) / 2;
  const auto read =
      predict(result.fit, {.value = result.fit.value(middle)}, result.options.confidence);
  finding.numbers = fmt::format("R2 = {:.6f}, s = {:.3g}", result.fit.r2, result.fit.scatter);
  if (read) {
    finding.numbers += fmt::format(", at {}: {} to {}", shown(result, middle),
                                   shown(result, read->low), shown(result, read->high));
  }
  finding.tolerance = "R2 of 0.999 is customary, below 0.99 the line says little";
  finding.text = "R2 grows with the range of the standards; the interval is what counts.";
  finding.source = "danzer1998; fieller1954";
  return finding;
}

void add_outliers(std::vector<Finding>& findings, const CurveResult& result) {
  const bool left = !result.left_out.empty();
  if (!left && result.suspects.empty()) return;
  Finding finding;
  finding.key = "calibration-outliers";
  finding.title = left ? "Standards were left out" : "Standards that do not belong";
  finding.verdict = Verdict::Marginal;
  finding.formula = "|residual| sqrt(w) > 2.5 robust standard deviations of a second, robust fit";
  std::vector<std::string> names;
  const auto add = [&](const CalibrationPoint& point) {
    const double r = point.signal - result.robust->fit.value(point.concentration);
    const double w = std::sqrt(result.robust->fit.weight(point.concentration));
    names.push_back(fmt::format("{} ({}, {:+.1f} s)", point.name,
                                shown(result, point.concentration), r * w / result.robust->scale));
  };
  for (const auto& point : result.left_out) add(point);
  for (const std::size_t i : result.suspects) add(result.points[i]);
  finding.numbers =
      join(names, ", ") + fmt::format("; slope {:.4g} with, {:.4g} without them",
                                      result.fit.coefficients[1] * result.unit.scale(),
                                      result.robust->fit.coefficients[1] * result.unit.scale());
  finding.tolerance = "2.5: one in eighty of normal readings lies beyond";
  finding.text = left ? "The option 'outliers' left them out: say so where the result is printed."
                      : "Look for a bubble, a wrong pipette or a mixed-up vial; with outliers = "
                        "\"leave\" they are not fitted. Standards that all stand at one end are a "
                        "bend, not outliers.";
  finding.source = "rousseeuw1987, ch. 5";
  findings.push_back(std::move(finding));
}

void add_leverage(std::vector<Finding>& findings, const CurveResult& result) {
  const auto& leverages = result.fit.leverages;
  const auto top = std::max_element(leverages.begin(), leverages.end());
  const auto index = static_cast<std::size_t>(top - leverages.begin());
  const double customary = 3.0 * result.fit.parameters() / static_cast<double>(leverages.size());
  const double limit = std::clamp(customary, least_leverage, most_leverage);
  if (*top < limit) return;
  Finding finding;
  finding.key = "calibration-leverage";
  finding.title = "One standard decides";
  finding.verdict = Verdict::Marginal;
  finding.formula = "h_i = w_i x_i (X'WX)^-1 x_i'";
  finding.numbers =
      fmt::format("h = {:.2f} at {}", *top, shown(result, result.points[index].concentration));
  finding.tolerance = fmt::format("{:.2f}: 3 p/n, at least 0.5, at most 0.8", limit);
  finding.text =
      "An error of this standard hardly shows as a residual. Repeat it, or space the "
      "standards evenly.";
  finding.source = "rousseeuw1987 (leverage)";
  findings.push_back(std::move(finding));
}

void add_light(std::vector<Finding>& findings, const CurveResult& result) {
  if (!result.overflowed.empty()) {
    Finding finding;
    finding.key = "absorbance-overflow";
    finding.title = "Readings that are no numbers";
    finding.verdict = Verdict::Marginal;
    finding.formula = "A < overflow";
    finding.numbers =
        fmt::format("A >= {:.4g}: {}", result.options.overflow, join(result.overflowed, ", "));
    finding.tolerance = "none: readers print this value where no light arrives";
    finding.text = "They are left out.";
    finding.source = "smithecophyslab, one blank of 4 among 0.4";
    findings.push_back(std::move(finding));
  }
  double blank = 0;  // taken off the signals
  if (result.options.blanks == BlankUse::Subtract && !result.blanks.empty()) {
    for (const double signal : result.blanks) {
      blank += signal / static_cast<double>(result.blanks.size());
    }
  }
  std::vector<std::string> dark;
  for (const auto& point : result.points) {
    if (result.areas || point.signal + blank <= result.options.absorbance_limit) continue;
    dark.push_back(point.name);
  }
  for (const auto& sample : result.samples) {
    if (sample.saturated) dark.push_back(sample.name);
  }
  if (dark.empty()) return;
  Finding finding;
  finding.key = "absorbance-saturated";
  finding.title = "Hardly any light is left";
  finding.verdict = Verdict::Marginal;
  finding.formula = "A <= limit; 10^-A of the light passes";
  finding.numbers =
      fmt::format("above {:.4g}: {}", result.options.absorbance_limit, join(dark, ", "));
  finding.tolerance = "none: stray light and dark signal take over";
  finding.text = "Dilute, or take a shorter cell. The bend test above says whether it shows.";
  finding.source = "10^-A of the light passes (physics of absorption)";
  findings.push_back(std::move(finding));
}

void add_samples(std::vector<Finding>& findings, const CurveResult& result) {
  std::vector<std::string> outside;
  std::vector<std::string> hidden;
  for (const auto& sample : result.samples) {
    if (sample.kind != WellKind::Sample) continue;
    if (sample.below_detection) {
      hidden.push_back(sample.name);
    } else if (sample.outside) {
      outside.push_back(fmt::format("{} ({})", sample.name, shown(result, sample.read.value)));
    }
  }
  if (!outside.empty()) {
    Finding finding;
    finding.key = "calibration-extrapolated";
    finding.title = "Samples outside the standards";
    finding.verdict = Verdict::Marginal;
    finding.formula = "lowest standard <= c <= highest standard";
    finding.numbers = fmt::format("standards {} to {}; {}", shown(result, result.fit.lowest),
                                  shown(result, result.fit.highest), join(outside, ", "));
    finding.tolerance = "none: the curve is known only between its standards";
    finding.text = "Dilute these samples until they fall among the standards.";
    finding.source = "currie1995, calibration";
    findings.push_back(std::move(finding));
  }
  if (hidden.empty() || !result.limits) return;
  Finding finding;
  finding.key = "below-detection";
  finding.title = "Samples that may be blanks";
  finding.verdict = Verdict::Marginal;
  finding.formula = "c >= critical value";
  finding.numbers = fmt::format("critical value {}; {}", shown(result, result.limits->critical),
                                join(hidden, ", "));
  finding.tolerance =
      fmt::format("a blank reads higher once in {:.3g}", 1 / (1 - result.options.confidence));
  finding.text = "Report 'not detected' with the detection limit, not the value.";
  finding.source = "currie1995, sec. 3.7";
  findings.push_back(std::move(finding));
}

void add_controls(std::vector<Finding>& findings, const CurveResult& result) {
  for (const auto& control : result.samples) {
    if (control.kind != WellKind::Control) continue;
    Finding finding;
    finding.key = "control-recovery";
    finding.title = fmt::format("Recovery of {}", control.name);
    const bool held = control.read.low <= control.known && control.known <= control.read.high;
    const bool repeats = !(control.variation > largest_variation);
    const bool sharp = control.read.high - control.read.low < control.known;
    finding.verdict = !held              ? Verdict::Inconsistent
                      : repeats && sharp ? Verdict::Consistent
                                         : Verdict::Marginal;
    finding.formula = "found / known; coefficient of variation = s / mean of its readings";
    finding.numbers =
        fmt::format("found {} ({} to {}), {:.1f} % of what it holds",
                    shown(result, control.read.value), shown(result, control.read.low),
                    shown(result, control.read.high), 100 * control.read.value / control.known);
    if (control.readings > 1) {
      finding.numbers += fmt::format("; variation {:.1f} %", 100 * control.variation);
    }
    finding.tolerance = fmt::format("the {:.0f} % interval; 10 % variation (smithecophyslab)",
                                    100 * result.options.confidence);
    finding.text = !held     ? "The control is missed: matrix, pipette or age."
                   : !sharp  ? "The interval is as wide as the control itself: it proves nothing."
                   : repeats ? "The control is found."
                             : "The control is found, but its readings do not repeat.";
    finding.source = "currie1995 (internal quality control)";
    findings.push_back(std::move(finding));
  }
}

Status add_method(std::vector<Finding>& findings, const CurveResult& result) {
  if (result.options.method.empty()) return {};
  NITER_TRY(const auto method, chem::find_assay_method(result.options.method));
  if (!result.per_mass) return {};
  const double low = 1e-3 * method.range_low_mg_l.value;  // mg/L in kg m-3
  const double high = 1e-3 * method.range_high_mg_l.value;
  Finding finding;
  finding.key = "assay-range";
  finding.title = method.title;
  const bool inside = result.fit.highest <= high * (1 + 1e-9);
  finding.verdict = inside ? Verdict::Consistent : Verdict::Marginal;
  finding.formula = "highest standard <= upper end of the linear range";
  finding.numbers = fmt::format("standards to {}; range {} to {} counted as {}",
                                shown(result, result.fit.highest), shown(result, low),
                                shown(result, high), method.as);
  finding.tolerance = method.range_high_mg_l.note;
  finding.text = "Disturbed by:";
  for (const auto& interference : method.interferences) {
    finding.text += fmt::format(" {}: {}.", interference.what, interference.effect);
  }
  finding.source = method.range_high_mg_l.source;
  findings.push_back(std::move(finding));
  return {};
}

}  // namespace

Result<std::vector<Finding>> calibration_findings(const CurveResult& result) {
  std::vector<Finding> findings;
  findings.push_back(linearity(result));
  findings.push_back(precision(result));
  add_outliers(findings, result);
  add_leverage(findings, result);
  add_light(findings, result);
  add_samples(findings, result);
  add_controls(findings, result);
  NITER_OK(add_method(findings, result));
  return findings;
}

}  // namespace niter::analysis
