// Computed energies: the current they allow, and whether a descriptor orders what it should.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/chem/reaction.hpp"
#include "niter/physics/eyring.hpp"
#include "niter/physics/faraday.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

constexpr double electron_volt = constants::e;  // J
constexpr double working_current = 10.0;  // A m-2: what a catalyst worth ranking gives, 1 mA cm-2
constexpr double energy_error = 0.1;      // eV: of one step within one functional

/// Electrons of a step: from its equation "NO* + H+ + e- -> NOH*", else (a name like "R5") from the
/// equation of the determining step, else one, the proton-electron pair of most steps.
double electrons_of(const Study& study, const std::string& step) {
  std::vector<std::string> equations = {step};
  for (const Fact* fact : study.facts_of("determining_step")) {
    if (!fact->is_number()) equations.push_back(std::get<std::string>(fact->value));
  }
  for (const std::string& equation : equations) {
    const auto reaction = chem::parse_reaction(equation);
    if (reaction && reaction->electrons() > 0) return reaction->electrons();
  }
  return 1;
}

/// The most negative applied potential vs RHE: the most generous driving force a study offers.
std::optional<double> most_negative(const Study& study) {
  std::optional<double> lowest;
  for (const Fact& fact : study.facts) {
    if (fact.potential && fact.scale == "RHE" && (!lowest || *fact.potential < *lowest)) {
      lowest = fact.potential;
    }
  }
  return lowest;
}

}  // namespace

Result<Findings> step_energy_limit(const AuditInput& input) {
  const auto energies = input.study.facts_of("reaction_free_energy");
  const auto applied = most_negative(input.study);
  const bool declared = input.study.assumption("working_potential_local") != nullptr;
  if (energies.empty() || (!applied && !declared)) return Findings{};
  const Quantity nominal(applied.value_or(0), "V");
  NITER_TRY(const Assumed potential,
            assumed(input.study, "working_potential_local", nominal, nominal, nominal));
  NITER_TRY(const Assumed sites, assumed(input.study, "site_density", Quantity(2e-7, "mol cm-2"),
                                         Quantity(2e-8, "mol cm-2"), Quantity(2e-6, "mol cm-2")));
  const auto reactant =
      std::find_if(input.study.experiments.begin(), input.study.experiments.end(),
                   [](const Experiment& experiment) { return !experiment.reactant.empty(); });
  if (reactant == input.study.experiments.end()) return Findings{};
  NITER_TRY(const Reduction reduction, reduction_to_ammonia(reactant->reactant));
  const double kT = constants::k_B * constants::T_ref / electron_volt;  // eV
  Findings findings;
  for (const Fact* fact : energies) {
    if (!scalar(*fact)) continue;
    const double energy = fact->si() / electron_volt;
    const double electrons = electrons_of(input.study, condition(*fact, "step"));
    const double barrier = std::max(0.0, energy + electrons * potential.value);
    // eyring_rate_constant takes J mol-1
    const double rate = physics::eyring_rate_constant(barrier * constants::F, constants::T_ref);
    const double current = physics::current_density_of(reduction.electrons, sites.value * rate);
    const double short_by = kT * std::log(working_current / current);  // eV, < 0: enough
    Finding finding;
    finding.title = "Current allowed by the step energy of " + fact->catalyst;
    finding.verdict = short_by <= 0              ? Verdict::Consistent
                      : short_by <= energy_error ? Verdict::Marginal
                                                 : Verdict::Inconsistent;
    finding.formula = "j <= n F Gamma (kT/h) exp[-(dG + m e U) / kT]";
    finding.numbers = fmt::format(
        "dG = {} + {} x ({}) = {} eV; k <= {} s-1; j <= {} mA cm-2 with Gamma {} mol cm-2",
        num(energy), num(electrons), num(potential.value), num(barrier, 3), num(rate, 2),
        num(current / 10, 2), num(sites.value * 1e-4, 2));
    finding.tolerance = fmt::format(
        "1 mA cm-2 of NH3; marginal within 0.1 eV; U: {}, Gamma: {}",
        declared ? potential.origin : "most negative applied potential, the most generous",
        sites.origin);
    finding.text =
        finding.verdict == Verdict::Inconsistent
            ? "Taken literally, this step forbids the activity the catalyst is ranked by."
            : "The step allows a working current.";
    finding.source = "eyring1935; norskov2004 (computational hydrogen electrode)";
    finding.facts = {fact->id};
    findings.push_back(std::move(finding));
  }
  return findings;
}

