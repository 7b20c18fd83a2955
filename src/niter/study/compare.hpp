// Compare: the variants of a study on its own numbers: what each fits, pays and foretells.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "niter/base/monitor.hpp"
#include "niter/config/value.hpp"
#include "niter/data/figure.hpp"
#include "niter/infer/compare.hpp"
#include "niter/report/page.hpp"
#include "niter/study/study.hpp"

namespace niter::study {

/// Starting points of each calibration: of a mechanism with every channel on few end in the best
/// optimum, and the second best is another model.
inline constexpr int comparison_starts = 24;

/// The variants of these ids ([[variant]]; none named: all) against the study's targets, and
/// against the reported numbers that were not fitted (those with an uncertainty).
/// @error NotFound for an id, or a study without variants; of a variant that cannot be calibrated,
/// naming it
Result<std::vector<infer::Assessment>> compare_variants(const Study& study,
                                                        const std::vector<std::string>& ids,
                                                        const infer::CalibrationOptions& search,
                                                        const Monitor& monitor = {});

/// The one with the largest evidence.
std::size_t best_of(std::span<const infer::Assessment> all);

/// Evidence for the best variant over each other one: "V0: positive (2 ln B = 3.3)".
std::vector<std::string> evidence_in_words(std::span<const infer::Assessment> all);

/// How far each number is from each variant: fitted, predicted by a fit of all others, never
/// fitted.
data::Figure comparison_figure(std::span<const infer::Assessment> all);
/// The part of the report: criteria, predictions, what the data cannot decide.
report::Section comparison_section(const Study& study, std::span<const infer::Assessment> all);

/// By variant: chi2, criteria, predictions, identifiability in words. docs/methods/results.md
config::Value to_value(std::span<const infer::Assessment> all);

}  // namespace niter::study
