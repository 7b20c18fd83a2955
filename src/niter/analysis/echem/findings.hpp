// Findings about an electrolysis: what does not add up, was not measured or cannot be trusted.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "niter/analysis/echem/electrolysis.hpp"
#include "niter/analysis/echem/electrolysis_model.hpp"
#include "niter/analysis/echem/faradaic.hpp"
#include "niter/data/finding.hpp"

namespace niter::analysis {

/// The limits of every comparison here, as printed.
inline constexpr std::string_view excess_limits =
    "consistent within 2 standard uncertainties, marginal within 3";
/// Is something that should not be above zero above it? An exact number is infinitely far above, or
/// not at all.
///
/// @param scale  magnitude the excess is a difference of: round-off of 1e-9 of it is forgiven
data::Verdict judge_excess(double excess, double sigma, double scale);

/// Every finding about one run, in the order: controls, product, charge, balance, calibration.
std::vector<data::Finding> run_findings(const ElectrolysisInput& input, const ElectrolysisRun& run,
                                        const ElectrolysisModel& model, const RunReport& report,
                                        const Stoichiometry& chemistry);

/// Does the scatter of the runs fit their uncertainty budgets? One finding for each headline
/// number.
std::vector<data::Finding> replicate_findings(std::span<const ReplicateResult> replicates);

/// Three numbers that Faraday's law ties: j = n F r / FE.
///
/// @param stated  current density to compare with [A m-2]; none: the finding says which one is
/// needed
/// @source bard2001, sec. 1.3.1
data::Finding yield_closure(double electrons, const Quantity& yield_rate,
                            const Quantity& faradaic_efficiency,
                            const std::optional<Quantity>& stated);

}  // namespace niter::analysis
