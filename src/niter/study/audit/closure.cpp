// Charge and product at a potential: of yield, efficiency and current, two give the third.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/physics/closed/randles_sevcik.hpp"
#include "niter/physics/faraday.hpp"
#include "niter/study/audit/faraday_check.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

constexpr double potentiostatic_tolerance = 0.03;

/// Efficiencies above 100 % beyond their uncertainty: no current can do that.
Findings efficiencies_above_one(const Study& study) {
  Findings findings;
  for (const Fact& fact : study.facts) {
    const auto value = scalar(fact);
    if (fact.measure != "faradaic_efficiency" || !value) continue;
    const double allowed = 1 + 2 * fact.sigma.value_or(0) * fact.unit.scale() + rounding(fact);
    if (*value <= allowed && *value >= 0) continue;
    Finding finding;
    finding.title = "Faradaic efficiency outside 0 to 100 %";
    finding.verdict = Verdict::Inconsistent;
    finding.formula = "0 <= FE <= 1";
    finding.numbers = "FE = " + as_percent(*value);
    finding.tolerance = "two standard uncertainties, or half the last printed digit";
    finding.text =
        "More product than the charge can make, or a negative amount: look for a blank, "
        "an area or a wrong number of electrons.";
    finding.source = "identity: charge balance";
    finding.facts = {fact.id};
    findings.push_back(std::move(finding));
  }
  return findings;
}

/// A current that flows in a linear sweep at another potential of the same electrode.
struct Neighbour {
  double potential;
  double current;  // magnitude
  const Fact* fact;
};

std::vector<Neighbour> sweep_neighbours(const Study& study, const OperatingPoint& point) {
  std::vector<Neighbour> neighbours;
  for (const Fact* fact : study.facts_of("current_density", point.experiment->id, point.catalyst)) {
    const auto value = scalar(*fact);
    if (!value || !fact->potential || fact->scale != point.scale) continue;
    const std::string technique = condition(*fact, "technique");
    if (!technique.empty() && technique != "lsv" && technique != "cv") continue;
    neighbours.push_back({*fact->potential, std::abs(*value), fact});
  }
  return neighbours;
}

}  // namespace

Result<Findings> yield_and_efficiency(const AuditInput& input) {
  Findings findings = efficiencies_above_one(input.study);
  for (const OperatingPoint& point : operating_points(input.study)) {
    if (!point.potential || !point.current.empty()) continue;
    if (point.yield.empty() || point.efficiency.empty()) continue;
    NITER_TRY(const Reduction reduction, reduction_to_ammonia(point.experiment->reactant));
    const Fact& yield = *point.yield.front();
    const Fact& efficiency = *point.efficiency.front();
    const double product = physics::current_density_of(reduction.electrons, yield.si());
    const double total =
        physics::total_current_density(reduction.electrons, yield.si(), efficiency.si());

    Finding finding;
    finding.title = "Current implied by yield and efficiency: " + point.text();
    finding.verdict = Verdict::NeedsDatum;
    finding.missing = fmt::format("current density at {} V", num(*point.potential));
    finding.facts = {yield.id, efficiency.id};
    finding.formula = "j = n F r / FE";
    finding.numbers = fmt::format("{} F x {} / {} = {} (NH3 part {})", num(reduction.electrons),
                                  as_umol_h_cm2(yield.si()), as_percent(efficiency.si()),
                                  as_mA_cm2(total), as_mA_cm2(product));
    finding.text = "The sweep should show about this current here.";
    for (const Neighbour& other : sweep_neighbours(input.study, point)) {
      const bool cathodic = other.potential < *point.potential;
      const bool fits = cathodic ? total <= other.current * (1 + potentiostatic_tolerance)
                                 : total >= other.current * (1 - potentiostatic_tolerance);
      finding.numbers +=
          fmt::format("; sweep: {} at {} V", as_mA_cm2(other.current), num(other.potential));
      finding.facts.push_back(other.fact->id);
      if (finding.verdict != Verdict::Inconsistent) {
        finding.verdict = fits ? Verdict::Consistent : Verdict::Inconsistent;
      }
      finding.missing.clear();
    }
    if (finding.verdict == Verdict::Consistent) {
      finding.text =
          "The implied current fits below the sweep at more negative potential; the "
          "sweep should show about this current here.";
    } else if (finding.verdict == Verdict::Inconsistent) {
      finding.text =
          "The implied current does not fit the sweep at a neighbouring potential: a "
          "cathodic current grows towards negative potential.";
    }
    finding.tolerance = "3 % (sweep and electrolysis are different runs)";
    finding.source = faraday_law;
    findings.push_back(std::move(finding));
  }
  return findings;
}

