// Charge and product at a set current: Faraday's law between yield, efficiency and current.
#include <algorithm>

#include <fmt/format.h>

#include "niter/physics/faraday.hpp"
#include "niter/study/audit/faraday_check.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

constexpr double galvanostatic_tolerance = 0.005;

Finding galvanostatic_pair(const OperatingPoint& point, const Reduction& reduction) {
  const Fact& yield = *point.yield.front();
  const Fact& efficiency = *point.efficiency.front();
  const double expected =
      physics::rate_of(reduction.electrons, *point.set_current, efficiency.si());
  const double tolerance = std::max(galvanostatic_tolerance, rounding_of({&yield, &efficiency}));
  Finding finding;
  finding.title = "Charge and product: " + point.text();
  finding.verdict = judge_ratio(yield.si() / expected, tolerance);
  finding.formula = "r = FE j / (n F)";
  finding.numbers = fmt::format("{} x {} / {} F = {}; reported {}", as_percent(efficiency.si()),
                                as_mA_cm2(*point.set_current), num(reduction.electrons),
                                as_umol_h_cm2(expected), as_umol_h_cm2(yield.si()));
  finding.tolerance = fmt::format("{} (the current is set; printed digits); marginal to 10 %",
                                  as_percent(tolerance));
  finding.text = finding.verdict == Verdict::Consistent
                     ? "Yield, efficiency and set current agree."
                     : "The yield is not what the set current makes at this efficiency.";
  finding.source = faraday_law;
  finding.facts = {yield.id, efficiency.id};
  return finding;
}

Finding yield_without_area(const OperatingPoint& point, const Reduction& reduction) {
  const Fact& yield = *point.yield_no_area.front();
  // read as if one square centimetre were meant
  const double rate = yield.si() * 1e4;
  const double efficiency =
      physics::current_density_of(reduction.electrons, rate) / *point.set_current;
  Finding finding;
  finding.title = "Yield without an area: " + point.text();
  finding.verdict = Verdict::NeedsDatum;
  finding.missing = "electrode area (the yield is printed per time only)";
  finding.formula = "FE = n F r / j, r taken per cm2";
  finding.numbers =
      fmt::format("{} F x {} / {} = {}", num(reduction.electrons), as_umol_h_cm2(rate),
                  as_mA_cm2(*point.set_current), as_percent(efficiency));
  finding.tolerance = "none: the area decides";
  finding.text = efficiency <= 1
                     ? "Per square centimetre the yield would be possible."
                     : "Per square centimetre the efficiency would exceed 100 %, so the "
                       "electrode must be larger than 1 cm2.";
  finding.source = faraday_law;
  finding.facts = {yield.id};
  return finding;
}

/// An efficiency alone gives the yield that a set current must show.
Finding efficiency_without_yield(const OperatingPoint& point, const Reduction& reduction) {
  const Fact& efficiency = *point.efficiency.front();
  const double rate = physics::rate_of(reduction.electrons, *point.set_current, efficiency.si());
  Finding finding;
  finding.title = "Efficiency without a yield: " + point.text();
  finding.verdict = Verdict::NeedsDatum;
  finding.missing = "yield at " + as_mA_cm2(*point.set_current);
  finding.formula = "r = FE j / (n F)";
  finding.numbers =
      fmt::format("{} x {} / {} F = {}", as_percent(efficiency.si()), as_mA_cm2(*point.set_current),
                  num(reduction.electrons), as_umol_h_cm2(rate));
  finding.tolerance = "none: the yield decides";
  finding.text = "The set current must make this yield; none is reported at it.";
  finding.source = faraday_law;
  finding.facts = {efficiency.id};
  return finding;
}

}  // namespace

Result<Findings> closure_at_current(const AuditInput& input) {
  Findings findings;
  for (const OperatingPoint& point : operating_points(input.study)) {
    if (!point.set_current || *point.set_current == 0) continue;
    if (point.efficiency.empty() && point.yield_no_area.empty()) continue;
    NITER_TRY(const Reduction reduction, reduction_to_ammonia(point.experiment->reactant));
    if (!point.yield_no_area.empty()) findings.push_back(yield_without_area(point, reduction));
    if (point.efficiency.empty()) continue;
    findings.push_back(point.yield.empty() ? efficiency_without_yield(point, reduction)
                                           : galvanostatic_pair(point, reduction));
  }
  return findings;
}

}  // namespace niter::study::rules
