// The section of the report that compares the variants of a study: its tables.
#include <fmt/format.h>

#include "niter/study/compare.hpp"

namespace niter::study {
namespace {

using report::PageTable;

PageTable criteria_table(const Study& study, std::span<const infer::Assessment> all) {
  PageTable table{"What each variant fits and pays",
                  {"variant", "assumes", "chi2 of the data", "of the priors", "parameters k", "AIC",
                   "AICc", "BIC", "ln Z", "evidence"},
                  {}};
  const auto words = evidence_in_words(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& c = all[i].criteria;
    std::string title;
    for (const Variant& v : study.variants)
      if (v.id == all[i].name) title = v.title;
    table.rows.push_back(
        {{all[i].name, title, fmt::format("{:.1f}", c.chi2_data),
          fmt::format("{:.1f}", c.chi2_prior), fmt::format("{:.1f}", c.effective),
          fmt::format("{:.1f}", c.aic), c.aicc ? fmt::format("{:.1f}", *c.aicc) : "none",
          fmt::format("{:.1f}", c.bic), fmt::format("{:.1f}", c.ln_evidence), words[i]},
         i == best_of(all) ? "good" : ""});
  }
  return table;
}

std::string told(const infer::Foretold& f) {
  if (!f.failure.empty()) return "no prediction";
  return fmt::format("{:.4g} ± {:.2g} ({:+.1f})", f.predicted, f.sd, f.off());
}

PageTable predictions_table(const char* caption, std::span<const infer::Assessment> all,
                            std::vector<infer::Foretold> infer::Assessment::*list) {
  PageTable table{caption, {"number", "reported"}, {}};
  for (const auto& a : all) table.header.push_back(a.name);
  const auto& numbers = all.front().*list;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    report::TableRow row{
        {numbers[i].name, fmt::format("{:.4g} ± {:.2g}", numbers[i].reported, numbers[i].sigma)}};
    for (const auto& a : all) row.cells.push_back(told((a.*list)[i]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

report::Section comparison_section(const Study& study, std::span<const infer::Assessment> all) {
  report::Section section{"variants", "Models compared"};
  section.paragraphs = {
      "The variants that the study declares, each calibrated to the same numbers. k: parameters "
      "the "
      "data determine. AIC: as the sigmas are declared and not estimated, chi2 + 2 k is what new "
      "data "
      "would cost, however few the numbers; AICc pays for an estimated sigma too, and is none "
      "where "
      "the numbers are too few for it; BIC is derived for many numbers. ln Z: evidence, by "
      "Laplace's "
      "method, in the words of Kass and Raftery; it depends on the priors.",
      "Predictions are those of the calibrated variant with what its calibration leaves open; in "
      "brackets, how far off the reported number they are, over both uncertainties together."};
  section.figures = {comparison_figure(all)};
  section.tables = {
      criteria_table(study, all),
      predictions_table("Each fitted number, predicted by a fit of all others", all,
                        &infer::Assessment::left_out),
      predictions_table("Numbers that were never fitted", all, &infer::Assessment::held_out)};
  for (const auto& a : all)
    for (const auto& sentence : infer::in_words(a.identifiability, a.unknowns))
      section.remarks.push_back(a.name + ": " + sentence + ".");
  return section;
}

}  // namespace niter::study
