// Equilibrium: what the reactant couples and the anode allow a potential or a cell voltage to be.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/chem/equilibrium.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

constexpr double tolerance = 0.02;  // V: scatter of tabulated free energies of nitrite

/// Equilibrium potential of the reactant and total ammonia (NH3 + NH4+) [V vs SHE].
Result<double> couple_potential(const AuditInput& input, const std::string& reactant, double ph,
                                double reactant_activity, double total_ammonia) {
  NITER_TRY(const double pka, chem::pka(input.database, "NH4+", "NH3"));
  NITER_TRY(const chem::Reaction reaction, chem::half_reaction("NH4+", reactant));
  const double ammonium = total_ammonia * chem::acid_fraction(ph, pka);
  NITER_TRY(const Potential potential,
            chem::equilibrium_potential(
                input.database, reaction,
                chem::Solution{ph, {{reactant, reactant_activity}, {"NH4+", ammonium}}}));
  return potential.value();
}

Result<Assumed> bulk_ph(const Study& study) {
  return assumed(study, "ph_bulk", Quantity(6.8, "1"), Quantity(5.5, "1"), Quantity(7.0, "1"));
}

bool holds_alkali(const Experiment& experiment) {
  return std::any_of(experiment.electrolyte.begin(), experiment.electrolyte.end(),
                     [](const auto& salt) { return salt.first.ends_with("OH"); });
}

/// The limits of one battery: cathode couple against neutral zinc and against zincate.
struct Limits {
  double cathode = 0;   // V vs SHE
  double neutral = 0;   // V, cell
  double alkaline = 0;  // V, cell
  double zinc = 0;      // activity assumed
  double zinc_potential = 0, zincate_potential = 0;
  double ph = 0;
  double oxygen = 0;  // V vs SHE, equilibrium of O2 at this pH
};

Result<Limits> limits_of(const AuditInput& input, const Experiment& battery) {
  NITER_TRY(const Assumed ph, bulk_ph(input.study));
  NITER_TRY(const Assumed ammonia,
            assumed(input.study, "ammonia_concentration", Quantity(1e-5, "mol/L"),
                    Quantity(1e-6, "mol/L"), Quantity(1e-3, "mol/L")));
  NITER_TRY(const Assumed zinc, assumed(input.study, "zinc_activity", Quantity(1e-4, "1"),
                                        Quantity(1e-6, "1"), Quantity(1.0, "1")));
  NITER_TRY(const Assumed zincate, assumed(input.study, "zincate_potential", Quantity(-1.25, "V"),
                                           Quantity(-1.35, "V"), Quantity(-1.20, "V")));
  const double c = reactant_concentration(battery).value_or(1000) / 1000;
  Limits limits;
  limits.ph = ph.value;
  limits.zinc = zinc.value;
  limits.zincate_potential = zincate.value;
  NITER_TRY(limits.cathode,
            couple_potential(input, battery.reactant, ph.value, c, ammonia.value / 1000));
  NITER_TRY(const Potential anode,
            chem::equilibrium_potential(input.database, "Zn+2 + 2 e- = Zn(s)",
                                        chem::Solution{ph.value, {{"Zn+2", zinc.value}}}));
  NITER_TRY(const Potential oxygen,
            chem::equilibrium_potential(input.database, "O2(g) + 4 H+ + 4 e- = 2 H2O",
                                        chem::Solution{ph.value, {{"O2(g)", 0.21}}}));
  limits.zinc_potential = anode.value();
  limits.oxygen = oxygen.value();
  limits.neutral = limits.cathode - limits.zinc_potential;
  limits.alkaline = limits.cathode - limits.zincate_potential;
  return limits;
}

Finding against_neutral(const Fact& voltage, const Experiment& battery, const Limits& limits) {
  const double excess = voltage.si() - limits.neutral;
  // the zinc activity at which the limit would reach the voltage
  const double needed =
      limits.zinc * std::pow(10.0, -2 * excess / constants::ph_slope(constants::T_ref));
  Finding finding;
  finding.title = "Open circuit of " + battery.id + " in one neutral electrolyte";
  finding.verdict = excess <= tolerance ? Verdict::Consistent : Verdict::Inconsistent;
  finding.formula = "V_oc <= E(NOx/NH4+) - E(Zn2+/Zn)";
  finding.numbers = fmt::format("{} <= {} - ({}) = {} at pH {}, a(Zn2+) {}", as_volt(voltage.si()),
                                as_volt(limits.cathode), as_volt(limits.zinc_potential),
                                as_volt(limits.neutral), num(limits.ph), num(limits.zinc));
  finding.tolerance = "0.02 V (tabulated free energies)";
  finding.text =
      excess <= tolerance
          ? "Below the equilibrium limit: a mixed potential of this cell can be that."
          : fmt::format(
                "Above the equilibrium limit: the cell would need a(Zn2+) below {}, another "
                "electrolyte at the anode, or O2 at the cathode (limit {}).",
                num(needed, 1), as_volt(limits.oxygen - limits.zinc_potential));
  finding.source = "bard2001, sec. 2.1 (Nernst); species.toml (log K)";
  finding.facts = {voltage.id};
  return finding;
}

