// The audit: general rules of physics and arithmetic run over the facts of any study.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "niter/data/finding.hpp"
#include "niter/study/study.hpp"

namespace niter::study {

/// A rule looks for the facts it speaks of and gives a Finding for each case it finds; none if it does not apply.
struct AuditRule {
  std::string_view key;     // "A2"
  std::string_view title;
  std::vector<data::Finding> (*check)(const Study& study);
};
/// The table: a new rule is one function and one row.
std::span<const AuditRule> audit_rules();

/// Every finding, in the order of the table.
Result<std::vector<data::Finding>> audit(const Study& study);

}  // namespace niter::study
