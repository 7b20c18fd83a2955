// The audit: general rules of physics and arithmetic run over the facts of any study.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/chem/reference_windows.hpp"
#include "niter/chem/species.hpp"
#include "niter/data/finding.hpp"
#include "niter/study/study.hpp"

namespace niter::study {

/// What a rule sees: one study, and the reference data that all studies share.
struct AuditInput {
  const Study& study;
  const chem::Database& database;
  const std::vector<chem::ReferenceWindow>& windows;
};

/// A rule looks for the facts it speaks of and gives a Finding for each case it finds; none if it
/// does not apply. It leaves Finding::key empty: audit() puts the key of the row there.
struct AuditRule {
  std::string_view key;    // "A2"
  std::string_view title;  // of the rule, and of its findings that bring none
  Result<std::vector<data::Finding>> (*check)(const AuditInput& input);
};
/// The table: a new rule is one function and one row.
std::span<const AuditRule> audit_rules();

/// Every finding, in the order of the table. @error Unit if an assumption a rule needs has the
/// wrong dimension; what is wrong with the reference data in share/niter
Result<std::vector<data::Finding>> audit(const Study& study);
/// The same with reference data already loaded.
Result<std::vector<data::Finding>> audit(const AuditInput& input);

}  // namespace niter::study
