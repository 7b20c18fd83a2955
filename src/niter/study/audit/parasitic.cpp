// The current lost to other products: does it grow with potential as hydrogen evolution may?
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/physics/tafel.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

/// Two operating points of one electrode whose total current and efficiency are known.
struct Loss {
  const OperatingPoint* point;
  TotalCurrent total;
  double parasitic;  // A m-2
};

Result<std::vector<Loss>> losses(const std::vector<OperatingPoint>& points,
                                 const OperatingPoint& like) {
  std::vector<Loss> out;
  for (const OperatingPoint& point : points) {
    if (!point.potential || point.efficiency.empty()) continue;
    if (point.experiment != like.experiment || point.catalyst != like.catalyst ||
        point.scale != like.scale) {
      continue;
    }
    NITER_TRY(const auto total, total_current(point));
    if (!total) continue;
    const double parasitic = total->value * (1 - point.efficiency.front()->si());
    if (parasitic > 0) out.push_back({&point, *total, parasitic});
  }
  std::sort(out.begin(), out.end(),
            [](const Loss& a, const Loss& b) { return *a.point->potential > *b.point->potential; });
  return out;
}

Finding judge_slope(const Loss& first, const Loss& second, const Assumed& resistance) {
  const double step = *first.point->potential - *second.point->potential;
  const double decades = std::log10(second.parasitic / first.parasitic);
  const double reference = physics::tafel_slope(0.5, constants::T_ref);
  // what an electron-transfer slope leaves over must be ohmic drop
  const double ohmic = (step - reference * decades) / (second.total.value - first.total.value);

  Finding finding;
  finding.title =
      "Parasitic current: " + first.point->text() + " to " + num(*second.point->potential) + " V";
  finding.formula = "b = dE / dlg[(1 - FE) j]; R = (dE - b0 dlg) / dj, b0 = ln10 RT / 0.5F";
  finding.numbers =
      fmt::format("(1 - FE) j: {} -> {}, {} mV per decade = {} + {}", as_mA_cm2(first.parasitic),
                  as_mA_cm2(second.parasitic), num(1e3 * step / decades, 3),
                  num(1e3 * reference, 3), as_ohm_cm2(ohmic));
  finding.tolerance = fmt::format(
      "R between 0 and {} ({}); slope at least 30 mV per decade (Tafel "
      "step)",
      as_ohm_cm2(resistance.high), resistance.origin);
  finding.source = "guidelli2014 (transfer coefficient); identity: Ohm's law";
  finding.facts = ids(first.total.facts);
  for (const auto* loss : {&first, &second}) {
    for (const Fact* fact : loss->point->efficiency) finding.facts.push_back(fact->id);
  }
  for (const Fact* fact : second.total.facts) finding.facts.push_back(fact->id);
  std::sort(finding.facts.begin(), finding.facts.end());
  finding.facts.erase(std::unique(finding.facts.begin(), finding.facts.end()), finding.facts.end());
  if (decades <= 0) {
    finding.verdict = Verdict::Marginal;
    finding.text =
        "The current lost to other products falls towards negative potential; hydrogen "
        "evolution alone cannot do that.";
  } else if (step / decades < 0.030) {
    finding.verdict = Verdict::Marginal;
    finding.text = "The loss grows faster than any hydrogen evolution step allows.";
  } else if (ohmic <= resistance.high) {
    finding.verdict = Verdict::Consistent;
    finding.text = ohmic > 0 ? "One-electron hydrogen evolution with this uncompensated resistance "
                               "explains the loss; the series resistance would confirm it."
                             : "The loss grows as hydrogen evolution may, without ohmic drop.";
  } else {
    finding.verdict = Verdict::NeedsDatum;
    finding.missing = "series resistance and iR handling";
    finding.text =
        "The loss grows too slowly for hydrogen evolution unless a large resistance is "
        "uncompensated.";
  }
  return finding;
}

}  // namespace

Result<Findings> parasitic_tafel_slope(const AuditInput& input) {
  NITER_TRY(const Assumed resistance,
            assumed(input.study, "series_resistance", Quantity(2.5, "Ohm cm2"),
                    Quantity(0.0, "Ohm cm2"), Quantity(10.0, "Ohm cm2")));
  const auto points = operating_points(input.study);
  Findings findings;
  std::vector<const OperatingPoint*> seen;
  for (const OperatingPoint& point : points) {
    const bool known = std::any_of(seen.begin(), seen.end(), [&](const OperatingPoint* other) {
      return other->experiment == point.experiment && other->catalyst == point.catalyst &&
             other->scale == point.scale;
    });
    if (known || !point.potential) continue;
    seen.push_back(&point);
    NITER_TRY(const auto curve, losses(points, point));
    for (std::size_t i = 1; i < curve.size(); ++i) {
      findings.push_back(judge_slope(curve[i - 1], curve[i], resistance));
    }
  }
  return findings;
}

}  // namespace niter::study::rules