Result<Findings> efficiency_and_current(const AuditInput& input) {
  Findings findings;
  for (const OperatingPoint& point : operating_points(input.study)) {
    if (!point.potential || point.current.empty()) continue;
    if (!point.yield.empty() || point.efficiency.empty()) continue;
    NITER_TRY(const Reduction reduction, reduction_to_ammonia(point.experiment->reactant));
    const Fact& current = *point.current.front();
    const Fact& efficiency = *point.efficiency.front();
    const double product = std::abs(current.si()) * efficiency.si();
    const double rate =
        physics::rate_of(reduction.electrons, std::abs(current.si()), efficiency.si());

    Finding finding;
    finding.title = "Yield implied by efficiency and current: " + point.text();
    finding.facts = {current.id, efficiency.id};
    finding.formula = "r = FE j / (n F)";
    finding.numbers = fmt::format("{} x {} / {} F = {} (NH3 part {})", as_percent(efficiency.si()),
                                  as_mA_cm2(std::abs(current.si())), num(reduction.electrons),
                                  as_umol_h_cm2(rate), as_mA_cm2(product));
    finding.verdict = Verdict::NeedsDatum;
    finding.missing = fmt::format("yield at {} V", num(*point.potential));
    finding.text = "Nothing reported contradicts this yield, and nothing supports it.";
    for (const Fact* other :
         input.study.facts_of("nh3_yield_rate", point.experiment->id, point.catalyst)) {
      const auto largest = scalar(*other);
      if (!largest || condition(*other, "extremum") != "max") continue;
      finding.verdict = rate <= *largest * (1 + potentiostatic_tolerance) ? Verdict::Consistent
                                                                          : Verdict::Inconsistent;
      finding.missing.clear();
      finding.numbers += fmt::format("; largest reported {}", as_umol_h_cm2(*largest));
      finding.text = finding.verdict == Verdict::Consistent
                         ? "The implied yield lies below the reported maximum, if the sweep's "
                           "current also flows in the electrolysis."
                         : "The implied yield exceeds the yield reported as the maximum.";
      finding.facts.push_back(other->id);
    }
    finding.tolerance = "3 % (sweep and electrolysis are different runs)";
    finding.source = faraday_law;
    findings.push_back(std::move(finding));
  }
  for (Finding& finding : trend_directions(input)) findings.push_back(std::move(finding));
  return findings;
}

namespace {

/// Sweep and electrolysis disagree: which of them depends on what is not said about the sweep.
Result<Finding> missing_sweep_conditions(const AuditInput& input, const OperatingPoint& point,
                                         const Reduction& reduction) {
  Finding finding;
  finding.title = "Which current flowed: " + point.text();
  finding.verdict = Verdict::NeedsDatum;
  finding.missing = "scan rate and iR handling of the sweep";
  finding.formula = "j_p = 0.4958 n F c sqrt(alpha F v D / RT)";
  finding.text =
      "The currents reported at this potential contradict each other. A fast sweep draws "
      "more than a steady film lets through; iR correction moves the potential.";
  finding.tolerance = "none: scan rate and iR correction decide";
  finding.source = "nicholson1964, table III (irreversible peak)";
  finding.facts = ids(point.current);
  const auto c = reactant_concentration(*point.experiment);
  if (c) {
    NITER_TRY(const double diffusion, input.database.diffusion(point.experiment->reactant));
    for (const double scan_rate : {0.05, 0.1}) {
      const double peak = physics::irreversible_peak_current_density(
          reduction.electrons, 0.5, *c, diffusion, scan_rate, constants::T_ref);
      if (!finding.numbers.empty()) finding.numbers += "; ";
      finding.numbers += fmt::format("at {} mV s-1: {}", num(scan_rate * 1e3), as_mA_cm2(peak));
    }
  }
  return finding;
}

}  // namespace

Result<Findings> closure_at_potential(const AuditInput& input) {
  Findings findings;
  for (const OperatingPoint& point : operating_points(input.study)) {
    if (!point.potential || point.current.empty()) continue;
    if (point.yield.empty() || point.efficiency.empty()) continue;
    NITER_TRY(const Reduction reduction, reduction_to_ammonia(point.experiment->reactant));
    const Fact& yield = *point.yield.front();
    const Fact& efficiency = *point.efficiency.front();
    const double implied =
        physics::total_current_density(reduction.electrons, yield.si(), efficiency.si());
    bool sweep_disagrees = false;
    for (const Fact* current : point.current) {
      const double reported = std::abs(current->si());
      const double tolerance =
          std::max(potentiostatic_tolerance, rounding_of({&yield, &efficiency, current}));
      Finding finding;
      finding.title = "Charge and product: " + point.text();
      finding.verdict = judge_ratio(reported / implied, tolerance);
      finding.formula = "j = n F r / FE";
      finding.numbers = fmt::format(
          "{} F x {} / {} = {}; reported {} (factor {}), which would make {}",
          num(reduction.electrons), as_umol_h_cm2(yield.si()), as_percent(efficiency.si()),
          as_mA_cm2(implied), as_mA_cm2(reported), num(reported / implied, 3),
          as_umol_h_cm2(physics::rate_of(reduction.electrons, reported, efficiency.si())));
      finding.tolerance = fmt::format("{} (different runs, printed digits); marginal to 10 %",
                                      as_percent(tolerance));
      finding.text = finding.verdict == Verdict::Consistent
                         ? "Yield, efficiency and current agree."
                         : "Yield and efficiency need another current than the one reported at "
                           "this potential.";
      finding.source = faraday_law;
      finding.facts = {yield.id, efficiency.id, current->id};
      sweep_disagrees = sweep_disagrees || (finding.verdict == Verdict::Inconsistent &&
                                            condition(*current, "technique") == "lsv");
      findings.push_back(std::move(finding));
    }
    const auto scan_rates = input.study.facts_of("scan_rate", point.experiment->id);
    const bool known = std::any_of(scan_rates.begin(), scan_rates.end(), [](const Fact* fact) {
      return condition(*fact, "technique") == "lsv";
    });
    if (sweep_disagrees && !known) {
      NITER_TRY(findings.emplace_back(), missing_sweep_conditions(input, point, reduction));
    }
  }
  return findings;
}

}  // namespace niter::study::rules
