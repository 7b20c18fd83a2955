// Statements that stand without the datum they need: a pH, a number for a control, a reaction.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/chem/constants.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

// electrolytes whose composition alone fixes the pH, within a few tenths
constexpr std::array fix_the_ph{"KOH",     "NaOH",    "LiOH",    "CsOH",   "HCl",
                                "HClO4",   "HNO3",    "H2SO4",   "KH2PO4", "K2HPO4",
                                "NaH2PO4", "Na2HPO4", "KHCO3",   "NaHCO3", "K2CO3",
                                "Na2CO3",  "K2B4O7",  "Na2B4O7", "K3PO4",  "Na3PO4"};

bool ph_is_given(const Study& study, const Experiment& experiment) {
  for (const auto& [salt, concentration] : experiment.electrolyte) {
    if (std::find(fix_the_ph.begin(), fix_the_ph.end(), salt) != fix_the_ph.end()) return true;
  }
  return std::any_of(study.facts.begin(), study.facts.end(), [&](const Fact& fact) {
    return fact.experiment == experiment.id && !condition(fact, "pH").empty();
  });
}

}  // namespace

Result<Findings> potential_scale_needs_ph(const AuditInput& input) {
  NITER_TRY(const Assumed ph, assumed(input.study, "ph_bulk", Quantity(6.8, "1"),
                                      Quantity(5.5, "1"), Quantity(7.0, "1")));
  Findings findings;
  for (const Experiment& experiment : input.study.experiments) {
    if (experiment.electrolyte.empty()) continue;
    const auto rhe =
        std::find_if(input.study.facts.begin(), input.study.facts.end(), [&](const Fact& fact) {
          return fact.experiment == experiment.id && fact.potential && fact.scale == "RHE";
        });
    if (rhe == input.study.facts.end()) continue;
    const bool known = ph_is_given(input.study, experiment);
    std::string salts;
    for (const auto& [salt, concentration] : experiment.electrolyte) {
      salts += (salts.empty() ? "" : " + ") + concentration.text() + " " + salt;
    }
    Finding finding;
    finding.title = "RHE scale of " + experiment.id;
    finding.verdict = known ? Verdict::Consistent : Verdict::NeedsDatum;
    if (!known) finding.missing = "pH of the electrolyte (before, during and after)";
    finding.formula = "E(RHE) = E(SHE) + (ln10 RT/F) pH";
    finding.numbers =
        known
            ? salts
            : fmt::format("{}: unbuffered; pH {} to {} moves the scale by {} mV", salts,
                          num(ph.low), num(ph.high),
                          num(1e3 * constants::ph_slope(constants::T_ref) * (ph.high - ph.low), 3));
    finding.tolerance = fmt::format("none: the pH decides ({})", ph.origin);
    finding.text = known ? "The electrolyte's composition or a reported pH fixes the scale."
                         : "Potentials against RHE mean little without the pH of an unbuffered "
                           "electrolyte; at the surface it rises by several units under current.";
    finding.source = "bard2001, sec. 2.1; docs/conventions.md (potential scales)";
    finding.facts = {rhe->id};
    findings.push_back(std::move(finding));
  }
  return findings;
}

Result<Findings> recharge_wording(const AuditInput& input) {
  Findings findings;
  for (const Experiment& experiment : input.study.experiments) {
    if (!is_battery(experiment) || experiment.reactant.empty()) continue;
    std::vector<const Fact*> charging;
    for (const Fact& fact : input.study.facts) {
      const bool gap = fact.measure == "voltage_gap" || condition(fact, "of") == "voltage_gap";
      if (fact.experiment == experiment.id && gap) charging.push_back(&fact);
    }
    if (charging.empty()) continue;
    Finding finding;
    finding.title = "Charging of " + experiment.id;
    finding.verdict = Verdict::Marginal;
    finding.formula = "charging: 4 OH- = O2 + 2 H2O + 4 e- at the cathode, not NH3 = NOx- + ...";
    finding.numbers = fmt::format("reactant {}; {} statement(s) on charging", experiment.reactant,
                                  charging.size());
    finding.tolerance = "none: wording";
    finding.text =
        "Charge curves suggest a rechargeable cell. What is recharged is the zinc, "
        "against O2 evolution; " +
        experiment.reactant +
        " is not made again from "
        "ammonia.";
    finding.source = "identity: NH3 leaves the cell as the product";
    finding.facts = ids(charging);
    findings.push_back(std::move(finding));
  }
  return findings;
}

Result<Findings> controls_without_numbers(const AuditInput& input) {
  Findings findings;
  for (const Fact* fact : input.study.facts_of("control")) {
    const auto* text = std::get_if<std::string>(&fact->value);
    if (text == nullptr) continue;
    // a number is a word of its own: "NH3" or "15N" is none
    const auto words = split(*text, ' ');
    const bool has_number = std::any_of(words.begin(), words.end(), [](const std::string& word) {
      return parse_number(trim(word)).has_value();
    });
    Finding finding;
    finding.title = "Control " + fact->id;
    finding.verdict = has_number ? Verdict::Consistent : Verdict::NeedsDatum;
    if (!has_number) {
      finding.missing = "NH3 amount of the control and the detection limit of the assay";
    }
    finding.formula = "r(control) / r(sample)";
    finding.numbers = fmt::format("control: '{}'", *text);
    finding.tolerance = "none: a number is needed";
    finding.text = has_number ? "The control is given with a number."
                              : "A control without a number cannot be subtracted or compared.";
    finding.source = "andersen2019 (protocol: quantified blanks)";
    finding.facts = {fact->id};
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace niter::study::rules
