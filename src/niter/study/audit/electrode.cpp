// The double layer: what the scan rates do to a capacitance, and where an impedance arc must lie.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/physics/double_layer.hpp"
#include "niter/physics/tafel.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

constexpr double capacitance_tolerance = 0.05;

/// The first scan-rate fact that gives two different rates and speaks of the capacitance.
const Fact* scan_rates_of(const Study& study, const Fact& capacitance) {
  for (const Fact* fact : study.facts_of("scan_rate", capacitance.experiment)) {
    const std::string technique = condition(*fact, "technique");
    if (!technique.empty() && technique != "cv") continue;
    if (fact->is_number() && std::get<std::vector<double>>(fact->value).size() >= 2 &&
        fact->si(0) != fact->si(1)) {
      return fact;
    }
  }
  return nullptr;
}

/// Slope of the charging current between two scan rates over the true capacitance, minus one.
double slope_bias(double capacitance, double slow, double fast, double window, double resistance) {
  const double low = physics::charging_current_density(capacitance, slow, window, resistance);
  const double high = physics::charging_current_density(capacitance, fast, window, resistance);
  return (high - low) / (fast - slow) / capacitance - 1;
}

}  // namespace

Result<Findings> capacitance_bias(const AuditInput& input) {
  NITER_TRY(const Assumed resistance,
            assumed(input.study, "series_resistance", Quantity(2.5, "Ohm cm2"),
                    Quantity(0.0, "Ohm cm2"), Quantity(10.0, "Ohm cm2")));
  NITER_TRY(const Assumed window, assumed(input.study, "cdl_window", Quantity(0.1, "V"),
                                          Quantity(0.05, "V"), Quantity(0.2, "V")));
  Findings findings;
  for (const Fact* fact : input.study.facts_of("double_layer_capacitance")) {
    if (!scalar(*fact) || fact->si() <= 0) continue;
    const Fact* rates = scan_rates_of(input.study, *fact);
    Finding finding;
    finding.title = "Capacitance " + fact->id;
    finding.formula = "slope = [j(v2) - j(v1)] / (v2 - v1), j = C v (1 - sech(U / 2 v R C))";
    finding.source = "bard2001, sec. 1.2.4 (linear sweep on R-C), made periodic";
    finding.facts = {fact->id};
    finding.tolerance = fmt::format("5 %; marginal to 20 %; R {} ({}), window {} ({})",
                                    as_ohm_cm2(resistance.value), resistance.origin,
                                    as_volt(window.value), window.origin);
    if (rates == nullptr) {
      finding.verdict = Verdict::NeedsDatum;
      finding.missing = "scan rates of the capacitance measurement";
      finding.text = "Without the scan rates nobody can say what the series resistance does.";
      findings.push_back(std::move(finding));
      continue;
    }
    finding.facts.push_back(rates->id);
    const double slow = std::min(rates->si(0), rates->si(1));
    const double fast = std::max(rates->si(0), rates->si(1));
    const double bias = slope_bias(fact->si(), slow, fast, window.value, resistance.value);
    const double worst = slope_bias(fact->si(), slow, fast, window.value, resistance.high);
    finding.verdict = std::abs(bias) <= capacitance_tolerance ? Verdict::Consistent
                      : std::abs(bias) <= 0.20                ? Verdict::Marginal
                                                              : Verdict::Inconsistent;
    finding.numbers =
        fmt::format("C {} mF cm-2, RC {} s, {} to {} mV s-1: bias {:+.1f} % ({:+.0f} % at {})",
                    num(fact->si() * 0.1), num(fact->si() * resistance.value, 2), num(slow * 1e3),
                    num(fast * 1e3), 100 * bias, 100 * worst, as_ohm_cm2(resistance.high));
    finding.text = finding.verdict == Verdict::Consistent
                       ? "The sweep is slow enough for this capacitance."
                       : "The sweep is too fast for this capacitance: the slope understates it.";
    findings.push_back(std::move(finding));
  }
  return findings;
}

namespace {

/// Capacitance of a catalyst in whatever experiment it was measured.
const Fact* capacitance_of(const Study& study, const std::string& catalyst) {
  const auto facts = study.facts_of("double_layer_capacitance", "", catalyst);
  return facts.empty() ? nullptr : facts.front();
}

}  // namespace

Result<Findings> arc_frequency(const AuditInput& input) {
  const auto points = operating_points(input.study);
  Findings findings;
  for (const Fact* order : input.study.facts_of("order")) {
    if (condition(*order, "of") != "arc_diameter") continue;
    Finding finding;
    finding.title = "Impedance arcs of " + order->id;
    finding.verdict = Verdict::NeedsDatum;
    finding.missing = "fitted charge-transfer resistances and the frequencies of the arcs";
    finding.formula = "f = 1 / (2 pi R C), R = b / (ln10 j)";
    finding.tolerance = "a decade: R of a Tafel step with b = 118 mV, C as reported";
    finding.text = "An order of arcs without numbers cannot be checked.";
    finding.source = "bard2001, ch. 10 (R-C arc); guidelli2014 (Tafel slope)";
    finding.facts = {order->id};
    for (const OperatingPoint& point : points) {
      const Fact* capacitance = capacitance_of(input.study, point.catalyst);
      const bool same_place = point.experiment->id == order->experiment && point.potential &&
                              order->potential && *point.potential == *order->potential;
      if (capacitance == nullptr || !same_place) continue;
      NITER_TRY(const auto total, total_current(point));
      if (!total || total->value <= 0) continue;
      const double resistance =
          physics::tafel_slope(0.5, constants::T_ref) / (constants::ln10 * total->value);
      const double frequency = 1 / (2 * constants::pi * resistance * capacitance->si());
      finding.numbers = fmt::format("{}: R = {} at {}, C = {} mF cm-2: f = {} Hz", point.catalyst,
                                    as_ohm_cm2(resistance), as_mA_cm2(total->value),
                                    num(capacitance->si() * 0.1), num(frequency, 2));
      finding.facts.push_back(capacitance->id);
      for (const Fact* fact : total->facts) finding.facts.push_back(fact->id);
      if (condition(*order, "frequency") == "high") {
        finding.text =
            "With the reported capacitance the charge-transfer arc lies at a few hertz: "
            "a high-frequency arc would be another process.";
      }
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace niter::study::rules