namespace {

struct Centre {
  const Fact* fact;
  double energy_eV;
};

const Catalyst* catalyst_of(const Study& study, const std::string& id) {
  for (const Catalyst& catalyst : study.catalysts) {
    if (catalyst.id == id) return &catalyst;
  }
  return nullptr;
}

/// The d-band centre of the catalyst of one metal only.
const Centre* parent_of(const Study& study, const std::vector<Centre>& centres,
                        const std::string& metal) {
  for (const Centre& centre : centres) {
    const Catalyst* catalyst = catalyst_of(study, centre.fact->catalyst);
    if (catalyst != nullptr && catalyst->ratio.size() == 1 && catalyst->ratio.contains(metal)) {
      return &centre;
    }
  }
  return nullptr;
}

std::optional<Finding> judge_centre(const Study& study, const std::vector<Centre>& centres,
                                    const Centre& alloy) {
  const Catalyst* catalyst = catalyst_of(study, alloy.fact->catalyst);
  if (catalyst == nullptr || catalyst->ratio.size() < 2) return std::nullopt;
  double low = 1e9;
  double high = -1e9;
  double sum = 0;
  double parts = 0;
  Finding finding;
  finding.facts = {alloy.fact->id};
  for (const auto& [metal, share] : catalyst->ratio) {
    const Centre* parent = parent_of(study, centres, metal);
    if (parent == nullptr) return std::nullopt;
    low = std::min(low, parent->energy_eV);
    high = std::max(high, parent->energy_eV);
    sum += share * parent->energy_eV;
    parts += share;
    finding.facts.push_back(parent->fact->id);
  }
  const double off = std::max({0.0, low - alloy.energy_eV, alloy.energy_eV - high});
  finding.title = "d-band centre of " + alloy.fact->catalyst;
  finding.verdict = off <= 0.05 ? Verdict::Consistent : Verdict::Marginal;
  finding.formula = "min(parents) <= e_d <= max(parents)";
  finding.numbers =
      fmt::format("{} eV between {} and {} eV; weighted mean {} eV", num(alloy.energy_eV, 3),
                  num(low, 3), num(high, 3), num(sum / parts, 3));
  finding.tolerance = "0.05 eV (projection and smearing)";
  finding.text = off <= 0.05 ? "The mixed catalyst lies between its parents."
                             : "The mixed catalyst lies outside its parents: charge transfer, or "
                               "another geometry.";
  finding.source = "hammer1995 (d-band model)";
  return finding;
}

/// A descriptor must order what it explains: one ranked first cannot lie in the middle.
std::optional<Finding> judge_descriptor(const Fact& order, const std::vector<Centre>& centres) {
  const auto* text = std::get_if<std::string>(&order.value);
  if (text == nullptr) return std::nullopt;
  const auto levels = ranking(*text);
  std::map<std::string, double> energy;
  std::vector<std::string> facts = {order.id};
  for (const Centre& centre : centres) {
    energy[centre.fact->catalyst] = centre.energy_eV;
    facts.push_back(centre.fact->id);
  }
  std::string numbers;
  bool rises = true;
  bool falls = true;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    for (const std::string& name : levels[i]) {
      if (!energy.contains(name)) return std::nullopt;
      numbers += fmt::format("{}{} {} eV", numbers.empty() ? "" : ", ", name, num(energy[name], 3));
      if (i == 0) continue;
      for (const std::string& before : levels[i - 1]) {
        rises = rises && energy[name] >= energy[before];
        falls = falls && energy[name] <= energy[before];
      }
    }
  }
  if (levels.size() < 2) return std::nullopt;
  Finding finding;
  finding.title = "d-band centre as a descriptor of " + condition(order, "of");
  finding.verdict = rises || falls ? Verdict::Consistent : Verdict::Marginal;
  finding.formula = "the ranked quantity is monotonic in e_d";
  finding.numbers = *text + ": " + numbers;
  finding.tolerance = "none: an order";
  finding.text = finding.verdict == Verdict::Consistent
                     ? "The ranking follows the d-band centre."
                     : "The ranking is not monotonic in the d-band centre, so the centre does not "
                       "explain it.";
  finding.source = "hammer1995 (d-band model)";
  finding.facts = std::move(facts);
  return finding;
}

}  // namespace

Result<Findings> d_band_order(const AuditInput& input) {
  std::vector<Centre> centres;
  for (const Fact* fact : input.study.facts_of("d_band_centre")) {
    if (scalar(*fact)) centres.push_back({fact, fact->si() / electron_volt});
  }
  Findings findings;
  if (centres.empty()) return findings;
  for (const Centre& centre : centres) {
    if (auto finding = judge_centre(input.study, centres, centre)) {
      findings.push_back(std::move(*finding));
    }
  }
  for (const Fact* order : input.study.facts_of("order")) {
    if (!condition(*order, "of").ends_with("adsorption")) continue;
    if (auto finding = judge_descriptor(*order, centres)) findings.push_back(std::move(*finding));
  }
  return findings;
}

}  // namespace niter::study::rules
