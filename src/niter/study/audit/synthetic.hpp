// For tests only: small studies built in code, and one rule run over them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "niter/study/audit/support.hpp"

namespace niter::study::rules {

/// Reference data, loaded once for all tests.
struct SharedReferences {
  chem::Database database;
  std::vector<chem::ReferenceWindow> windows;
};
inline const SharedReferences& shared_references() {
  static const SharedReferences references{chem::load_database().value(),
                                           chem::load_reference_windows().value()};
  return references;
}

/// Findings of one rule.
inline Findings run_rule(std::string_view key, const Study& study) {
  const AuditInput input{study, shared_references().database, shared_references().windows};
  for (const AuditRule& rule : audit_rules()) {
    if (rule.key != key) continue;
    auto findings = rule.check(input);
    EXPECT_TRUE(findings.has_value()) << (findings ? "" : findings.error().text());
    return findings.value_or(Findings{});
  }
  ADD_FAILURE() << "no rule " << key;
  return {};
}

/// The verdict of the only finding; a failure if there are none or several.
inline std::string only_verdict(std::string_view key, const Study& study) {
  const Findings findings = run_rule(key, study);
  if (findings.size() != 1) return std::to_string(findings.size()) + " findings";
  return std::string(data::to_string(findings.front().verdict));
}

/// Verdicts of all findings, in order.
inline std::vector<std::string> verdicts(std::string_view key, const Study& study) {
  std::vector<std::string> all;
  for (const Finding& finding : run_rule(key, study)) {
    all.emplace_back(data::to_string(finding.verdict));
  }
  return all;
}

/// A study of one catalyst "M" in one half-cell "cell" with 0.1 mol/L of KNO3 or KNO2.
inline Study half_cell_study(const std::string& reactant = "NO3-") {
  Study study;
  study.id = "synthetic";
  Catalyst catalyst;
  catalyst.id = "M";
  study.catalysts.push_back(catalyst);
  Experiment cell;
  cell.id = "cell";
  cell.technique = "h-cell";
  cell.reactant = reactant;
  const std::string salt = reactant == "NO3-" ? "KNO3" : "KNO2";
  cell.electrolyte = {{salt, Quantity(0.1, "mol/L")}, {"K2SO4", Quantity(0.1, "mol/L")}};
  study.experiments.push_back(cell);
  return study;
}

/// A study of one zinc battery "cell".
inline Study battery_study(const std::string& reactant = "NO3-") {
  Study study = half_cell_study(reactant);
  study.experiments.front().technique = "zn-battery";
  return study;
}

inline Fact& add_number(Study& study, std::string id, std::string measure,
                        std::vector<double> values, std::string_view unit) {
  Fact fact;
  fact.id = std::move(id);
  fact.measure = std::move(measure);
  fact.value = std::move(values);
  fact.unit = Unit::of(unit);
  fact.catalyst = "M";
  fact.experiment = "cell";
  return study.facts.emplace_back(std::move(fact));
}
inline Fact& add_number(Study& study, std::string id, std::string measure, double value,
                        std::string_view unit) {
  return add_number(study, std::move(id), std::move(measure), std::vector<double>{value}, unit);
}
/// A number at a potential vs RHE.
inline Fact& add_at(Study& study, std::string id, std::string measure, double value,
                    std::string_view unit, double potential) {
  Fact& fact = add_number(study, std::move(id), std::move(measure), value, unit);
  fact.potential = potential;
  fact.scale = "RHE";
  return fact;
}
/// A number at a set current density in mA cm-2.
inline Fact& add_under(Study& study, std::string id, std::string measure, double value,
                       std::string_view unit, double current_mA_cm2) {
  Fact& fact = add_number(study, std::move(id), std::move(measure), value, unit);
  fact.current_density = Quantity(current_mA_cm2, "mA cm-2");
  return fact;
}
inline Fact& add_text(Study& study, std::string id, std::string measure, std::string text) {
  Fact& fact = add_number(study, std::move(id), std::move(measure), 0, "1");
  fact.value = std::move(text);
  return fact;
}
inline void assume(Study& study, std::string id, double value, std::string_view unit) {
  Assumption assumption;
  assumption.id = std::move(id);
  assumption.value = Quantity(value, unit);
  study.assumptions.push_back(std::move(assumption));
}
/// The finding whose facts name an id, or nothing.
inline const Finding* about(const Findings& findings, std::string_view fact) {
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return std::find(finding.facts.begin(), finding.facts.end(), fact) != finding.facts.end();
  });
  return found == findings.end() ? nullptr : &*found;
}

}  // namespace niter::study::rules