/// What decides when the neutral limit is broken and nothing is said about the anode side.
Finding against_alkaline(const Fact& voltage, const Experiment& battery, const Limits& limits) {
  Finding finding;
  finding.title = "Open circuit of " + battery.id + " with an alkaline anolyte";
  const bool possible = voltage.si() <= limits.alkaline + tolerance;
  const bool known = holds_alkali(battery);
  finding.verdict = !possible ? Verdict::Inconsistent
                    : known   ? Verdict::Consistent
                              : Verdict::NeedsDatum;
  if (possible && !known) finding.missing = "anolyte (composition and pH) and exclusion of O2";
  finding.formula = "V_oc <= E(NOx/NH4+) - E(zincate/Zn)";
  finding.numbers =
      fmt::format("{} <= {} - ({}) = {}", as_volt(voltage.si()), as_volt(limits.cathode),
                  as_volt(limits.zincate_potential), as_volt(limits.alkaline));
  finding.tolerance = "0.02 V (tabulated free energies)";
  finding.text = possible ? "Allowed only if the zinc stands in alkali, which is not reported."
                          : "Above the limit even with zinc in alkali.";
  if (possible && known) finding.text = "Allowed with zinc in the alkali reported.";
  finding.source = "bard2001, sec. 2.1 (Nernst); species.toml (log K)";
  finding.facts = {voltage.id};
  return finding;
}

}  // namespace

Result<Findings> open_circuit_limit(const AuditInput& input) {
  Findings findings;
  for (const Fact* voltage : input.study.facts_of("open_circuit_voltage")) {
    const Experiment* battery = input.study.experiment(voltage->experiment);
    if (battery == nullptr || battery->technique != "zn-battery" || !scalar(*voltage)) continue;
    if (battery->reactant.empty()) continue;
    NITER_TRY(const Limits limits, limits_of(input, *battery));
    const bool alkali = holds_alkali(*battery);
    if (!alkali) findings.push_back(against_neutral(*voltage, *battery, limits));
    if (alkali || voltage->si() > limits.neutral + tolerance) {
      findings.push_back(against_alkaline(*voltage, *battery, limits));
    }
  }
  return findings;
}

Result<Findings> equilibrium_of_reactants(const AuditInput& input) {
  NITER_TRY(const Assumed ph, bulk_ph(input.study));
  Findings findings;
  for (const Experiment& experiment : input.study.experiments) {
    if (experiment.reactant.empty() || is_battery(experiment)) continue;
    std::vector<const Fact*> produced;  // NH3 seen at a potential vs RHE
    for (const Fact& fact : input.study.facts) {
      const bool product =
          fact.measure == "nh3_yield_rate" || fact.measure == "faradaic_efficiency";
      if (product && fact.experiment == experiment.id && fact.potential && fact.scale == "RHE") {
        produced.push_back(&fact);
      }
    }
    if (produced.empty()) continue;
    NITER_TRY(const double she, couple_potential(input, experiment.reactant, ph.value, 1, 1));
    const double rhe = she + constants::ph_slope(constants::T_ref) * ph.value;
    const auto highest = *std::max_element(
        produced.begin(), produced.end(),
        [](const Fact* a, const Fact* b) { return *a->potential < *b->potential; });
    Finding finding;
    finding.title = "Equilibrium of " + experiment.reactant + " and ammonia in " + experiment.id;
    finding.verdict =
        *highest->potential <= rhe + tolerance ? Verdict::Consistent : Verdict::Inconsistent;
    finding.formula = "E_eq = E0 - (RT/nF) ln Q + (ln10 RT/F) pH; NH3 forms only at E < E_eq";
    finding.numbers = fmt::format("E_eq = {} vs RHE at pH {}; NH3 reported at {} V and below: {}",
                                  as_volt(rhe), num(ph.value), num(*highest->potential),
                                  as_volt(rhe - *highest->potential) + " of overpotential");
    finding.tolerance = fmt::format("0.02 V (tabulated free energies); pH {} to {} ({})",
                                    num(ph.low), num(ph.high), ph.origin);
    finding.text = finding.verdict == Verdict::Consistent
                       ? "The reduction has a driving force at every potential reported."
                       : "NH3 is reported at a potential where it would be oxidised: look at the "
                         "sign or the scale of the potential.";
    finding.source = "bard2001, sec. 2.1 (Nernst); species.toml (log K)";
    finding.facts = ids(produced);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace niter::study::rules
